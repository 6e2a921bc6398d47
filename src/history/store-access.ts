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

type StoreAccessOptions = {
  readonly log: HistoryLog;
  readonly onBegunAnew: () => void;
  readonly timer?: Timer;
};

/** Whoever waits for a page waits no longer than this for the store: by then its vendor would have answered. */
const PATIENCE_MS = 2000;
/** While it answers others it is not stuck, it has much to do: who would ask the vendors instead waits for it so long. */
const BUSY_PATIENCE_MS = 5000;
/** A failure that took longer than this is not waited for by everybody who comes next. */
const LONG_MS = 500;
const REST_MS = 5000;

/**
 * Asks a store whose failing costs nobody an answer. That it fails, and that it answers again, is said once; that nothing
 * can be written is said where it can still be read, as on a full disk.
 */
export function createStoreAccess(store: HistoryStore, options: StoreAccessOptions): StoreAccess {
  const reading = createAttempt(store, options, {
    failing: 'vendors are read live: the store fails',
    back: 'the store answers again',
  });
  const keeping = createAttempt(store, options, {
    failing: 'what people read is not kept: the store fails',
    back: 'the store keeps again',
    goesWithoutSaying: reading.isFailing,
  });
  return { attempt: reading.attempt, attemptToKeep: keeping.attempt };
}

function createAttempt(
  store: HistoryStore,
  { log, onBegunAnew, timer = MONOTONIC_TIMER }: StoreAccessOptions,
  words: { readonly failing: string; readonly back: string; readonly goesWithoutSaying?: () => boolean },
): { readonly attempt: Attempt; readonly isFailing: () => boolean } {
  let isFailing = false;
  let isTold = false;
  let restsUntil = -Infinity;
  let answeredAt = -Infinity;
  const attempt: Attempt = async (work) => {
    const begunAt = timer.elapsed();
    if (begunAt < restsUntil) return null;
    // While it is found out whether the store answers again, others do not wait for it too.
    if (restsUntil > -Infinity) restsUntil = begunAt + PATIENCE_MS;
    try {
      const value = await inTime(work(store), timer, () => answeredAt);
      answeredAt = timer.elapsed();
      if (isTold) log.info({}, words.back);
      isFailing = false;
      isTold = false;
      restsUntil = -Infinity;
      return value;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      // One who has waited too long behind others goes without it; the others go on.
      if (OVERLOADED.has(error.kind) && answeredAt > begunAt) return null;
      const endedAt = timer.elapsed();
      restsUntil = endedAt - begunAt > LONG_MS ? endedAt + REST_MS : -Infinity;
      if (error.kind === 'begun-anew' || error.kind === 'corrupt') onBegunAnew();
      if (!isTold && words.goesWithoutSaying?.() !== true) {
        log.warn({ kind: error.kind, error: error.message }, words.failing);
        isTold = true;
      }
      isFailing = true;
      return null;
    }
  };
  return { attempt, isFailing: () => isFailing };
}

const OVERLOADED: ReadonlySet<StoreError['kind']> = new Set(['slow', 'busy']);

/** Made once: an abort without a reason of its own writes down where it was called. */
const IN_TIME = new Error('the store has answered');

async function inTime<Value>(work: Promise<Value>, timer: Timer, answeredAt: () => number): Promise<Value> {
  const done = new AbortController();
  const tooLong = standsStill(timer, answeredAt, done.signal).then(() => {
    throw new StoreError('slow', `The store did not answer within ${PATIENCE_MS / 1000} s.`);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    tooLong.catch(() => {});
    done.abort(IN_TIME);
  }
}

/** Waits until nobody has been answered for so long, or somebody has waited for too long. */
async function standsStill(timer: Timer, answeredAt: () => number, signal: AbortSignal): Promise<void> {
  const begunAt = timer.elapsed();
  const end = (): number => Math.min(begunAt + BUSY_PATIENCE_MS, Math.max(begunAt, answeredAt()) + PATIENCE_MS);
  for (let until = end(); until > timer.elapsed(); until = end()) await timer.wait(until - timer.elapsed(), signal);
}
