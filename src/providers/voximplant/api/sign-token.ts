import { type JWTPayload, SignJWT } from 'jose';
import type { Instant } from '../../../time/instant.ts';
import type { ServiceAccount } from './service-account.ts';

/** The vendor allows an hour; nothing is gained by letting a stolen token live that long. */
export const LIFE_SECONDS = 60;

/** Signs a token: there is no token endpoint, the service account's key is enough. */
export async function signToken(
  { accountId, keyId, key }: ServiceAccount,
  now: Instant,
  skewSeconds: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const expires = seconds + LIFE_SECONDS;
  // The vendor's own clients send the issuer as a number, which JWT's types do not foresee.
  const claims = { iss: accountId, iat: seconds - skewSeconds, exp: expires } as unknown as JWTPayload;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId }).sign(key);
}
