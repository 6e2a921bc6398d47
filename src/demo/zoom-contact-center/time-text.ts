import type { Instant } from '../../time/instant.ts';

/** A time as a request gave it: the instant, and the offset that answers will follow. */
export type ZonedInstant = { readonly instant: Instant; readonly offsetMinutes: number };

// "Z" and a bare date are read in the account's zone: a client that takes "Z" for UTC is eight hours off here.
const ACCOUNT_OFFSET_MINUTES = -480;
const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:(Z)|([+-])(\d\d):(\d\d)))?$/;

/** Reads a time in one of the three documented forms; null for any other. */
export function readTime(text: string): ZonedInstant | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', , sign, offsetHour, offsetMinute] = match;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const offset = sign === undefined ? null : Number(offsetHour) * 60 + Number(offsetMinute);
  const offsetMinutes = offset === null ? ACCOUNT_OFFSET_MINUTES : sign === '-' ? -offset : offset;
  const answered = offset === null ? 0 : offsetMinutes;
  return { instant: local - offsetMinutes * 60_000, offsetMinutes: answered };
}

/** An instant as an answer spells it, in the offset of the request's `from`. */
export function writeTime(instant: Instant, offsetMinutes: number): string {
  const local = new Date(instant + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${local}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
