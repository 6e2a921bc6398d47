import { LRUCache } from 'lru-cache';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, floorToSecond } from './instant.ts';
import type { TimeRange } from './time-range.ts';

/** A zone's clock, for vendors that write "2026-03-02 09:14:05" and leave out the offset. */
export type WallClock = {
  readonly timeZone: string;
  /** "YYYY-MM-DD hh:mm:ss" at an instant. */
  toWall(instant: Instant): string;
  /**
   * The instant of a wall time; null for anything of another form. One that is lived twice is read as the earlier, one
   * that is skipped as the moment the clock was moved: so the order of wall times is the order of instants.
   */
  toInstant(wall: unknown): Instant | null;
  /**
   * The shortest span around an instant that can be asked for without ambiguity: its second, or the whole doubled hour,
   * both times it is lived, whose rows come mixed.
   */
  blockOf(instant: Instant): TimeRange;
};

/** The clock of an IANA zone, made once: what it has learned of its changes is kept as long as the process lives. */
export function wallClockOf(timeZone: string): WallClock {
  const clock = clocks.get(timeZone) ?? createWallClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

const clocks = new Map<string, WallClock>();

/** Whether a text is the name of a zone: asked without making its clock. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Makes the clock of an IANA zone; throws RangeError for one that nobody knows. */
export function createWallClock(timeZone: string): WallClock {
  if (ALWAYS_UTC.has(timeZone)) return { timeZone, toWall: writeAsUtc, toInstant: readAsUtc, blockOf: secondOf };
  const changeOf = createZoneChanges(timeZone);
  const offsetAt = (instant: Instant): number => {
    const change = changeOf(Math.floor(instant / DAY_MS));
    return instant < change.at ? change.before : change.after;
  };
  return {
    timeZone,
    toWall: (instant) => writeAsUtc(instant + offsetAt(instant)),
    toInstant(wall) {
      const utc = readAsUtc(wall);
      if (utc === null) return null;
      const early = utc - offsetAt(utc - DAY_MS);
      const late = utc - offsetAt(utc + DAY_MS);
      if (early === late) return early;
      const shown = [early, late].sort((a, b) => a - b).find((instant) => instant + offsetAt(instant) === utc);
      if (shown !== undefined) return shown;
      const moved = [early, late].map((instant) => changeOf(Math.floor(instant / DAY_MS)));
      return moved.find(({ before, after }) => before !== after)?.at ?? early;
    },
    blockOf(instant) {
      for (const near of [instant - NEAR_MS, instant, instant + NEAR_MS]) {
        const { at, before, after } = changeOf(Math.floor(near / DAY_MS));
        const fold = { from: at - (before - after), to: at + (before - after) };
        if (instant >= fold.from && instant < fold.to) return fold;
      }
      return secondOf(instant);
    },
  };
}

const ALWAYS_UTC = new Set(['UTC', 'GMT', 'Etc/UTC', 'Etc/GMT', 'Etc/GMT0', 'Etc/GMT+0', 'Etc/GMT-0', 'Etc/Greenwich']);

/** No zone has moved its clock by more within one day since telephones exist. */
const NEAR_MS = 3 * HOUR_MS;

/** The offset before and after the one change a day of UTC can have; without one, the same twice, and `at` says nothing. */
type ZoneChange = { readonly at: Instant; readonly before: number; readonly after: number };

/** No zone has moved its clock there and back within so few days. */
const DAYS_AT_ONCE = 4;
/** A century; whoever walks through all of time does not fill the memory. */
const MAX_STRETCHES = 10_000;

/**
 * Tells how far the clock of a zone is from UTC on a day of UTC, counted from 1970. Intl costs microseconds a question and
 * pages have thousands of times, figures thousands of days: days without a change are asked several at once, and once.
 */
export function createZoneChanges(timeZone: string): (day: number) => ZoneChange {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new LRUCache<number, readonly ZoneChange[]>({ max: MAX_STRETCHES });
  return (day) => {
    const stretch = Math.floor(day / DAYS_AT_ONCE);
    let changes = known.get(stretch);
    if (changes === undefined) {
      changes = readStretch(format, stretch * DAYS_AT_ONCE);
      known.set(stretch, changes);
    }
    return changes[day - stretch * DAYS_AT_ONCE] ?? changes[0]!;
  };
}

/** The changes of each day, or one for all where nothing changes. */
function readStretch(format: Intl.DateTimeFormat, first: number): readonly ZoneChange[] {
  const [from, to] = [first * DAY_MS, (first + DAYS_AT_ONCE) * DAY_MS];
  const [before, after] = [readOffset(format, from), readOffset(format, to)];
  if (before === after) return [{ at: from, before, after }];
  return Array.from({ length: DAYS_AT_ONCE }, (_, day) => findChange(format, first + day));
}

function findChange(format: Intl.DateTimeFormat, day: number): ZoneChange {
  let low = day * DAY_MS;
  let high = low + DAY_MS;
  const before = readOffset(format, low);
  const after = readOffset(format, high);
  if (before === after) return { at: low, before, after };
  while (high - low > SECOND_MS) {
    const middle = floorToSecond((low + high) / 2);
    if (readOffset(format, middle) === before) low = middle;
    else high = middle;
  }
  return { at: high, before, after };
}

function readOffset(format: Intl.DateTimeFormat, instant: Instant): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const length = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * SECOND_MS;
  return sign === '-' ? -length : length;
}

// By arithmetic: a page of a thousand calls has five thousand of them.
function readAsUtc(wall: unknown): Instant | null {
  if (typeof wall !== 'string' || wall.length !== 19 || !SEPARATORS.every(([at, code]) => wall.charCodeAt(at) === code))
    return null;
  const year = twoDigits(wall, 0) * 100 + twoDigits(wall, 2);
  const [month, day] = [twoDigits(wall, 5), twoDigits(wall, 8)];
  const [hour, minute, second] = [twoDigits(wall, 11), twoDigits(wall, 14), twoDigits(wall, 17)];
  // Date.UTC would take the 13th month for January, 0000-00-00 for a day of 1899, and nothing of it is true.
  const isOnClock = hour < 24 && minute < 60 && second < 60;
  if (!isOnClock || !(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1)) return null;
  const instant = Date.UTC(year, month - 1, day, hour, minute, second);
  return day <= SHORTEST_MONTH || new Date(instant).getUTCDate() === day ? instant : null;
}

/** Date.UTC reads years of one or two digits as those of the twentieth century. */
const FIRST_YEAR = 100;
const SHORTEST_MONTH = 28;

const SEPARATORS = [
  [4, 0x2d],
  [7, 0x2d],
  [10, 0x20],
  [13, 0x3a],
  [16, 0x3a],
] as const;

/** NaN for anything but two digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

const writeAsUtc = (instant: Instant): string => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');

function secondOf(instant: Instant): TimeRange {
  const from = floorToSecond(instant);
  return { from, to: from + SECOND_MS };
}
