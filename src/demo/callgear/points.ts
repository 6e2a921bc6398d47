import { DAY_MS, type Instant } from '../../time/instant.ts';

/** The account's points: one for each successful request, so many a minute and a day. */
export type Points = {
  /** The limit that is used up; null when one more request may be made. */
  exhausted(): 'minute' | 'day' | null;
  spend(): void;
  /** What `metadata.limits` says now. */
  limits(): Record<string, number>;
};

const MINUTE_MS = 60_000;

/** Counts points down by the vendor's clock. */
export function createPoints(options: { minute: number; day: number; now: () => Instant }): Points {
  const used = { minute: { period: NaN, count: 0 }, day: { period: NaN, count: 0 } };
  const usedOf = (name: 'minute' | 'day', length: number) => {
    const period = Math.floor(options.now() / length);
    if (used[name].period !== period) used[name] = { period, count: 0 };
    return used[name];
  };
  const left = (name: 'minute' | 'day', length: number) => Math.max(0, options[name] - usedOf(name, length).count);
  const resetIn = (length: number) => Math.ceil((length - (options.now() % length)) / 1000);
  return {
    exhausted: () => (left('day', DAY_MS) === 0 ? 'day' : left('minute', MINUTE_MS) === 0 ? 'minute' : null),
    spend() {
      usedOf('day', DAY_MS).count += 1;
      usedOf('minute', MINUTE_MS).count += 1;
    },
    limits: () => ({
      day_limit: options.day,
      day_remaining: left('day', DAY_MS),
      day_reset: resetIn(DAY_MS),
      minute_limit: options.minute,
      minute_remaining: left('minute', MINUTE_MS),
      minute_reset: resetIn(MINUTE_MS),
    }),
  };
}
