import { LRUCache } from 'lru-cache';
import { type Waiter, waitersOf } from '../time/waiting-as.ts';
import { createCounts } from './counts.ts';

/** A request in line, as far as its turn goes. */
type Waiting = { readonly isWrite: boolean; readonly waiter: Waiter; readonly since: number };

/** What callers have had lately, and whose turn it is by that. What several wait for stands where the first of them would. */
export function createShares() {
  const had = new LRUCache<string, { readonly points: number; readonly at: number }>({ max: 1_000 });
  const inside = createCounts();
  const visits = createVisits();
  const pointsOf = (caller: string, now: number): number => {
    const share = had.get(caller);
    return share ? share.points * 0.5 ** ((now - share.at) / FORGOTTEN_AFTER_MS) : 0;
  };
  const claimsOf = (place: Waiting, now: number): Claim[] =>
    waitersOf(place.waiter).map(({ caller, urgency }) => ({
      caller,
      rank: place.isWrite ? -1 : RANKS[urgency],
      had: pointsOf(caller, now) - (urgency === 'join' ? JOIN_COUNTS_LESS : 0),
      since: place.since,
    }));

  return {
    /** Something is asked; what comes back notes its end. Callers who wait for the same have each had their part of it. */
    enter(waiter: Waiter, points: number): () => void {
      const now = performance.now();
      const callers = new Set(waitersOf(waiter).map(({ caller }) => caller));
      for (const caller of callers) {
        had.set(caller, { points: pointsOf(caller, now) + points / callers.size, at: now });
        inside.add(caller);
        visits.note(caller);
      }
      return () => {
        for (const caller of callers) {
          inside.remove(caller);
          visits.note(caller);
        }
      };
    },
    /**
     * Who is next of those in line, where so many are asked at a time. Nobody is, where all that waits is of one caller who
     * leaves the last place to others.
     */
    firstOf<Place extends Waiting>(places: readonly Place[], atOnce: number): Place | undefined {
      const now = performance.now();
      const claims = places.flatMap((place) => claimsOf(place, now).map((claim) => ({ place, claim })));
      const waiting = createCounts();
      for (const { claim } of claims) waiting.add(claim.caller);
      const leavesAPlace = ({ caller }: Claim): boolean =>
        waiting.of(caller) + inside.of(caller) > atOnce &&
        inside.of(caller) >= Math.max(1, atOnce - 1) &&
        visits.hasOther(caller);
      // Asked at every change of the line, which may be long: only the first is looked for.
      return claims.reduce<(typeof claims)[number] | undefined>((first, each) => {
        if (!each.place.isWrite && leavesAPlace(each.claim)) return first;
        return first === undefined || isBefore(each.claim, first.claim) ? each : first;
      }, undefined)?.place;
    },
  };
}

/** How good somebody's right to be next is. */
type Claim = { readonly caller: string; readonly rank: number; readonly had: number; readonly since: number };

const isBefore = (one: Claim, other: Claim): boolean =>
  (one.rank - other.rank || one.had - other.had || one.since - other.since) < 0;

/** Tells whether somebody else than a caller has asked lately, and may do so again. */
function createVisits() {
  let last = { caller: '', at: -Infinity };
  let lastOther = last;
  return {
    note(caller: string): void {
      if (caller !== last.caller) lastOther = last;
      last = { caller, at: performance.now() };
    },
    hasOther: (caller: string): boolean =>
      (caller === last.caller ? lastOther : last).at > performance.now() - COMES_AGAIN_WITHIN_MS,
  };
}

/** Writes first, and the background last. */
const RANKS: Readonly<Record<Waiter['urgency'], number>> = { join: 0, list: 0, sync: 1 };
/**
 * A page that has its list comes before one that has not, as long as its caller has not had so much more than the other:
 * what is begun is finished, but nobody's pages keep everybody else's from being begun.
 */
const JOIN_COUNTS_LESS = 4;
/** What a caller has had counts half as much after so long. */
const FORGOTTEN_AFTER_MS = 10_000;
/**
 * A page is read in steps: for so long after one of them, whoever wants more than is asked at a time leaves a place for the
 * next. Otherwise each step would wait until one of theirs has ended.
 */
const COMES_AGAIN_WITHIN_MS = 5_000;
