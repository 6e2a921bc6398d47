import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, floorToSecond } from '../../domain/instant.ts';
import type { TimeRange } from '../../domain/time-range.ts';

/** The account's zone: the vendor writes and reads wall time of it, without an offset. */
export type AccountZone = {
  readonly timeZone: string;
  /** "YYYY-MM-DD hh:mm:ss" at an instant. */
  toWall(instant: Instant): string;
  /**
   * The instant of a wall time; null for a text of another form. One that is lived twice is read as the earlier, one
   * that is skipped as the moment the clock was moved: so the order of wall times is the order of instants.
   */
  toInstant(wall: string | null): Instant | null;
  /**
   * The shortest span around an instant that can be asked for without ambiguity: its second, or the whole doubled hour,
   * both times it is lived, whose rows come mixed.
   */
  blockOf(instant: Instant): TimeRange;
};

/** Makes the zone of an IANA name. */
export function createAccountZone(timeZone: string): AccountZone {
  const changeOf = createChanges(timeZone);
  const offsetAt = (instant: Instant): number => {
    const change = changeOf(Math.floor(instant / DAY_MS));
    return instant < change.at ? change.before : change.after;
  };
  const foldAt = (instant: Instant): TimeRange | null => {
    for (const near of [instant - NEAR_MS, instant, instant + NEAR_MS]) {
      const { at, before, after } = changeOf(Math.floor(near / DAY_MS));
      const length = before - after;
      if (length > 0 && instant >= at - length && instant < at + length) return { from: at - length, to: at + length };
    }
    return null;
  };
  return {
    timeZone,
    toWall: (instant) => new Date(instant + offsetAt(instant)).toISOString().slice(0, 19).replace('T', ' '),
    toInstant(wall) {
      const utc = readWall(wall);
      if (utc === null) return null;
      const early = utc - offsetAt(utc - DAY_MS);
      const late = utc - offsetAt(utc + DAY_MS);
      const shown = [early, late].sort((a, b) => a - b).find((instant) => instant + offsetAt(instant) === utc);
      return shown ?? changeOf(Math.floor(early / DAY_MS)).at;
    },
    blockOf(instant) {
      const second = floorToSecond(instant);
      return foldAt(second) ?? { from: second, to: second + SECOND_MS };
    },
  };
}

/** No zone has moved its clock by more within one day since telephones exist. */
const NEAR_MS = 3 * HOUR_MS;

/** The offset before and after the one change a day of UTC can have; without one, the same twice. */
type Change = { readonly at: Instant; readonly before: number; readonly after: number };

// Intl costs microseconds a question and pages have thousands of times: a day is asked once.
function createChanges(timeZone: string): (day: number) => Change {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, Change>();
  return (day) => {
    let change = known.get(day);
    if (change === undefined) {
      change = findChange(format, day);
      known.set(day, change);
    }
    return change;
  };
}

function findChange(format: Intl.DateTimeFormat, day: number): Change {
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

function readWall(wall: string | null): number | null {
  if (wall === null || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(wall)) return null;
  const utc = Date.parse(`${wall.replace(' ', 'T')}Z`);
  return Number.isNaN(utc) ? null : utc;
}
