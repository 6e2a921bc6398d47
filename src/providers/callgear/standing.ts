import type { ProviderError } from '../../domain/provider-error.ts';
import type { ProviderStatus, RateLimit } from '../../domain/provider.ts';

/** How the vendor has answered lately. */
export type Standing = {
  note(error: ProviderError | null): void;
  read(rateLimit: RateLimit | null): ProviderStatus;
};

/** Makes an empty record: nothing asked yet is nothing wrong. */
export function createStanding(): Standing {
  let last: ProviderError | null = null;
  return {
    note(error) {
      // A question that the vendor does not understand says nothing of its health.
      if (error?.kind !== 'unsupported') last = error;
    },
    read: (rateLimit) => ({
      state: last === null ? 'UP' : last.isTransient && last.kind !== 'unavailable' ? 'DEGRADED' : 'DOWN',
      lastError: last?.message ?? null,
      rateLimit,
    }),
  };
}
