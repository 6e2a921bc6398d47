import type { Instant } from '../../../time/instant.ts';
import type { RateLimit } from '../../../domain/provider.ts';
import { type Budget, BudgetExhausted, createBudget } from '../../../transport/budget.ts';
import { numberOrNull, recordOf } from '../../../transport/read-wire.ts';

/**
 * The account's points: one for each successful request, so many a minute and a day. The pool is the account's, and
 * other programs spend from it too, so replies are believed and nothing is counted here.
 */
export type Points = {
  /** Holds a request back until the minute's points are there again. */
  readonly budget: Budget;
  /** Throws while the day's points are spent: nobody waits for tomorrow. */
  refuseIfDaySpent(): void;
  /** Notes what a reply says; `metadata` of a success or of an error. */
  note(metadata: unknown): void;
  /** Notes a refusal, and tells how long to wait where it or an earlier reply says so. */
  noteRefusal(limitType: string | null, metadata: unknown): number;
  /** Holds everything back as long as a gateway asks. */
  pause(seconds: number): void;
  rateLimit(): RateLimit | null;
  /** The day's points, as a reply told of them last. */
  dayLimit(): RateLimit | null;
};

/** The label of the minute's points: the budget every request draws from. */
export const MINUTE = 'minute';
const DAY = 'day';
/** How long a refusal that names no time is remembered. */
const UNNAMED_SECONDS = 10;

/** Makes the points of one account. */
export function createPoints(now: () => Instant): Points {
  const budget = createBudget({ [MINUTE]: null, [DAY]: null });
  let seen: RateLimit | null = null;
  let seenOfDay: RateLimit | null = null;
  let dayResetsAt = 0;

  const note = (metadata: unknown): Record<'minute' | 'day', number | null> => {
    const limits = recordOf(recordOf(metadata).limits);
    const read = (name: string) => numberOrNull(limits[name]);
    const resets = { minute: read('minute_reset'), day: read('day_reset') };
    for (const label of [MINUTE, DAY] as const) {
      const reset = resets[label];
      if (read(`${label}_remaining`) === 0 && reset !== null) budget.pause(label, Date.now() + reset * 1000);
    }
    if (resets.day !== null) dayResetsAt = Date.now() + resets.day * 1000;
    const scarce = isDayScarcer(read('day_remaining'), read('minute_remaining')) ? DAY : MINUTE;
    if (read('day_limit') !== null)
      seenOfDay = {
        limit: read('day_limit'),
        remaining: read('day_remaining'),
        resetsAt: resets.day === null ? null : now() + resets.day * 1000,
      };
    const limit = read(`${scarce}_limit`);
    const remaining = read(`${scarce}_remaining`);
    const reset = resets[scarce];
    if (limit !== null || remaining !== null)
      seen = { limit, remaining, resetsAt: reset === null ? null : now() + reset * 1000 };
    return resets;
  };

  return {
    budget,
    refuseIfDaySpent() {
      const until = budget.pausedUntil(DAY);
      if (until !== null) throw new BudgetExhausted(DAY, until - Date.now());
    },
    note: (metadata) => void note(metadata),
    noteRefusal(limitType, metadata) {
      const resets = note(metadata);
      const label = limitType === DAY ? DAY : MINUTE;
      const known = label === DAY ? Math.ceil((dayResetsAt - Date.now()) / 1000) : 0;
      const seconds = resets[label] ?? (known > 0 ? known : UNNAMED_SECONDS);
      budget.pause(label, Date.now() + seconds * 1000);
      return seconds;
    },
    pause: (seconds) => budget.pause(MINUTE, Date.now() + seconds * 1000),
    rateLimit: () => seen,
    dayLimit: () => seenOfDay,
  };
}

const isDayScarcer = (day: number | null, minute: number | null): boolean =>
  day !== null && (minute === null || day < minute);
