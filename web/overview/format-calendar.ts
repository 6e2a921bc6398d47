import type { CallStatsInterval } from '../graph/generated/graphql.ts';
import type { Stretch } from './stretches.ts';

const weekdays = {
  short: new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' }),
  long: new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' }),
};
const hour = new Intl.DateTimeFormat(undefined, { hour: 'numeric', timeZone: 'UTC' });

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayInFull = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: '2-digit' });
const monthInFull = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  ...{ weekday: 'short', day: 'numeric', month: 'short' },
  ...{ hour: '2-digit', minute: '2-digit' },
});

/** 1 is a Monday. */
export const formatWeekday = (dayOfWeek: number, length: 'short' | 'long' = 'short'): string =>
  weekdays[length].format(Date.UTC(2024, 0, dayOfWeek));

/** An hour of the day by the viewer's habit: 14, or 2 PM. */
export const formatHourOfDay = (hourOfDay: number): string => hour.format(Date.UTC(2024, 0, 1, hourOfDay % 24));

/** What stands below a bar. */
export function formatTick({ from }: Stretch, every: CallStatsInterval): string {
  return (every === 'HOUR' ? time : every === 'MONTH' ? month : day).format(from);
}

/** The time of a bar, or of several beside each other, in full. */
export function formatStretch(first: Stretch, every: CallStatsInterval, last: Stretch = first): string {
  const end = new Date(last.to.getTime() - 1);
  if (every === 'HOUR') return `${dayAndTime.format(first.from)} – ${time.format(last.to)}`;
  if (every === 'MONTH') return monthInFull.formatRange(first.from, end);
  return dayInFull.formatRange(first.from, end);
}

/** The days of a range, or its hours where it is not of whole days. */
export function formatRange({ from, to }: { readonly from: Date; readonly to: Date }): string {
  const isOfDays = [from, to].every((at) => at.getHours() === 0 && at.getMinutes() === 0);
  return (isOfDays ? day : dayAndTime).formatRange(from, isOfDays ? new Date(to.getTime() - 1) : to);
}
