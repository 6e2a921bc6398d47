import { LRUCache } from 'lru-cache';
import type { Waiter } from '../time/waiting-as.ts';

/** A request in line, as far as its turn goes. */
type Waiting = { readonly isWrite: boolean; readonly waiter: Waiter; readonly since: number };

/** What callers have had lately, and whose turn it is by that. */
export function createShares() {
  const had = new LRUCache<string, { readonly points: number; readonly at: number }>({ max: 1_000 });
  const pointsOf = (caller: string, now: number): number => {
    const share = had.get(caller);
    return share ? share.points * 0.5 ** ((now - share.at) / FORGOTTEN_AFTER_MS) : 0;
  };
  const rankOf = ({ isWrite, waiter }: Waiting): number => (isWrite ? -1 : RANKS[waiter.urgency]);
  const hadBy = ({ waiter }: Waiting, now: number): number =>
    pointsOf(waiter.caller, now) - (waiter.urgency === 'join' ? JOIN_COUNTS_LESS : 0);
  return {
    note(caller: string, points: number): void {
      const now = performance.now();
      had.set(caller, { points: pointsOf(caller, now) + points, at: now });
    },
    firstOf<Place extends Waiting>(places: readonly Place[]): Place | undefined {
      const now = performance.now();
      const isBefore = (one: Waiting, other: Waiting): boolean =>
        (rankOf(one) - rankOf(other) || hadBy(one, now) - hadBy(other, now) || one.since - other.since) < 0;
      // Asked at every change of the line, which may be long: only the first is looked for.
      return places.reduce<Place | undefined>(
        (first, place) => (first === undefined || isBefore(place, first) ? place : first),
        undefined,
      );
    },
  };
}

/** Writes first, and the background last. */
const RANKS: Readonly<Record<Waiter['urgency'], number>> = { join: 0, list: 0, sync: 1 };
/**
 * A page that has its list comes before one that has not, as long as its caller has not had so much more than the other:
 * what is begun is finished, but nobody's pages keep everybody else's from being begun.
 */
const JOIN_COUNTS_LESS = 10;
/** What a caller has had counts half as much after so long. */
const FORGOTTEN_AFTER_MS = 10_000;
