/** A moment: milliseconds since 1970 in UTC. The start of a call is always a whole second. */
export type Instant = number;

/** The second an instant falls into. */
export const floorToSecond = (instant: Instant): Instant => Math.floor(instant / 1000) * 1000;

/** The first whole second that is not before the instant. */
export const ceilToSecond = (instant: Instant): Instant => Math.ceil(instant / 1000) * 1000;

export const SECOND_MS = 1000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The instant, where the calendar has it; null for what lies past every date. */
export const instantOrNull = (instant: Instant | null): Instant | null =>
  instant !== null && Number.isFinite(new Date(instant).getTime()) ? instant : null;
