import { BurstyRateLimiter, RateLimiterMemory } from 'rate-limiter-flexible';
import { type Budget, type Limiter, createBudget } from '../../../transport/budget.ts';
import type { Bitrix24Settings } from '../settings.ts';

/** The label of the one bucket that all requests of a portal fall into. */
export const BUCKET = 'requests';

/**
 * The vendor's bucket holds 50 requests and drains 2 a second (enterprise: 250 and 5). Half of what drains is given
 * out evenly, half is saved up for bursts, so that nobody waits long after one. Two windows of a limiter may meet: a
 * burst is less than half the bucket.
 */
const RATES = {
  standard: { steady: { points: 1, perSeconds: 1 }, burst: { points: 24, perSeconds: 24 } },
  enterprise: { steady: { points: 5, perSeconds: 2 }, burst: { points: 120, perSeconds: 48 } },
  'on-premise': null,
} as const;

/** The budget of a portal by its plan; one on the company's own servers has none that is known. */
export function createRateBudget(plan: Bitrix24Settings['plan']): Budget {
  const rate = RATES[plan];
  if (rate === null) return createBudget({ [BUCKET]: null });
  return createBudget({ [BUCKET]: rate.burst }, { createLimiter: (label) => createBurstyLimiter(label, rate) });
}

type Rate = NonNullable<(typeof RATES)[keyof typeof RATES]>;

function createBurstyLimiter(label: string, { steady, burst }: Rate): Limiter {
  const limiter = new BurstyRateLimiter(
    new RateLimiterMemory({ points: steady.points, duration: steady.perSeconds, keyPrefix: `${label} steady` }),
    new RateLimiterMemory({ points: burst.points, duration: burst.perSeconds, keyPrefix: `${label} burst` }),
  );
  return { points: burst.points, consume: (key, points) => limiter.consume(key, points) };
}
