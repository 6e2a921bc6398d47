import { type Waiter, waitersOf } from '../time/waiting-as.ts';
import { createBackground } from './background.ts';
import { type Pace, createPace } from './pace.ts';
import { type Pause, createPause } from './pause.ts';
import { type Rate, createMeter, withLimit } from './rate.ts';
import type { SharedBudget } from './shared/shared-budget.ts';
import { createSharedLane } from './shared/shared-lane.ts';

/** What may be asked of an account under one label of its vendor's, and how that is drawn. */
export type Lane = ReturnType<typeof createLane>;

/** What a request draws, and for whom. */
export type Drawn = { readonly points: number; readonly isWrite: boolean; readonly waiter: Waiter };

/** What a label has learned that other limits do not change, and how much of the old ones was drawn. */
export type LabelSoFar = { readonly pause: Pause; readonly pace: Pace; readonly drawn: number };

type LaneOptions = {
  /** Null where the vendor has no known limit: its pace is learned from refusals. */
  readonly rate: Rate | null;
  /** The part of the rate that only writes may draw. */
  readonly reservedForWrites: number;
  /** What it goes on from; null for nothing. */
  readonly before: LabelSoFar | null;
  /** Other processes that draw from it; null where there are none. */
  readonly sharing: SharedBudget | null;
  /** More may be drawn now. */
  readonly changed: () => void;
  /** It is to be left alone for longer than was known. Whoever stands in line may leave; the others are let in afterwards. */
  readonly held: () => void;
};

/** What runs in the background leaves so much of what goes at once: whoever comes next finds it, and does not wait for a refill. */
const LEFT_TO_PEOPLE = 0.5;

/** Makes the lane of a label. */
export function createLane(label: string, { rate, reservedForWrites, before, sharing, changed, held }: LaneOptions) {
  const { pause, pace: ownPace, drawn } = before ?? { pause: createPause(), pace: createPace(), drawn: 0 };
  const background = createBackground(rate);
  const ownMeter = rate && createMeter(rate);
  ownMeter?.draw(drawn);
  const hold = (ms: number): void => {
    pause.start(ms);
    held();
  };
  const shared = sharing && createSharedLane(sharing, { label, rate, changed, paused: hold });
  const { meter, pace } = shared ?? { meter: ownMeter, pace: ownPace };

  const spareOf = ({ isWrite, waiter }: Drawn): number => {
    const left = isWrite ? 0 : reservedForWrites + (isBackground(waiter) ? LEFT_TO_PEOPLE : 0);
    return Math.floor((meter?.capacity() ?? 0) * left);
  };
  const pauseFor = (ms: number): void => {
    hold(ms);
    shared?.tell({ kind: 'pause', ms });
  };

  return {
    label,
    /** How many points a request leaves to others. */
    spareOf,
    /** Milliseconds until a request may go; 0 for now. */
    msUntilFree(request: Drawn): number {
      const { points, waiter } = request;
      const { share = 1 } = waiter;
      const shareMs = isBackground(waiter) ? background.msUntil(points, share, pace.perSecond()) : 0;
      return Math.max(pause.leftMs(), meter?.msUntil(points, spareOf(request)) ?? 0, pace.msUntil(), shareMs);
    },
    /** How many requests a second go in the long run. */
    perSecond: (): number => Math.min(pace.perSecond(), meter?.perSecond() ?? Infinity),
    /** How far apart requests are let through just now, in ms; 0 where they are not held back. */
    spacingMs(): number {
      const isShort = meter !== null && meter.msUntil(1, Math.floor(meter.capacity() / 2)) > 0;
      return Math.max(1000 / pace.perSecond(), isShort ? 1000 / meter.perSecond() : 0);
    },
    /** Whether somebody tries if it is open again: the others wait for what becomes of it. */
    isTried: pause.isTried,
    /** How long the vendor wants it left alone, in ms. */
    pausedMs: pause.leftMs,
    /** Null where no other process draws from it. */
    shared,
    /** Draws for a request that is sent now. */
    send({ points, waiter }: Drawn) {
      const attempt = pause.try();
      meter?.draw(points);
      pace.noteSent();
      const sentAt = performance.now();
      const leaveBackground = isBackground(waiter) ? background.enter(points, waiter.share ?? 1) : null;
      return {
        /** The vendor has answered, with whatever it was. */
        answered(): void {
          leaveBackground?.();
          pace.noteAnswer();
          attempt?.succeed();
        },
        /** It was refused for being one too many; `waitMs` is null where the vendor named no time. */
        refused(waitMs: number | null): void {
          leaveBackground?.();
          pace.noteRefusal(sentAt);
          if (waitMs === null) attempt?.succeed();
          else pauseFor(waitMs);
        },
        /** Nothing came that tells of the limit. */
        left(): void {
          leaveBackground?.();
          attempt?.giveUp();
        },
      };
    },
    pauseFor,
    learn(points: number): void {
      meter?.learn(points);
      if (rate) background.learn(withLimit(rate, points));
    },
    /** What is left of it, null where it has no known limit. What others share has a meter also there. */
    level: () => ({
      label,
      limit: meter?.capacity() || null,
      left: meter?.capacity() ? meter.left() : null,
      pausedMs: pause.leftMs(),
    }),
    soFar: (): LabelSoFar => ({
      pause,
      pace,
      drawn: meter === null ? 0 : Math.ceil(meter.capacity() - meter.left()),
    }),
  };
}

/** Nobody waits for an answer to it. */
export const isBackground = (waiter: Waiter): boolean => waitersOf(waiter).every(({ urgency }) => urgency === 'sync');
