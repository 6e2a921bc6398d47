import type { ProviderStatus } from '../../domain/provider.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Breaker } from '../../transport/breaker.ts';
import { DeadlinePassed } from '../../transport/with-deadline.ts';

/** How the vendor has answered lately. */
export type Standing = {
  noteAnswer(): void;
  noteFailure(error: unknown): void;
  status(): ProviderStatus;
};

/** Remembers the last outcome; an open breaker says the rest. */
export function createStanding(provider: string, breaker: Pick<Breaker, 'state'>): Standing {
  let last: ProviderError | null = null;
  return {
    noteAnswer() {
      last = null;
    },
    noteFailure(error) {
      // A question the vendor cannot answer says nothing of the vendor.
      if (error instanceof ProviderError && error.kind !== 'unsupported') last = error;
      else if (error instanceof DeadlinePassed)
        last = new ProviderError(provider, 'timed-out', `Bitrix24 gave ${error.message}.`);
    },
    status: () => ({
      state: last === null ? 'UP' : last.isTransient && breaker.state() === 'closed' ? 'DEGRADED' : 'DOWN',
      lastError: last?.message ?? null,
      rateLimit: null,
    }),
  };
}
