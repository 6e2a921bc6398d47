import { LRUCache } from 'lru-cache';
import { wait } from '../../time/wait.ts';
import { type Waiting, createFairLine } from './fair-line.ts';
import { createTurns } from './in-turns.ts';

/** What there is room for. */
export type Room<Wish extends Waiting> = {
  hasRoom(wish: Wish): boolean;
  take(wish: Wish): void;
  /** How long it takes until there is room for one more, in ms, as far as has been measured. */
  everyMs(wish: Wish): number;
};

/** How many may wait, and for how long. */
type LineBounds = {
  readonly maxWaiting: number;
  /** The longest wait that anybody is let begin with. */
  readonly maxWaitMs: number;
};

/** Lets in what there is room for, callers in turn. */
export type FairGate<Wish extends Waiting> = ReturnType<typeof createFairGate<Wish>>;

/** There is no room, and will be none soon. */
export class NoRoom extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`there is no room for another ${Math.ceil(retryAfterMs)} ms`);
    this.name = 'NoRoom';
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * By then everybody knows whether they wait or come again. A moment earlier, what was just begun may have ended already,
 * and a wait that looked long is none.
 */
const DECIDED_WITHIN_MS = 400;
/** So many of one caller who wait in vain, or have just been refused, are a flood: the next are refused without waiting. */
const FLOOD = 50;
/** Who comes back at once is refused no faster than this. */
const FLOOD_WAIT_MS = 250;
/** How soon half of a flood is forgotten. */
const FLOOD_LASTS_MS = 500;
/** What was let wait waits no longer than so many times what was expected. */
const PATIENCE = 2;
const LONGEST_RETRY_MS = 60_000;

/** Makes a gate in front of a room. */
export function createFairGate<Wish extends Waiting>(room: Room<Wish>, bounds: () => LineBounds) {
  const line = createFairLine<Place<Wish>>();
  const turn = createTurns();
  const promised = new LRUCache<string, number>({ max: 1_000 });
  const refusals = new LRUCache<string, { readonly count: number; readonly at: number }>({ max: 1_000 });

  const letIn = (): void => {
    for (;;) {
      const next = findFitting();
      if (next === undefined) return;
      line.tookTurn(next.caller);
      room.take(next.wish);
      next.goIn();
    }
  };
  const findFitting = (): Place<Wish> | undefined => {
    for (const place of line.inTurn()) if (room.hasRoom(place.wish)) return place;
    return undefined;
  };

  /** When to come again: each of a caller's refused requests after the one before, as room is made. */
  const noRoom = ({ caller, wish }: Place<Wish>, expectedMs: number): NoRoom => {
    const now = performance.now();
    const soonest = now + Math.max(0, expectedMs - bounds().maxWaitMs);
    const at = Math.min(now + LONGEST_RETRY_MS, Math.max(soonest, promised.get(caller) ?? 0) + room.everyMs(wish));
    promised.set(caller, at);
    refusals.set(caller, { count: refusedOf(caller) + 1, at: now });
    return new NoRoom(at - now);
  };
  /** How many of a caller's requests were refused just now. */
  const refusedOf = (caller: string): number => {
    const last = refusals.get(caller);
    return last === undefined ? 0 : last.count * 0.5 ** ((performance.now() - last.at) / FLOOD_LASTS_MS);
  };
  /** How long somebody in line waits, or who comes so many places later. */
  const expectedMs = (place: Place<Wish>, later = 0): number =>
    (line.aheadOf(place) + 1 + later) * room.everyMs(place.wish);

  let held = 0;
  /** Refuses after a moment. Where as many are kept so as may wait, they are refused at once. */
  const refuseLate = async (refusal: NoRoom, signal: AbortSignal, since: number): Promise<never> => {
    if (held >= bounds().maxWaiting) throw refusal;
    held += 1;
    try {
      await wait(Math.max(0, since + FLOOD_WAIT_MS - performance.now()), signal);
    } finally {
      held -= 1;
    }
    throw refusal;
  };
  const floodFrom = (place: Place<Wish>, later: number): NoRoom | null => {
    if (line.sizeOf(place.caller) + later + refusedOf(place.caller) <= FLOOD) return null;
    const ms = expectedMs(place, later);
    return ms > bounds().maxWaitMs ? noRoom(place, ms) : null;
  };

  return {
    /** There may be room again. */
    letIn,
    /**
     * Null, unless the next request of a caller would be refused at once: many of theirs wait, too long already. Then it throws
     * NoRoom after a moment, or the signal's reason where the caller goes away meanwhile. `since` is when the request came.
     */
    refuseFlood(caller: string, signal: AbortSignal, since = performance.now()): Promise<never> | null {
      const last = line.lastOf(caller);
      const refusal = last === undefined ? null : floodFrom(last, 1);
      return refusal && refuseLate(refusal, signal, since);
    },
    waiting: () => line.size(),
    /** Waits for room; throws NoRoom where that would take too long, and the signal's reason where the caller goes away. */
    enter(wish: Wish, signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      const { maxWaiting, maxWaitMs } = bounds();
      return new Promise<void>((resolve, reject) => {
        const place: Place<Wish> = {
          caller: wish.caller,
          wish,
          goIn() {
            leaveLine();
            resolve();
          },
        };
        const goAway = (reason: Error): void => {
          leaveLine();
          reject(reason);
        };
        const onAbort = (): void => goAway(signal.reason as Error);
        const decide = async (): Promise<void> => {
          await turn();
          if (!line.has(place)) return;
          const ms = expectedMs(place);
          if (ms > maxWaitMs) return goAway(noRoom(place, ms));
          timer = setTimeout(() => goAway(noRoom(place, ms)), PATIENCE * maxWaitMs);
        };
        let timer = setTimeout(() => void decide(), Math.min(DECIDED_WITHIN_MS, maxWaitMs));
        const leaveLine = (): void => {
          clearTimeout(timer);
          line.remove(place);
          signal.removeEventListener('abort', onAbort);
        };
        // One caller leaves half of the line to the others.
        const isFull = line.size() >= maxWaiting || line.sizeOf(wish.caller) >= Math.ceil(maxWaiting / 2);
        line.add(place);
        signal.addEventListener('abort', onAbort, { once: true });
        // Those who wait have been looked at when there was room last.
        if (room.hasRoom(wish)) return letIn();
        if (isFull) return goAway(noRoom(place, expectedMs(place)));
        const refusal = floodFrom(place, 0);
        if (refusal === null) return;
        leaveLine();
        refuseLate(refusal, signal, performance.now()).catch(reject);
      });
    },
  };
}

/** Somebody in line. */
type Place<Wish> = Waiting & { readonly wish: Wish; readonly goIn: () => void };
