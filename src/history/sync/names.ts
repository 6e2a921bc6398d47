import { ProviderError, asAnswer } from '../../domain/provider-error.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../time/instant.ts';
import type { Paced } from './bring-parts.ts';
import type { SyncerOptions } from './syncer-options.ts';

const NOTE = 'named-at';
/** Names that could not be had are asked for again. */
const RETRY_MS = HOUR_MS;

/**
 * Reads whom calls name once a day, so that they have their names while the vendor is down. Nothing is ever due where nobody
 * keeps names.
 */
export function createNamesReader({
  store,
  account,
  timer,
  now,
  readNames,
}: Pick<SyncerOptions, 'store' | 'account' | 'timer' | 'now' | 'readNames'>) {
  let restsUntil = -Infinity;
  return {
    async areDue(): Promise<boolean> {
      if (readNames === undefined || timer.elapsed() < restsUntil) return false;
      const readAt = ((await store.getNote(account, NOTE)) ?? -Infinity) as Instant;
      if (now() - readAt >= DAY_MS) return true;
      restsUntil = timer.elapsed() + RETRY_MS;
      return false;
    },
    /** Says what stood in the way: calls do not wait for names. */
    async read(paced: Paced, signal: AbortSignal): Promise<ProviderError | null> {
      restsUntil = timer.elapsed() + RETRY_MS;
      const problem = await paced(() => readNames!(signal)).catch(asAnswer);
      if (problem instanceof ProviderError) return problem;
      await store.putNote(account, NOTE, now());
      return null;
    },
  };
}
