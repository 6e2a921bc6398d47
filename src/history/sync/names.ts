import { ProviderError, asAnswer } from '../../domain/provider-error.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../time/instant.ts';
import type { Paced } from './bring-parts.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** Reads whom calls name once a day, so that they have their names while the vendor is down. */
export type NamesReader = {
  areDue(): Promise<boolean>;
  /** Says what stood in the way: calls do not wait for names. */
  read(paced: Paced, signal: AbortSignal): Promise<ProviderError | null>;
};

const NOTE = 'named-at';
/** Names that could not be had are asked for again. */
const RETRY_MS = HOUR_MS;

/** Makes the reader of one account; nothing is ever due where nobody keeps names. */
export function createNamesReader({
  store,
  account,
  timer,
  now,
  readNames,
}: Pick<SyncerOptions, 'store' | 'account' | 'timer' | 'now' | 'readNames'>): NamesReader {
  let restsUntil = -Infinity;
  return {
    async areDue() {
      if (readNames === undefined || timer.elapsed() < restsUntil) return false;
      const readAt = ((await store.getNote(account, NOTE)) ?? -Infinity) as Instant;
      if (now() - readAt >= DAY_MS) return true;
      restsUntil = timer.elapsed() + RETRY_MS;
      return false;
    },
    async read(paced, signal) {
      restsUntil = timer.elapsed() + RETRY_MS;
      const problem = await paced(() => readNames!(signal)).catch(asAnswer);
      if (problem instanceof ProviderError) return problem;
      await store.putNote(account, NOTE, now());
      return null;
    },
  };
}
