import type { Instant } from '../../domain/instant.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { ProviderStatus, RateLimit } from '../../domain/provider.ts';

/** How the vendor has answered lately. */
export type Health = {
  noteAnswer(): void;
  noteFailure(error: unknown): void;
  noteRateLimit(rateLimit: RateLimit): void;
  status(): ProviderStatus;
};

/** Remembers the last answers; `isClosed` tells whether the vendor is being asked at all. */
export function createHealth(isClosed: () => boolean): Health {
  let lastFailure: ProviderError | null = null;
  let rateLimit: RateLimit | null = null;
  return {
    noteAnswer() {
      lastFailure = null;
    },
    noteFailure(error) {
      if (error instanceof ProviderError) lastFailure = error;
    },
    noteRateLimit(seen) {
      rateLimit = seen;
    },
    status() {
      const state = lastFailure === null ? 'UP' : lastFailure.isTransient && isClosed() ? 'DEGRADED' : 'DOWN';
      return { state, lastError: lastFailure?.message ?? null, rateLimit };
    },
  };
}

/** Reads the rate limit headers of an answer; null where it has none. */
export function readRateLimit(headers: Readonly<Record<string, string>>): RateLimit | null {
  const limit = toCount(headers['x-ratelimit-limit']);
  const remaining = toCount(headers['x-ratelimit-remaining']);
  if (limit === null && remaining === null) return null;
  const resetsAt = toCount(headers['x-ratelimit-reset']);
  return { limit, remaining, resetsAt: resetsAt === null ? null : toInstant(resetsAt) };
}

const toCount = (text: string | undefined): number | null => (/^\d+$/.test(text ?? '') ? Number(text) : null);

// Unix seconds.
const toInstant = (seconds: number): Instant => seconds * 1000;
