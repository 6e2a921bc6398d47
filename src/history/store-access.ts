import { MONOTONIC_TIMER, type Timer } from '../time/timer.ts';
import type { HistoryLog } from './log.ts';
import type { HistoryStore } from './store/history-store.ts';
import { StoreError } from './store/store-error.ts';

/** The store, for those who can do without it. */
export type StoreAccess = {
  /** What the work reads; null while the store cannot be asked: then the vendors are read live. */
  attempt: Attempt;
  /** The same for what is written: null where it is not kept. */
  attemptToKeep: Attempt;
};

type Attempt = <Value>(work: (store: HistoryStore) => Promise<Value>) => Promise<Value | null>;

export type StoreAccessOptions = {
  readonly log: HistoryLog;
  readonly onBegunAnew: () => void;
  readonly timer?: Timer;
};

/** Whoever waits for a page waits no longer than this for the store: by then its vendor would have answered. */
const PATIENCE_MS = 2000;
/** A failure that took longer than this is not waited for by everybody who comes next. */
const LONG_MS = 500;
const REST_MS = 5000;

/**
 * Asks a store whose failing costs nobody an answer. That it fails, and that it answers again, is said once, of reading
 * and of writing by itself: a full disk can be read.
 */
export function createStoreAccess(store: HistoryStore, options: StoreAccessOptions): StoreAccess {
  return {
    attempt: createAttempt(store, options, {
      failing: 'vendors are read live: the store fails',
      back: 'the store answers again',
    }),
    attemptToKeep: createAttempt(store, options, {
      failing: 'what people read is not kept: the store fails',
      back: 'the store keeps again',
    }),
  };
}

function createAttempt(
  store: HistoryStore,
  { log, onBegunAnew, timer = MONOTONIC_TIMER }: StoreAccessOptions,
  words: { readonly failing: string; readonly back: string },
): Attempt {
  let isFailing = false;
  let restsUntil = -Infinity;
  return async (work) => {
    const begunAt = timer.elapsed();
    if (begunAt < restsUntil) return null;
    // While it is found out whether the store answers again, others do not wait for it too.
    if (restsUntil > -Infinity) restsUntil = begunAt + PATIENCE_MS;
    try {
      const value = await inTime(work(store), timer);
      if (isFailing) log.info({}, words.back);
      isFailing = false;
      restsUntil = -Infinity;
      return value;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const endedAt = timer.elapsed();
      restsUntil = endedAt - begunAt > LONG_MS ? endedAt + REST_MS : -Infinity;
      if (error.kind === 'begun-anew' || error.kind === 'corrupt') onBegunAnew();
      if (!isFailing) log.warn({ kind: error.kind, error: error.message }, words.failing);
      isFailing = true;
      return null;
    }
  };
}

async function inTime<Value>(work: Promise<Value>, timer: Timer): Promise<Value> {
  const done = new AbortController();
  const tooLong = timer.wait(PATIENCE_MS, done.signal).then(() => {
    throw new StoreError('slow', `The store did not answer within ${PATIENCE_MS / 1000} s.`);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    tooLong.catch(() => {});
    done.abort();
  }
}
