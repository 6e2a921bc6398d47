import { DAY_MS, HOUR_MS, type Instant } from './instant.ts';
import type { TimeRange } from './time-range.ts';
import { createWallClock, createZoneChanges } from './wall-clock.ts';

/** Stretches of a zone's time that people count by. Weeks begin on Monday. */
export const CALENDAR_UNITS = ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/** The calendar of a zone, whose days have 23 or 25 hours now and then. */
export type ZoneCalendar = ReturnType<typeof createZoneCalendar>;

/** Makes the calendar of an IANA zone; throws RangeError for one that nobody knows. */
export function createZoneCalendar(timeZone: string) {
  const clock = createWallClock(timeZone);
  const changeOf = createZoneChanges(timeZone);
  const toWall = (instant: Instant): number => {
    const { at, before, after } = changeOf(Math.floor(instant / DAY_MS));
    return instant + (instant < at ? before : after);
  };
  /** The first moment of a day of the calendar, counted from 1970. */
  const startOf = (day: number): Instant =>
    clock.toInstant(new Date(day * DAY_MS).toISOString().slice(0, 19).replace('T', ' '))!;

  const hoursOf = ({ from, to }: TimeRange): Instant[] => {
    const borders: Instant[] = [];
    for (let day = Math.floor(from / DAY_MS) - 1; day <= Math.floor(to / DAY_MS) + 1; day += 1) {
      const { at, before, after } = changeOf(day);
      const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
      if (before === after) borders.push(...fullHours(start, end, after));
      else borders.push(...fullHours(start, at, before), at, ...fullHours(at + 1, end, after));
    }
    return borders;
  };
  const daysOf = ({ from, to }: TimeRange, isFirst: (day: number) => boolean): Instant[] => {
    const borders: Instant[] = [];
    // A month begins at most so many days before a moment that lies in it.
    const [first, last] = [dayOf(toWall(from)) - LONGEST_UNIT, dayOf(toWall(to)) + LONGEST_UNIT];
    for (let day = first; day <= last; day += 1) {
      if (isFirst(day)) borders.push(startOf(day));
    }
    return borders;
  };
  const unitsOf: Record<CalendarUnit, (range: TimeRange) => Instant[]> = {
    HOUR: hoursOf,
    DAY: (range) => daysOf(range, () => true),
    WEEK: (range) => daysOf(range, (day) => weekdayOf(day) === 1),
    MONTH: (range) => daysOf(range, (day) => new Date(day * DAY_MS).getUTCDate() === 1),
  };

  return {
    /**
     * Where the units begin that touch a range, and where the last of them ends. An hour ends where the clock is moved, be it
     * by half an hour; a day that a zone left out is none.
     */
    bordersOf: (unit: CalendarUnit, range: TimeRange): Instant[] => touching(unitsOf[unit](range), range),
    /** 0 to 23. */
    hourOfDay: (instant: Instant): number => Math.floor((toWall(instant) - dayOf(toWall(instant)) * DAY_MS) / HOUR_MS),
    /** 1, a Monday, to 7. */
    dayOfWeek: (instant: Instant): number => weekdayOf(dayOf(toWall(instant))),
  };
}

const LONGEST_UNIT = 32;

const dayOf = (wall: number): number => Math.floor(wall / DAY_MS);

/** The first of January 1970 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Full hours of a clock that is so far from UTC. */
function fullHours(from: Instant, to: Instant, offset: number): Instant[] {
  const hours: Instant[] = [];
  for (let hour = Math.ceil((from + offset) / HOUR_MS) * HOUR_MS - offset; hour < to; hour += HOUR_MS) hours.push(hour);
  return hours;
}

/** From the last border that is not after the range begins to the first that is not before it ends. */
function touching(found: readonly Instant[], { from, to }: TimeRange): Instant[] {
  // A clock that is moved at the end of a day of UTC has that moment twice.
  const borders = [...new Set(found)];
  const first = borders.findLastIndex((border) => border <= from);
  const last = borders.findIndex((border) => border >= to);
  return borders.slice(first, last + 1);
}
