import { type Dates, toDay, toInstants } from '../filters/dates.ts';
import { readFilter } from '../filters/address.ts';
import type { CallStatsInterval } from '../graph/generated/graphql.ts';

/** What an overview is about: calls from a moment on, to one that no longer belongs to it. */
export type Range = {
  readonly dates: Dates;
  readonly from: Date;
  readonly to: Date;
  /** How many days earlier the period before is: as many as the range touches. */
  readonly days: number;
  readonly every: CallStatsInterval;
  /** The period before. It is compared through the hour that this one has reached. */
  readonly before: { readonly from: Date; readonly to: Date; readonly through: Date };
};

const DATES_SHOWN: Dates = '30-days';

/** The dates of an address, in the words that the timeline has for them. */
export const readDates = (search: URLSearchParams): Dates => readFilter(search).filter.dates ?? DATES_SHOWN;

/** Days of the viewer's calendar: a period of seven days begins and ends at midnight, also where the clock is moved. */
export function toRange(dates: Dates, now: Date): Range {
  const instants = toInstants(dates, now);
  const to = instants.to === null ? midnightAfter(now) : new Date(instants.to);
  const from = instants.from === null ? earlier(to, LONGEST_OPEN_DAYS) : new Date(instants.from);
  const days = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / DAY_MS - MOVED_CLOCK_DAYS));
  const reached = new Date(Math.min(to.getTime(), Math.max(now.getTime(), from.getTime())));
  return {
    ...{ dates, from, to, days, every: intervalOf(days) },
    before: { from: earlier(from, days), to: earlier(to, days), through: earlier(reached, days) },
  };
}

/** The dates from one moment to another: whole days by their names. */
export function toDates(from: Date, to: Date): Dates {
  const isOfDays = [from, to].every((at) => at.getTime() === midnightAfter(earlier(at, 1)).getTime());
  if (isOfDays) return { from: toDay(from), to: toDay(earlier(to, 1)) };
  return { from: toSeconds(from), to: toSeconds(to) };
}

const toSeconds = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

/** The same time of the clock, some days earlier. */
export const earlier = (at: Date, days: number): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() - days, at.getHours(), at.getMinutes(), at.getSeconds());

/** As many bars as can be told apart. */
function intervalOf(days: number): CallStatsInterval {
  if (days <= 2) return 'HOUR';
  if (days <= 93) return 'DAY';
  return days <= 731 ? 'WEEK' : 'MONTH';
}

const midnightAfter = (at: Date): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1);

const DAY_MS = 86_400_000;
/** What a day may have more than 24 hours. */
const MOVED_CLOCK_DAYS = 0.1;
/** How far back dates reach that name no beginning. */
const LONGEST_OPEN_DAYS = 365;
