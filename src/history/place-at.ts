import type { ChangePlace } from '../domain/kept-history.ts';
import type { Instant } from '../time/instant.ts';
import type { HistoryStore } from './store/history-store.ts';

/** How far a clock may have been set back between two changes. */
const CLOCK_STEP_MS = 60_000;

/**
 * The place behind which lies all that was noticed from an instant on, and little else. Changes are numbered in the order
 * of time, so a few looks at single ones find it.
 */
export async function placeAt(store: HistoryStore, newest: ChangePlace, instant: Instant): Promise<ChangePlace> {
  const isBefore = async (number: number): Promise<boolean> => {
    // Only when changes were noticed is asked for: what is no longer known to be gone does not matter.
    const after = { ...newest, number, firstMetThrough: newest.number };
    const { changes } = await store.readChanges({ after, limit: 1, parts: [] });
    const [next] = changes;
    return next !== undefined && next.at < instant - CLOCK_STEP_MS;
  };
  // What comes first after `low` was noticed earlier, what comes first after `high` was not.
  let [low, high] = [-1, newest.number];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isBefore(middle)) low = middle;
    else high = middle;
  }
  return { ...newest, number: high };
}
