import { HOUR_MS, type Instant } from '../../../src/time/instant.ts';
import type { TimeRange } from '../../../src/time/time-range.ts';

/** What a clock on the wall shows at a moment, and the stretch of time in which it shows it. */
export type Shown = { readonly hour: string; readonly day: string; readonly week: string; readonly month: string };
export type Unit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

/** A calendar that knows nothing but what Intl shows every quarter of an hour: no zone moves its clock in between. */
export type CalendarByHand = {
  /** The whole stretch that a moment lies in. */
  stretchAt(unit: Unit, instant: Instant): TimeRange;
  hourOfDay(instant: Instant): number;
  dayOfWeek(instant: Instant): number;
};

const QUARTER_MS = HOUR_MS / 4;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function createCalendarByHand(timeZone: string): CalendarByHand {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    timeZoneName: 'longOffset',
  });
  const seen = new Map<number, Record<string, string>>();
  const partsAt = (instant: Instant): Record<string, string> => {
    const quarter = Math.floor(instant / QUARTER_MS);
    const known =
      seen.get(quarter) ??
      Object.fromEntries(format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, value]));
    seen.set(quarter, known);
    return known;
  };
  const dayAt = ({ year, month, day }: Record<string, string>): string => `${year}-${month}-${day}`;
  const nameAt: Record<Unit, (instant: Instant) => string> = {
    HOUR: (instant) => {
      const parts = partsAt(instant);
      return `${dayAt(parts)} ${parts['hour']} ${parts['timeZoneName']}`;
    },
    DAY: (instant) => dayAt(partsAt(instant)),
    WEEK: (instant) => {
      const parts = partsAt(instant);
      const monday = Date.parse(`${dayAt(parts)}T00:00Z`) - WEEKDAYS.indexOf(parts['weekday']!) * 24 * HOUR_MS;
      return new Date(monday).toISOString();
    },
    MONTH: (instant) => dayAt(partsAt(instant)).slice(0, 7),
  };
  const stretches = new Map<string, TimeRange>();
  return {
    stretchAt(unit, instant) {
      const nameOf = nameAt[unit];
      const name = `${unit} ${nameOf(instant)}`;
      const known = stretches.get(name);
      if (known !== undefined) return known;
      let from = Math.floor(instant / QUARTER_MS) * QUARTER_MS;
      let to = from + QUARTER_MS;
      while (nameOf(from - QUARTER_MS) === nameOf(instant)) from -= QUARTER_MS;
      while (nameOf(to) === nameOf(instant)) to += QUARTER_MS;
      stretches.set(name, { from, to });
      return { from, to };
    },
    hourOfDay: (instant) => Number(partsAt(instant)['hour']),
    dayOfWeek: (instant) => WEEKDAYS.indexOf(partsAt(instant)['weekday']!) + 1,
  };
}
