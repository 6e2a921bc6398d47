import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type Gate, createGate } from './gate.ts';
import { wait } from '../time/wait.ts';
import { DeadlinePassed, deadlineOf } from '../time/with-deadline.ts';

/**
 * So many points in each window of so many seconds. Two windows may meet, so that twice the points go within a moment:
 * a vendor's bucket that holds 50 and drains 2 a second is asked for as 25 points per 12.5 seconds.
 */
export type Rate = { readonly points: number; readonly perSeconds: number };

/** What may be asked of one account, by the vendor's own labels. */
export type Budget = {
  /** Waits its turn and draws points. Throws BudgetExhausted at once where the wait cannot end before the deadline. */
  take(label: string, points: number, signal: AbortSignal): Promise<void>;
  /** Holds a label back until a time the vendor named, in milliseconds since the epoch; for a day at most. */
  pause(label: string, until: number): void;
  /** Until when a label is held back; null when it is not. */
  pausedUntil(label: string): number | null;
  /** What a reply says of the limit wins over what was assumed. */
  learn(label: string, points: number): void;
};

/** The part of a rate limiter that a budget draws from; those of rate-limiter-flexible fit, with any store. */
export type Limiter = { points: number; consume(key: string, points: number): Promise<RateLimiterRes> };

/** The points of a label cannot be had before the deadline. */
export class BudgetExhausted extends Error {
  readonly label: string;
  readonly retryAfterMs: number;

  constructor(label: string, retryAfterMs: number) {
    super(`the rate budget "${label}" is spent for another ${retryAfterMs} ms`);
    this.name = 'BudgetExhausted';
    this.label = label;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A label whose rate is null has no known limit and can only be paused. */
export function createBudget(
  rates: Readonly<Record<string, Rate | null>>,
  {
    createLimiter = inMemory,
    now = Date.now,
  }: { createLimiter?: (label: string, rate: Rate) => Limiter; now?: () => number } = {},
): Budget {
  const lanes = new Map(
    Object.entries(rates).map(([label, rate]): [string, Lane] => [
      label,
      { label, limiter: rate && createLimiter(label, rate), gate: createGate(1), blockedUntil: 0, pausedUntil: 0 },
    ]),
  );
  const laneOf = (label: string): Lane => {
    const lane = lanes.get(label);
    if (!lane) throw new Error(`no rate budget is called "${label}"; there are: ${[...lanes.keys()].join(', ')}`);
    return lane;
  };

  return {
    async take(label, points, signal) {
      const lane = laneOf(label);
      refuseIfLate(lane, Math.max(lane.blockedUntil, lane.pausedUntil), signal, now());
      try {
        const leave = await lane.gate.enter(signal);
        await draw(lane, points, signal, now).finally(leave);
      } catch (error) {
        if (!(error instanceof DeadlinePassed)) throw error;
        throw new BudgetExhausted(label, Math.max(0, lane.blockedUntil - now()));
      }
    },
    pause(label, until) {
      const lane = laneOf(label);
      lane.pausedUntil = Math.max(lane.pausedUntil, Math.min(until, now() + MAX_PAUSE_MS));
    },
    pausedUntil(label) {
      const until = laneOf(label).pausedUntil;
      return until > now() ? until : null;
    },
    learn(label, points) {
      const { limiter } = laneOf(label);
      if (limiter) limiter.points = points;
    },
  };
}

/** A day's points come back within a day: a longer wait is a vendor's slip, and would shut the account out until a restart. */
const MAX_PAUSE_MS = 24 * 3_600_000;

type Lane = {
  readonly label: string;
  readonly limiter: Limiter | null;
  /** One draws at a time, so that points go in order of arrival. */
  readonly gate: Gate;
  /** The first in line waits until then; those behind it no less. */
  blockedUntil: number;
  pausedUntil: number;
};

async function draw(lane: Lane, points: number, signal: AbortSignal, now: () => number): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    // A pause may be set or moved while somebody waits, so it is looked at again after each wait.
    const isPaused = lane.pausedUntil > now();
    lane.blockedUntil = isPaused ? lane.pausedUntil : now() + (await msUntilDrawn(lane, points));
    if (lane.blockedUntil <= now()) return;
    refuseIfLate(lane, lane.blockedUntil, signal, now());
    await wait(lane.blockedUntil - now(), signal);
  }
}

/** Zero once the points are drawn. */
async function msUntilDrawn({ limiter, label }: Lane, points: number): Promise<number> {
  if (!limiter) return 0;
  try {
    await limiter.consume(label, Math.min(points, limiter.points));
    return 0;
  } catch (refusal) {
    // The library rejects with an Error where its store fails, with the state of the window otherwise.
    if (refusal instanceof Error) throw refusal;
    return Math.max(1, (refusal as RateLimiterRes).msBeforeNext);
  }
}

function refuseIfLate(lane: Lane, until: number, signal: AbortSignal, now: number): void {
  const deadline = deadlineOf(signal);
  if (until > now && deadline !== null && until >= deadline) throw new BudgetExhausted(lane.label, until - now);
}

const inMemory = (label: string, { points, perSeconds }: Rate): Limiter =>
  new RateLimiterMemory({ points, duration: perSeconds, keyPrefix: label });
