import { HOUR_MS, type Instant, floorToSecond } from '../time/instant.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../time/time-range.ts';
import type { KeptSpan } from './store/history-store.ts';

/** How old a reading of what may still change may be before it is read again, by the settings. */
export type Freshness = {
  /** Of the last hour, where calls appear. */
  readonly freshMs: number;
  /** Of the other open hours, where they are late. */
  readonly lateMs: number;
};

/** What of the open days is young: calls appear in it all the time. */
export const YOUNG_MS = HOUR_MS;

/** Where the young hours begin. */
export const youngFrom = (now: Instant): Instant => floorToSecond(now - YOUNG_MS);

/** How old a reading of an open moment may be. */
export const maxAgeAt = (startedAt: Instant, now: Instant, { freshMs, lateMs }: Freshness): number =>
  startedAt >= youngFrom(now) ? freshMs : lateMs;

/** What is judged by its age. */
export type Judge = { readonly age: ReadingAge; readonly freshness: Freshness; readonly now: Instant };

/** Whether a reading of a moment is young enough. */
export function isFreshEnough(
  {
    startedAt,
    readAt,
    isSettled,
  }: { readonly startedAt: Instant; readonly readAt: Instant; readonly isSettled: boolean },
  { age, freshness, now }: Judge,
): boolean {
  const ageMs = now - readAt;
  if (age.isKeptOnly === true) return age.maxAgeMs === undefined || ageMs <= age.maxAgeMs;
  if (age.maxAgeMs !== undefined) return age.maxAgeMs > 0 && ageMs <= age.maxAgeMs;
  return isSettled || ageMs <= maxAgeAt(startedAt, now, freshness);
}

/** The parts of what is kept that are young enough, in order; neighbours stay apart. */
export function freshSpans(spans: readonly KeptSpan[], judge: Judge): KeptSpan[] {
  const border = youngFrom(judge.now);
  const halves: readonly TimeRange[] = [
    { from: -Infinity, to: border },
    { from: border, to: Infinity },
  ];
  return spans
    .flatMap((span) => halves.map((half) => ({ ...span, range: intersectRanges(span.range, half) })))
    .filter((span) => !isEmptyRange(span.range))
    .filter((span) => isFreshEnough({ ...span, startedAt: span.range.from }, judge));
}

/** Neighbours as one range: from where to where something reaches without a hole. */
export function joinRanges(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last?.to === range.from) joined[joined.length - 1] = { from: last.from, to: range.to };
    else joined.push(range);
  }
  return joined;
}
