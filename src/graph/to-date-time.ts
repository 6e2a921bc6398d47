import { DAY_MS, type Instant, SECOND_MS } from '../time/instant.ts';

const PAIRS: readonly string[] = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const MAX_DAYS = 1000;
const days = new Map<number, string>();

/**
 * An instant as Date.toISOString writes it, several times as fast: a page has a thousand of them, of a few days. Throws
 * RangeError for what is no instant.
 */
export function toDateTime(instant: Instant): string {
  const day = Math.floor(instant / DAY_MS);
  const ms = instant - day * DAY_MS;
  if (ms % SECOND_MS !== 0) return new Date(instant).toISOString();
  const seconds = ms / SECOND_MS;
  const minutes = Math.floor(seconds / 60);
  return `${dayText(day)}${PAIRS[Math.floor(minutes / 60)]}:${PAIRS[minutes % 60]}:${PAIRS[seconds % 60]}.000Z`;
}

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, -'00:00:00.000Z'.length);
  if (days.size >= MAX_DAYS) days.clear();
  days.set(day, text);
  return text;
}
