import type { Instant } from './instant.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Where the day that a text names begins in UTC; null where there is no such day. */
export function readDay(text: string): Instant | null {
  const instant = DAY.test(text) ? Date.parse(text) : NaN;
  // A 31st of February is read as a day of March.
  return Number.isNaN(instant) || dayOf(instant) !== text ? null : instant;
}

/** The day of an instant in UTC. */
export const dayOf = (instant: Instant): string => new Date(instant).toISOString().slice(0, 10);
