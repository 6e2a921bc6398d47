import type { KeyObject } from 'node:crypto';
import { type JWTPayload, compactVerify, decodeProtectedHeader } from 'jose';
import type { Instant } from '../../time/instant.ts';
import { Refusal } from './refusal.ts';

/** The service account whose tokens are accepted. */
export type ServiceAccount = {
  readonly accountId: number;
  readonly keyId: string;
  readonly publicKey: KeyObject;
};

const LONGEST_SECONDS = 3600;

/** Checks tokens as the vendor does: signature, key, account, and the three times that can be wrong. */
export function createAuthorizer(account: ServiceAccount, now: () => Instant) {
  // A token comes with every request for a minute, and checking a signature costs more than answering.
  const known = new Map<string, JWTPayload>();

  const readClaims = async (token: string): Promise<JWTPayload> => {
    const hit = known.get(token);
    if (hit) return hit;
    const claims = await verify(account, token);
    if (known.size > 100) known.clear();
    known.set(token, claims);
    return claims;
  };

  return async (authorization: string | undefined): Promise<void> => {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Refusal(100, 'Authorization failed.');
    const { iss, iat, exp } = await readClaims(token);
    const seconds = now() / 1000;
    if (String(iss) !== String(account.accountId)) throw new Refusal(100, 'Authorization failed.');
    if (typeof iat !== 'number' || typeof exp !== 'number') throw new Refusal(447, 'The token format is invalid.');
    if (iat > seconds) throw new Refusal(455, 'The token is issued in the future.');
    if (exp <= seconds) throw new Refusal(456, 'The token has expired.');
    if (exp > iat + LONGEST_SECONDS) throw new Refusal(454, 'The token lifetime is too long.');
  };
}

async function verify(account: ServiceAccount, token: string): Promise<JWTPayload> {
  let keyId: unknown;
  try {
    keyId = decodeProtectedHeader(token).kid;
  } catch {
    throw new Refusal(447, 'The token format is invalid.');
  }
  if (keyId !== account.keyId) throw new Refusal(433, 'The key is not found.');
  try {
    const { payload } = await compactVerify(token, account.publicKey, { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
  } catch {
    throw new Refusal(100, 'Authorization failed.');
  }
}
