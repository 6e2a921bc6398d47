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
  const callerNow = (caller: string, waiting: number, atOnce: number, now: number): CallerNow => ({
    had: pointsOf(caller, now),
    leavesAPlace:
      waiting + inside.of(caller) > atOnce && inside.of(caller) >= Math.max(1, atOnce - 1) && visits.hasOther(caller),
  });

  return {
    /** Something is asked; what comes back notes its end. Callers who wait for the same have each had their part of it. */
    enter(waiter: Waiter, points: number): () => void {
      const now = performance.now();
      const waiters = waitersOf(waiter);
      const callers = new Set(waiters.map(({ caller }) => caller));
      // Nobody leaves a place to what runs in the background.
      const people = waiters.filter(({ urgency }) => urgency !== 'sync');
      for (const caller of callers) {
        had.set(caller, { points: pointsOf(caller, now) + points / callers.size, at: now });
        inside.add(caller);
      }
      for (const { caller } of people) visits.note(caller);
      return () => {
        for (const caller of callers) inside.remove(caller);
        for (const { caller } of people) visits.note(caller);
      };
    },
    /**
     * Who is next of those in line, where so many are asked at a time. Nobody is, where all that waits is of one caller who
     * leaves the last place to others.
     */
    firstOf<Place extends Waiting>(places: readonly Place[], atOnce: number): Place | undefined {
      const now = performance.now();
      const waiting = createCounts();
      for (const place of places) for (const { caller } of waitersOf(place.waiter)) waiting.add(caller);
      // Asked at every change of the line, which may be long: only the first is looked for, and a caller looked at once.
      const callers = new Map<string, CallerNow>();
      let first: { readonly place: Place; readonly claim: Claim } | undefined;
      for (const place of places)
        for (const { caller, urgency } of waitersOf(place.waiter)) {
          const known = callers.get(caller) ?? callerNow(caller, waiting.of(caller), atOnce, now);
          callers.set(caller, known);
          if (known.leavesAPlace && !place.isWrite) continue;
          const claim = {
            rank: place.isWrite ? -1 : RANKS[urgency],
            had: known.had - (urgency === 'join' ? JOIN_COUNTS_LESS : 0),
            since: place.since,
          };
          if (first === undefined || isBefore(claim, first.claim)) first = { place, claim };
        }
      return first?.place;
    },
  };
}

/** How a caller stands: what it has had, and whether it takes no more places just now. */
type CallerNow = { readonly had: number; readonly leavesAPlace: boolean };

/** How good somebody's right to be next is. */
type Claim = { readonly rank: number; readonly had: number; readonly since: number };

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
