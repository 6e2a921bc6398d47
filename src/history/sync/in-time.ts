import { ProviderError } from '../../domain/provider-error.ts';
import type { Provider } from '../../domain/provider.ts';
import { DeadlinePassed } from '../../time/with-deadline.ts';

/** A vendor that hangs holds one question of the sync no longer than this: ten pages and the waits between them. */
export const longestMs = ({ deadlineMs }: Provider): number => 12 * deadlineMs;

/** What a vendor brings within `longestMs`. What takes too long is its failure; that the caller has gone is none. */
export async function inTime<Value>(
  provider: Provider,
  missing: string,
  answer: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  try {
    return await answer;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DeadlinePassed)) throw error;
    const { key } = provider;
    const message = `${key} ${missing} within ${Math.round(longestMs(provider) / 1000)} seconds`;
    throw new ProviderError(key, 'timed-out', message, { cause: error });
  }
}
