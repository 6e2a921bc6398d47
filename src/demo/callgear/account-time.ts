import { DAY_MS, type Instant, SECOND_MS } from '../../time/instant.ts';

/** Wall time of the account's zone, which is how this vendor writes and reads every time. */
export type AccountTime = {
  /** "YYYY-MM-DD hh:mm:ss" at an instant. */
  toWall(instant: Instant): string;
  /** The instant the vendor takes a wall time for; null for a text of another form. */
  toInstant(wall: string): Instant | null;
  /** The earlier of the instants that show this wall time: all that a reader of the wall time can know. */
  firstInstantOf(wall: string): Instant;
};

/** Makes the wall time of an IANA zone. */
export function createAccountTime(timeZone: string): AccountTime {
  const offsetAt = createOffsets(timeZone);
  const instantsOf = (utc: number): Instant[] => {
    const offsets = new Set([offsetAt(utc - DAY_MS), offsetAt(utc + DAY_MS)]);
    const instants = [...offsets]
      .map((offset) => utc - offset)
      .filter((instant) => instant + offsetAt(instant) === utc);
    return instants.sort((a, b) => a - b);
  };
  return {
    toWall: (instant) => new Date(instant + offsetAt(instant)).toISOString().slice(0, 19).replace('T', ' '),
    toInstant(wall) {
      const utc = readWall(wall);
      if (utc === null) return null;
      // An hour that is lived twice is taken for its second time, as PostgreSQL does.
      return instantsOf(utc).at(-1) ?? utc - offsetAt(utc - DAY_MS);
    },
    firstInstantOf(wall) {
      const utc = readWall(wall);
      if (utc === null) throw new Error(`no wall time: ${wall}`);
      return instantsOf(utc)[0] ?? utc - offsetAt(utc - DAY_MS);
    },
  };
}

function readWall(wall: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(wall)) return null;
  const utc = Date.parse(`${wall.replace(' ', 'T')}Z`);
  return Number.isNaN(utc) ? null : utc;
}

// Asking Intl costs microseconds and a data set has thousands of rows; an offset changes on a quarter of an hour at most.
function createOffsets(timeZone: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (900 * SECOND_MS));
    let offset = known.get(quarter);
    if (offset === undefined) known.set(quarter, (offset = readOffset(format, quarter * 900 * SECOND_MS)));
    return offset;
  };
}

function readOffset(format: Intl.DateTimeFormat, instant: Instant): number {
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60) * SECOND_MS;
}
