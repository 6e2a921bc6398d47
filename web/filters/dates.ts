/** Days as the viewer's calendar has them, counted from now; or from somewhere to somewhere. */
export type Dates = DatesPreset | DatesBetween;

export const DATES_PRESETS = ['today', 'yesterday', '7-days', '30-days', '90-days'] as const;
export type DatesPreset = (typeof DATES_PRESETS)[number];

/** Each end is a day of the viewer's calendar (2026-11-20), which is included, or an instant, which as an end is not. Null: open. */
export type DatesBetween = { readonly from: string | null; readonly to: string | null };

/** The instants that dates stand for in the viewer's zone: from is included, to is not. */
export function toInstants(dates: Dates, now: Date): { from: string | null; to: string | null } {
  const { from, to } = typeof dates === 'string' ? daysOf(dates, now) : dates;
  return { from: from && instantOf(from), to: to && (isDay(to) ? instantOf(dayAfter(to)) : instantOf(to)) };
}

/** The days of a preset. One that includes today has no end: a call that starts meanwhile belongs to it. */
export function daysOf(preset: DatesPreset, now: Date): DatesBetween {
  switch (preset) {
    case 'today':
      return { from: toDay(now), to: null };
    case 'yesterday':
      return { from: toDay(now, -1), to: toDay(now, -1) };
    case '7-days':
      return { from: toDay(now, -6), to: null };
    case '30-days':
      return { from: toDay(now, -29), to: null };
    case '90-days':
      return { from: toDay(now, -89), to: null };
  }
}

/** Reads a day or an instant; null for what is neither. */
export function readDayOrInstant(text: string): string | null {
  const at = new Date(isDay(text) ? `${text}T00:00` : text);
  if (!(at >= EARLIEST && at < LATEST)) return null;
  if (isDay(text)) return toDay(at) === text ? text : null;
  return INSTANT.test(text) ? at.toISOString().replace('.000Z', 'Z') : null;
}

export const isDay = (text: string): boolean => DAY.test(text);

/** The day that an instant falls on in the viewer's zone, or one some days from it. */
export function toDay(at: Date, days = 0): string {
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);
  const [month, date] = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${String(day.getFullYear()).padStart(4, '0')}-${month}-${date}`;
}

/** Further away nothing can be reckoned with: the day after, or a period before that is as long, would have no spelling. */
const [EARLIEST, LATEST] = [new Date('1900-01-01T00:00Z'), new Date('3000-01-01T00:00Z')];

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

const dayAfter = (day: string): string => toDay(new Date(`${day}T00:00`), 1);

/** A day without an hour begins at midnight of the viewer's zone. */
const instantOf = (text: string): string => new Date(isDay(text) ? `${text}T00:00` : text).toISOString();
