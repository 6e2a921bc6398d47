import { DAY_MS, type Instant } from '../../time/instant.ts';
import type { DemoReply } from '../demo-http.ts';
import { refuse } from './refusals.ts';

/** How much an endpoint weighs. */
export type RateLabel = 'Light' | 'Medium' | 'Heavy';

/** Counts requests by label as a Pro account is counted. */
export type RateLimits = {
  /** Counts one request; the refusal when it is one too many, else the headers of its answer. */
  take(label: RateLabel): { readonly refusal: DemoReply | null; readonly headers: Readonly<Record<string, string>> };
};

const PER_SECOND: Readonly<Record<RateLabel, number>> = { Light: 20, Medium: 10, Heavy: 5 };

/** Limits of an account: per second by label, and heavy requests a day. */
export function createRateLimits(now: () => Instant, heavyPerDay: number, hasRetryAfter: boolean): RateLimits {
  const seconds = new Map<RateLabel, { second: number; count: number }>();
  let day = { number: 0, count: 0 };

  return {
    take(label) {
      const instant = now();
      const second = Math.floor(instant / 1000);
      const bucket = seconds.get(label);
      const current = bucket?.second === second ? bucket : { second, count: 0 };
      seconds.set(label, current);
      current.count += 1;
      const today = Math.floor(instant / DAY_MS);
      if (day.number !== today) day = { number: today, count: 0 };
      if (label === 'Heavy') day.count += 1;

      const limit = PER_SECOND[label];
      const headers = {
        'x-ratelimit-category': label,
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - current.count)),
      };
      if (label === 'Heavy' && day.count > heavyPerDay)
        return { refusal: refuseForTheDay(instant, hasRetryAfter ? (today + 1) * DAY_MS : null), headers };
      return { refusal: current.count > limit ? refuseForASecond() : null, headers };
    },
  };
}

/** The 429 of the limits per second: no word about when to come again. */
export const refuseForASecond = (): DemoReply => ({
  ...refuse(429, 429, 'You have reached the maximum per-second rate limit for this API. Try again later.'),
  headers: { 'x-ratelimit-type': 'QPS' },
});

/** The 429 of the daily limit, its end as an ISO date-time where it is told at all. */
export const refuseForTheDay = (now: Instant, until: Instant | null): DemoReply => ({
  ...refuse(
    429,
    429,
    'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when ' +
      'you can make another request.',
  ),
  headers: {
    'x-ratelimit-type': 'Daily-limit',
    date: new Date(now).toUTCString(),
    ...(until === null ? {} : { 'retry-after': new Date(until).toISOString().replace('.000Z', 'Z') }),
  },
});
