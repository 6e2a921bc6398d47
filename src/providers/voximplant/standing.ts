import type { ProviderError } from '../../domain/provider-error.ts';
import type { ProviderStatus } from '../../domain/provider.ts';

/** Remembers how the vendor has answered lately. */
export function createStanding() {
  let lastError: ProviderError | null = null;
  return {
    /** Notes how an exchange ended: well, or with an error. */
    note(error: ProviderError | null): void {
      lastError = error;
    },
    read(breaker: 'closed' | 'open' | 'half-open'): Pick<ProviderStatus, 'state' | 'lastError'> {
      if (breaker !== 'closed') return { state: 'DOWN', lastError: lastError?.message ?? null };
      if (lastError === null) return { state: 'UP', lastError: null };
      // A refusal that concerns one question says nothing of the others.
      if (lastError.kind === 'unsupported') return { state: 'UP', lastError: lastError.message };
      return { state: lastError.isTransient ? 'DEGRADED' : 'DOWN', lastError: lastError.message };
    },
  };
}
