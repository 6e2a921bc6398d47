import { RateLimiterRes } from 'rate-limiter-flexible';
import { type Budget, type Limiter, type Rate, createBudget } from '../../../transport/budget.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';

/** Requests per second by plan and label. */
const RATES = { pro: { light: 20, medium: 10, heavy: 5 }, business: { light: 40, medium: 20, heavy: 10 } } as const;

/**
 * Zoom counts by seconds of its own, and a request is a while on its way: no stretch of this length may hold more than
 * Zoom takes in a second.
 */
const STRETCH_SECONDS = 1.1;

/** The budget of an account by its plan. */
export function createRateBudget(plan: ZoomContactCenterSettings['plan']): Budget {
  const { light, medium, heavy } = RATES[plan];
  const rate = (points: number): Rate => ({ points, perSeconds: STRETCH_SECONDS });
  return createBudget(
    { light: rate(light), medium: rate(medium), heavy: rate(heavy) },
    { createLimiter: (_label, each) => createSlidingLimiter(each) },
  );
}

/** Fixed windows may meet, and let twice the points through in a moment. Here every draw is remembered for a stretch. */
function createSlidingLimiter({ points: most, perSeconds }: Rate): Limiter {
  let drawn: readonly number[] = [];
  return {
    points: most,
    async consume(_key, points) {
      const now = Date.now();
      drawn = drawn.filter((at) => at > now - perSeconds * 1000);
      const excess = drawn.length + points - this.points;
      const msBeforeNext = excess > 0 ? (drawn[excess - 1] ?? now) + perSeconds * 1000 - now : 0;
      const state = new RateLimiterRes(Math.max(0, -excess), msBeforeNext, drawn.length, drawn.length === 0);
      // The library's own limiters reject with the state of the window; the budget reads it from there.
      if (excess > 0) throw state as unknown;
      drawn = [...drawn, ...Array<number>(points).fill(now)];
      return state;
    },
  };
}
