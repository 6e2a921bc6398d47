import { cellOf } from '../domain/call-groups.ts';
import { CallFilterError } from '../domain/call-filter.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, ceilToSecond, floorToSecond } from '../time/instant.ts';
import { type TimeRange, intersectRanges } from '../time/time-range.ts';
import type { CalendarUnit, ZoneCalendar } from '../time/zone-calendar.ts';
import { type FiguresRequest, MAX_BUCKETS, figuresSince, tooManyBuckets } from './figures-request.ts';

/** Time, cut up as a request wants it. */
export type TimeCells = {
  /** All that is asked for. */
  readonly range: TimeRange;
  /** What of it can have calls. */
  readonly reading: TimeRange;
  /** The stretches that buckets have, oldest first. */
  readonly stretches: readonly TimeRange[];
  /** Cuts a part of the range into cells, each of one stretch, one hour of the day and one day of the week. */
  bordersIn(range: TimeRange): readonly Instant[];
  /** Which stretch a moment lies in. */
  stretchOf(instant: Instant): number;
  readonly calendar: ZoneCalendar;
};

/** What of a request decides how time is cut. */
type CutRequest = Pick<FiguresRequest, 'queries' | 'by' | 'every' | 'range'>;

/** The shortest a unit is as a rule: a range has at most so many of them. */
const LENGTH_MS: Record<CalendarUnit, number> = {
  HOUR: HOUR_MS,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
  MONTH: 28 * DAY_MS,
};
/** Twenty years of hours: so many are counted. */
const MAX_CELLS = 200_000;
/** Nobody has kept a record of a call that is older. */
const FIRST_CALL = Date.UTC(1900, 0, 1);

/** Cuts the time of a request; throws TOO_MANY_BUCKETS for more stretches than an answer has buckets. */
export function cutTime(request: CutRequest, calendar: ZoneCalendar, now: Instant): TimeCells {
  const { queries, by, every } = request;
  const range = rangeOf(request, now);
  // Nothing can have started later, not even by a vendor's clock that is ahead.
  const reading = intersectRanges(
    { from: ceilToSecond(range.from), to: ceilToSecond(range.to) },
    { from: FIRST_CALL, to: (Math.floor(now / DAY_MS) + 2) * DAY_MS },
  );
  const isEmpty = range.from >= range.to;
  const isFull = by.every((dimension) => dimension === 'PROVIDER');
  const perStretch = isFull && by.length > 0 ? queries.length : 1;
  if (every !== null && isFull) refuseTooMany(range, every, perStretch);
  const finest = by.includes('HOUR_OF_DAY') ? 'HOUR' : by.includes('DAY_OF_WEEK') ? 'DAY' : null;
  refuseTooFine(isFull ? range : reading, [every, finest]);

  const spanned = isFull ? range : reading;
  const borders = every === null || isEmpty ? [range.from, range.to] : calendar.bordersOf(every, spanned);
  const stretches = isEmpty ? [] : borders.slice(1).map((to, index) => ({ from: borders[index]!, to }));
  if (isFull && every !== null && stretches.length * perStretch > MAX_BUCKETS)
    throw tooManyBuckets(String(stretches.length * perStretch));
  return {
    range,
    reading,
    stretches,
    calendar,
    bordersIn: onceForEachPart((part) => {
      const finer = finest === null ? [] : calendar.bordersOf(finest, part);
      // An hour of a zone whose clock moves at midnight may hold the border of a day.
      const days = finest === 'HOUR' && by.includes('DAY_OF_WEEK') ? calendar.bordersOf('DAY', part) : [];
      const within = [...borders, ...finer, ...days].filter((border) => border > part.from && border < part.to);
      return [part.from, ...[...new Set(within)].sort((a, b) => a - b), part.to];
    }),
    stretchOf: (instant) => cellOf(borders, instant),
  };
}

/** Providers mostly have the same part, whose cells may be many. */
function onceForEachPart(cut: TimeCells['bordersIn']): TimeCells['bordersIn'] {
  const known = new Map<string, readonly Instant[]>();
  return (part) => {
    const name = `${part.from} ${part.to}`;
    const borders = known.get(name) ?? cut(part);
    known.set(name, borders);
    return borders;
  };
}

/** What a request names no end of begins with the oldest history that is asked for, and ends now. */
function rangeOf({ range, queries }: CutRequest, now: Instant): TimeRange {
  const to = range.to ?? floorToSecond(now) + SECOND_MS;
  const from = range.from ?? queries.reduce((least, { provider }) => Math.min(least, figuresSince(provider)), to);
  return { from, to };
}

/** Says how many there would be without counting what takes long to count. */
function refuseTooMany({ from, to }: TimeRange, every: CalendarUnit, perStretch: number): void {
  const most = (to - from) / LENGTH_MS[every];
  if (most > MAX_CELLS) throw tooManyBuckets(`at least ${Math.floor(most / 1.2) * perStretch}`);
}

function refuseTooFine({ from, to }: TimeRange, units: readonly (CalendarUnit | null)[]): void {
  const cells = units.reduce((most, unit) => Math.max(most, unit === null ? 0 : (to - from) / LENGTH_MS[unit]), 0);
  if (cells > MAX_CELLS)
    throw new CallFilterError(
      'BAD_FILTER',
      `filter.startedAt spans ${Math.round(cells)} hours or days to be counted one by one; ${MAX_CELLS} are allowed. Ask for a shorter range.`,
    );
}
