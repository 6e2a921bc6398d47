import { DAY_MS, HOUR_MS, type Instant } from '../../time/instant.ts';

/** A moment as the portal prints it: ISO-8601 with the offset of its zone, Europe/Berlin, on that day. */
export function toPortalTime(instant: Instant): string {
  const offset = portalOffsetMs(instant);
  const local = new Date(instant + offset).toISOString().slice(0, 19);
  return `${local}+0${offset / HOUR_MS}:00`;
}

/** Reads a time as PHP's strtotime would: with its offset, or without one in the portal's zone. Null for other text. */
export function readPortalTime(text: string): Instant | null {
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.trim());
  const parsed = Date.parse(hasOffset ? text : `${text.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(parsed)) return null;
  return hasOffset ? parsed : parsed - portalOffsetMs(parsed - HOUR_MS);
}

/** Central European time: an hour ahead of UTC, two between the last Sundays of March and October, from 01:00 UTC. */
function portalOffsetMs(instant: Instant): number {
  const year = new Date(instant).getUTCFullYear();
  const summer = summerOf(year);
  return instant >= summer.from && instant < summer.to ? 2 * HOUR_MS : HOUR_MS;
}

const summers = new Map<number, { from: Instant; to: Instant }>();

function summerOf(year: number): { from: Instant; to: Instant } {
  const known = summers.get(year);
  if (known) return known;
  const summer = { from: lastSundayOf(year, 2) + HOUR_MS, to: lastSundayOf(year, 9) + HOUR_MS };
  summers.set(year, summer);
  return summer;
}

function lastSundayOf(year: number, month: number): Instant {
  const lastDay = Date.UTC(year, month + 1, 0);
  return lastDay - new Date(lastDay).getUTCDay() * DAY_MS;
}
