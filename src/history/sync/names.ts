import { ProviderError } from '../../domain/provider-error.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';
import type { Account } from '../store/account.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { Paced } from './bring-parts.ts';

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
}: {
  readonly store: HistoryStore;
  readonly account: Account;
  readonly timer: Timer;
  readonly now: () => Instant;
  readonly readNames?: (signal: AbortSignal) => Promise<void>;
}): NamesReader {
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
      try {
        await paced(() => readNames!(signal));
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        return error;
      }
      await store.putNote(account, NOTE, now());
      return null;
    },
  };
}
