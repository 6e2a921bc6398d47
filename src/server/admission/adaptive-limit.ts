const FIRST = 8;
const LEAST = 2;
const MOST = 256;
/** What is left of a limit once somebody was held up. */
const FALL = 0.7;
/** How much it grows by the time that as many as it lets work have ended. */
const GROWTH = 2;

/**
 * How many are let work at a time, by how those fare who are: creeps up and falls by a part of itself (AIMD), so that it is
 * found again where it has moved.
 */
export function createAdaptiveLimit() {
  let limit = FIRST;
  let fellAt = -Infinity;
  return {
    /** A whole number. */
    now: (): number => Math.floor(limit),
    /** As many as it lets work do, and one of them has ended without being held up. */
    grow(): void {
      limit = Math.min(MOST, limit + GROWTH / limit);
    },
    /** One that began then is held up. */
    fall(beganAt: number): void {
      // Those who began before it fell say nothing of the limit it has now.
      if (beganAt <= fellAt) return;
      limit = Math.max(LEAST, limit * FALL);
      fellAt = performance.now();
    },
  };
}
