import { isDeepStrictEqual } from 'node:util';
import { currentWaiter } from '../time/waiting-as.ts';
import { DeadlinePassed, deadlineOf, withLiftableDeadline } from '../time/with-deadline.ts';
import { type Drawn, type LabelSoFar, type Lane, createLane, isBackground } from './lane.ts';
import type { Rate } from './rate.ts';
import type { SharedBudget } from './shared/shared-budget.ts';
import { createShares } from './shares.ts';

export type Budget = ReturnType<typeof createBudget>;

/** What a vendor says is left of a period of its own. */
export type LeftPoints = { readonly period: string; readonly points: number; readonly ms: number };

/** What a request draws beside its label. */
export type Draw = {
  readonly points?: number;
  readonly isWrite?: boolean;
  /** When it was first wanted, by performance.now(): one that is sent again keeps its place. */
  readonly since?: number;
};

/** A place among those that are asked: left once, with what the vendor made of the request. */
export type Pass = ReturnType<Lane['send']>;

/** The points of a label cannot be had in time. */
export class BudgetExhausted extends Error {
  readonly label: string;
  readonly retryAfterMs: number;

  constructor(label: string, retryAfterMs: number) {
    super(`the rate budget "${label}" is spent for another ${Math.ceil(retryAfterMs)} ms`);
    this.name = 'BudgetExhausted';
    this.label = label;
    this.retryAfterMs = retryAfterMs;
  }
}

export type BudgetOptions = {
  /** A label whose rate is null has no known limit: its pace is learned from refusals. */
  readonly rates: Readonly<Record<string, Rate | null>>;
  /** Requests at a time, over all labels; fewer until as many have been answered. */
  readonly atOnce?: number;
  /** The part of each rate that only writes may draw. */
  readonly reservedForWrites?: number;
};

/** What a budget of the same account goes on with under other limits; null for a label that there is not. */
type SoFar = { soFar(label: string): LabelSoFar | null };

/** With whom a budget is shared: null where this process has the account to itself. */
export type Sharing = SharedBudget | null;

/** A longer wait is for the caller to decide. */
const LONGEST_WAIT_MS = 60_000;
/** What is left of a caller's time for the exchange itself: what is let through at the last moment is asked for nothing. */
const timeToAsk = (ms: number): number => Math.max(300, 0.05 * ms);
const FIRST_AT_ONCE = 4;
/** So many may wait: more would only be refused later. */
const LONGEST_LINE = 1_000;

/** The budget of an account that there was one of already: the same, or one that goes on from it under other limits. */
export const goOnWith = (limits: BudgetOptions, sharing: Sharing, before: Budget | null): Budget =>
  before !== null && isDeepStrictEqual(before.limits, limits) ? before : createBudget(limits, sharing, before);

/**
 * What may be asked of one account, by the vendor's own labels, and who is next: writes first, the background last, and in
 * between the caller who has had least.
 */
export function createBudget(limits: BudgetOptions, sharing: Sharing = null, before: SoFar | null = null) {
  const { rates, atOnce = Infinity, reservedForWrites = 0 } = limits;
  const createLaneOf = ([label, rate]: readonly [string, Rate | null]): readonly [string, Lane] => {
    const held = (): void => {
      for (const place of line) if (place.lane.label === label) place.reconsider();
    };
    const so = { rate, reservedForWrites, before: before?.soFar(label) ?? null, sharing };
    return [label, createLane(label, { ...so, changed: () => letIn(), held })];
  };
  const lanes = new Map(Object.entries(rates).map(createLaneOf));
  const laneOf = (label: string): Lane => {
    const lane = lanes.get(label);
    if (!lane) throw new Error(`no rate budget is called "${label}"; there are: ${[...lanes.keys()].join(', ')}`);
    return lane;
  };
  const shares = createShares();
  const line = new Set<Place>();
  let inside = 0;
  let exchangeMs = 0;
  // A vendor that has not been asked yet is not asked by all at a time: what it lets through shows in its first answers.
  let mostInside = atOnce === Infinity ? atOnce : Math.min(atOnce, FIRST_AT_ONCE);
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** How long a newcomer would wait: what to tell one who is refused. */
  const waitMs = (label: string): number => {
    const lane = laneOf(label);
    const ahead = [...line].filter((place) => place.lane === lane).length;
    const ownMs = lane.msUntilFree({ points: 1, isWrite: false, waiter: currentWaiter() });
    return Math.max(1, ownMs + (ahead * 1000) / lane.perSecond());
  };

  /** Several processes have the places between them. */
  const places = (): number => Math.max(1, Math.floor(mostInside / (sharing?.processes() ?? 1)));
  /** How many requests may be at the vendor beside one. */
  const others = (): number => (atOnce === Infinity ? inside : Math.max(atOnce, sharing?.processes() ?? 1) - 1);
  /** Whether a place's points are there; where others draw them too, they are asked for, for all like it that wait. */
  const hasPoints = (place: Place): boolean => {
    const { lane } = place;
    if (lane.shared === null) return true;
    const spare = lane.spareOf(place);
    const alike = isBackground(place.waiter)
      ? [place]
      : [...line].filter((each) => each.lane === lane && lane.spareOf(each) === spare);
    const wanted = alike.slice(0, places() - inside).reduce((sum, { points }) => sum + points, 0);
    return lane.shared.has(place.points, spare, wanted);
  };

  /** Lets in whoever is next on each lane, and comes back when the next one may be. */
  const letIn = (): void => {
    clearTimeout(timer);
    let soonest = Infinity;
    for (const lane of new Set([...line].map((place) => place.lane))) {
      for (;;) {
        const next = shares.firstOf(
          [...line].filter((place) => place.lane === lane),
          places(),
        );
        if (!next || inside >= places() || lane.isTried()) break;
        const ms = lane.msUntilFree(next);
        if (ms > 0) {
          soonest = Math.min(soonest, ms);
          break;
        }
        if (!hasPoints(next)) break;
        next.goIn(admit(next));
      }
    }
    if (soonest < Infinity) timer = setTimeout(letIn, Math.ceil(soonest));
  };

  const admit = (place: Place): Pass => {
    const sent = place.lane.send(place);
    const leaveShare = shares.enter(place.waiter, place.points);
    inside += 1;
    const sentAt = performance.now();
    let isInside = true;
    const leave = (note: () => void): void => {
      if (!isInside) return;
      isInside = false;
      inside -= 1;
      leaveShare();
      note();
      letIn();
    };
    return {
      answered: () =>
        leave(() => {
          exchangeMs = performance.now() - sentAt;
          mostInside = Math.min(atOnce, mostInside + 1);
          sent.answered();
        }),
      refused: (ms) => leave(() => sent.refused(ms)),
      left: () => leave(() => sent.left()),
    };
  };

  /** Holds a label back for as long as the vendor named, for ten minutes at most. */
  const pause = (label: string, ms: number): void => {
    laneOf(label).pauseFor(ms);
    letIn();
  };

  return {
    /**
     * Waits its turn, draws points and takes a place among those that are asked at a time. Throws BudgetExhausted at once
     * where the wait cannot end before the deadline, or within a minute.
     */
    async enter(
      label: string,
      signal: AbortSignal,
      { points = 1, isWrite = false, since = performance.now() }: Draw = {},
    ): Promise<Pass> {
      signal.throwIfAborted();
      const lane = laneOf(label);
      const enteredAt = performance.now();
      const deadline = deadlineOf(signal);
      const leftMs = deadline === null ? Infinity : Math.max(0, deadline - enteredAt - timeToAsk(deadline - enteredAt));
      const patienceMs = Math.min(LONGEST_WAIT_MS, leftMs);
      const drawn: Drawn = { points, isWrite, waiter: currentWaiter() };
      const comesTooLate = (): BudgetExhausted | null => {
        const ms = lane.msUntilFree(drawn);
        const isLate = ms > 0 && performance.now() + ms >= enteredAt + patienceMs;
        return isLate ? new BudgetExhausted(label, ms) : null;
      };
      const late = line.size >= LONGEST_LINE ? new BudgetExhausted(label, waitMs(label)) : comesTooLate();
      if (late) throw late;

      const { signal: patience, lift } = withLiftableDeadline(signal, patienceMs);
      return new Promise<Pass>((resolve, reject) => {
        const goAway = (reason: Error): void => {
          leaveLine();
          reject(reason);
        };
        const onAbort = (): void => {
          const { reason } = patience as { readonly reason: Error };
          goAway(reason instanceof DeadlinePassed ? new BudgetExhausted(label, waitMs(label)) : reason);
          letIn();
        };
        const leaveLine = (): void => {
          line.delete(place);
          stopListening?.();
          lift();
          patience.removeEventListener('abort', onAbort);
        };
        const place: Place = {
          ...drawn,
          lane,
          since,
          goIn(pass) {
            leaveLine();
            resolve(pass);
          },
          reconsider() {
            const refusal = comesTooLate();
            if (refusal) goAway(refusal);
          },
        };
        line.add(place);
        const stopListening = drawn.waiter.party?.onJoin(letIn);
        patience.addEventListener('abort', onAbort, { once: true });
        letIn();
      });
    },
    pause,
    /** Milliseconds until a label that is held back is asked again; null where it is not held back. */
    pausedForMs: (label: string): number | null => laneOf(label).pausedMs() || null,
    waitMs,
    /** How far apart requests are let through just now, in ms; 0 where they are not held back. */
    spacingMs: (label: string): number => Math.max(exchangeMs / atOnce, laneOf(label).spacingMs()),
    /** What a reply says of the limit wins over what was assumed. */
    learn(label: string, points: number): void {
      laneOf(label).learn(points);
      letIn();
    },
    /**
     * The reply to a request that was sent then says that so many points are left until a period of the vendor's ends, in so
     * many milliseconds.
     */
    noteLeft(label: string, left: LeftPoints, sentAt: number): void {
      if (left.points === 0) pause(label, left.ms);
      // Each of the others that are asked at this moment may not be counted yet.
      else
        laneOf(label).shared?.tell({
          ...{ kind: 'left', ...left },
          ...{ sentMs: performance.now() - sentAt, unseen: others() },
        });
    },
    limits,
    soFar: (label: string) => lanes.get(label)?.soFar() ?? null,
    /** How each label stands now, and who waits for it. */
    levels: () =>
      [...lanes.values()].map((lane) => ({
        ...lane.level(),
        waiting: [...line].filter((place) => place.lane === lane).length,
      })),
  };
}

/** A request in line. */
type Place = Drawn & {
  readonly lane: Lane;
  readonly since: number;
  goIn(pass: Pass): void;
  /** Leaves where its deadline comes before the lane is free again. */
  reconsider(): void;
};
