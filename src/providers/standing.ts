import { ProviderError } from '../domain/provider-error.ts';
import type { ProviderStatus, RateLimit } from '../domain/provider.ts';

/** How a vendor has answered lately. */
export type Standing = {
  noteAnswer(): void;
  noteFailure(error: unknown): void;
  noteRateLimit(rateLimit: RateLimit): void;
  status(): ProviderStatus;
};

/** Remembers the last outcome; `isAsked` is false while the breaker keeps the vendor from being asked. */
export function createStanding(isAsked: () => boolean): Standing {
  let last: ProviderError | null = null;
  let rateLimit: RateLimit | null = null;
  return {
    noteAnswer() {
      last = null;
    },
    noteFailure(error) {
      // A question the vendor cannot answer says nothing of its health.
      if (error instanceof ProviderError && error.kind !== 'unsupported') last = error;
    },
    noteRateLimit(seen) {
      rateLimit = seen;
    },
    status: () => ({
      state: last === null ? 'UP' : last.isTransient && isAsked() ? 'DEGRADED' : 'DOWN',
      lastError: last?.message ?? null,
      rateLimit,
    }),
  };
}
