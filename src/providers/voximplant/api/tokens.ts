import { ProviderError } from '../../../domain/provider-error.ts';
import type { Instant } from '../../../time/instant.ts';
import { createTokenSource } from '../../../transport/token-source.ts';
import type { ServiceAccount } from './service-account.ts';
import { type JWTPayload, SignJWT } from 'jose';

/** Tokens of one service account, each used until shortly before its end. */
export type Tokens = {
  get(signal: AbortSignal): Promise<string>;
  /** Drops a token that the vendor refused as ended (456) or as too young (455). */
  renew(token: string, refusal: unknown): void;
};

const RENEW_EARLY_MS = 15_000;
/** How far `iat` is set back: for clocks that differ a little, and once the vendor has said that they differ more. */
const SKEW_SECONDS = 5;
const WIDE_SKEW_SECONDS = 120;

/** Makes the tokens of a service account. */
export function createTokens(account: ServiceAccount, now: () => Instant): Tokens {
  let skewSeconds = SKEW_SECONDS;
  // The time of day goes on from what it was at the start: only a refusal is a reason to believe a clock that was set.
  const readClock = (): number => now() - performance.now();
  let startedAt = readClock();
  const source = createTokenSource({
    async fetch() {
      const signedAt = performance.now();
      const token = await signToken(account, startedAt + signedAt, skewSeconds);
      return { token, expiresAt: signedAt + LIFE_SECONDS * 1000 };
    },
    refreshEarlyMs: RENEW_EARLY_MS,
  });
  return {
    get: (signal) => source.get(signal),
    renew(token, refusal) {
      if (refusal instanceof ProviderError && refusal.code === '455') skewSeconds = WIDE_SKEW_SECONDS;
      startedAt = readClock();
      source.invalidate(token);
    },
  };
}

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
