/**
 * What a vendor is known to let through: so many points in any stretch of so many seconds, or a bucket that holds a burst
 * and is filled again so fast.
 */
export type Rate =
  { readonly points: number; readonly perSeconds: number } | { readonly burst: number; readonly perSecond: number };

/** Counts points as the vendor does. */
export type Meter = {
  /** Milliseconds until so many points can be drawn and `spare` are left; 0 for now. */
  msUntil(points: number, spare: number): number;
  draw(points: number): void;
  /** How many points can be drawn now. */
  left(): number;
  /** How many points go at once, and how many a second in the long run. */
  capacity(): number;
  perSecond(): number;
  /** What a reply says of the limit wins over what was assumed. */
  learn(points: number): void;
};

export const createMeter = (rate: Rate): Meter =>
  'burst' in rate ? createBucket(rate.burst, rate.perSecond) : createStretch(rate.points, rate.perSeconds * 1000);

/** A part of a rate, in the long run and at once. Where that is less than one point at once, it is one, and more seldom. */
export function partOf(rate: Rate, part: number): Rate {
  if ('burst' in rate) return { burst: Math.max(1, rate.burst * part), perSecond: rate.perSecond * part };
  const points = Math.max(1, Math.floor(rate.points * part));
  return { points, perSeconds: (rate.perSeconds * points) / (rate.points * part) };
}

/**
 * A part of a rate for one of several who do not know of each other: whatever they draw, and when, in no stretch are all
 * their parts more than the whole. Where that is less than one point, it is one, and more seldom.
 */
export function ownPartOf(rate: Rate, part: number): Rate {
  if ('burst' in rate || rate.points * part < 1) return partOf(rate, part);
  return { ...rate, points: Math.floor(rate.points * part) };
}

/** How many points of a rate go at once. */
export const capacityOf = (rate: Rate): number => ('burst' in rate ? rate.burst : rate.points);

/** How many points a second a rate lets through in the long run. */
export const perSecondOf = (rate: Rate): number => ('burst' in rate ? rate.perSecond : rate.points / rate.perSeconds);

/** What a reply says of the limit wins over what was assumed. */
export const withLimit = (rate: Rate, points: number): Rate =>
  'burst' in rate ? { ...rate, burst: points } : { ...rate, points };

/** Windows of fixed length may meet, and let twice the points through in a moment. Here every draw counts for a stretch. */
function createStretch(most: number, lengthMs: number): Meter {
  let drawn: readonly number[] = [];
  const forget = (now: number): void => {
    drawn = drawn.filter((at) => at > now - lengthMs);
  };
  return {
    msUntil(points, spare) {
      const now = performance.now();
      forget(now);
      const wanted = Math.min(points, most);
      const excess = drawn.length + wanted - Math.max(wanted, most - spare);
      return excess > 0 ? (drawn[excess - 1] ?? now) + lengthMs - now : 0;
    },
    draw(points) {
      drawn = [...drawn, ...Array<number>(Math.min(points, most)).fill(performance.now())];
    },
    left() {
      forget(performance.now());
      return Math.max(0, most - drawn.length);
    },
    capacity: () => most,
    perSecond: () => (most * 1000) / lengthMs,
    learn(points) {
      most = points;
    },
  };
}

function createBucket(burst: number, perSecond: number): Meter {
  let level = burst;
  let filledAt = performance.now();
  const fill = (): void => {
    const now = performance.now();
    level = Math.min(burst, level + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  return {
    msUntil(points, spare) {
      fill();
      const missing = Math.min(points + spare, burst) - level;
      // A billionth of a point is an error of rounding.
      return missing > 1e-9 ? (missing / perSecond) * 1000 : 0;
    },
    draw(points) {
      level -= Math.min(points, burst);
    },
    left() {
      fill();
      return Math.max(0, level);
    },
    capacity: () => burst,
    perSecond: () => perSecond,
    learn(points) {
      burst = points;
    },
  };
}
