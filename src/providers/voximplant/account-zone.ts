import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../domain/instant.ts';
import type { TimeRange } from '../../domain/time-range.ts';

/** The zone that an account's dates are written in: they carry no offset of their own. */
export type AccountZone = {
  readonly name: string;
  /** Whether its dates are UTC: then nothing is ever ambiguous. */
  readonly isGmt: boolean;
  /** "2026-03-02 09:14:05" as an instant; in an hour that the zone lives twice, the earlier one. Null for no date. */
  readonly read: (text: unknown) => Instant | null;
  readonly write: (instant: Instant) => string;
  /** The span whose calls cannot be told apart in time: a second, or the two hours of a fold. */
  readonly unitOf: (instant: Instant) => TimeRange;
};

/** What the vendor writes in unless the account says otherwise. */
export const GMT_ZONE: AccountZone = {
  name: 'Etc/GMT',
  isGmt: true,
  read: readAsUtc,
  write: writeAsUtc,
  unitOf: secondOf,
};

const ALWAYS_GMT = new Set(['Etc/GMT', 'GMT', 'UTC', 'Etc/UTC', 'Etc/GMT0', 'Etc/GMT+0', 'Etc/GMT-0', 'Etc/Greenwich']);

/** Makes the zone of a name; throws RangeError for one that nobody knows. */
export function createAccountZone(name: string): AccountZone {
  if (ALWAYS_GMT.has(name)) return { ...GMT_ZONE, name };
  const offsetAt = createOffsets(name);
  // Fold and gap lie within a day of each other's offsets: zones do not change twice in two days.
  const offsetsAround = (local: number) => ({ before: offsetAt(local - DAY_MS), after: offsetAt(local + DAY_MS) });
  return {
    name,
    isGmt: false,
    read(text) {
      const local = readAsUtc(text);
      if (local === null) return null;
      const { before, after } = offsetsAround(local);
      const isBefore = offsetAt(local - before) === before;
      return isBefore || offsetAt(local - after) !== after ? local - before : local - after;
    },
    write: (instant) => writeAsUtc(instant + offsetAt(instant)),
    unitOf(instant) {
      const local = instant + offsetAt(instant);
      const { before, after } = offsetsAround(local);
      const lost = before - after;
      if (lost <= 0) return secondOf(instant);
      const change = findChange(offsetAt, local - before - DAY_MS, local - after + DAY_MS);
      const fold = { from: change - lost, to: change + lost };
      return instant >= fold.from && instant < fold.to ? fold : secondOf(instant);
    },
  };
}

/** The moment at which an offset ends; zones change at whole minutes. */
function findChange(offsetAt: (instant: Instant) => number, from: Instant, to: Instant): Instant {
  const MINUTE_MS = 60_000;
  let low = Math.floor(from / MINUTE_MS);
  let high = Math.ceil(to / MINUTE_MS);
  const before = offsetAt(low * MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

/** Offsets by the quarter of an hour, remembered: asking Intl costs a hundred times the rest of a row. */
function createOffsets(name: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (HOUR_MS / 4));
    const hit = known.get(quarter);
    if (hit !== undefined) return hit;
    const start = quarter * (HOUR_MS / 4);
    const offset = (readAsUtc(format.format(start)) ?? start) - start;
    if (known.size > 100_000) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}

/** By arithmetic: a page of a thousand sessions has five thousand dates. */
function readAsUtc(text: unknown): Instant | null {
  if (typeof text !== 'string' || text.length !== 19 || text.charCodeAt(10) !== 0x20) return null;
  const day = Date.UTC(number(text, 0) * 100 + number(text, 2), number(text, 5) - 1, number(text, 8));
  const instant = day + ((number(text, 11) * 60 + number(text, 14)) * 60 + number(text, 17)) * SECOND_MS;
  return Number.isNaN(instant) || text.charCodeAt(4) !== 0x2d || text.charCodeAt(13) !== 0x3a ? null : instant;
}

/** Two digits; NaN for anything else. */
function number(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function writeAsUtc(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

function secondOf(instant: Instant): TimeRange {
  const from = Math.floor(instant / SECOND_MS) * SECOND_MS;
  return { from, to: from + SECOND_MS };
}
