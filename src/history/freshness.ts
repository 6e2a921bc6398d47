import { HOUR_MS, type Instant, floorToSecond } from '../time/instant.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../time/time-range.ts';
import type { KeptSpan } from './store/kept-page.ts';
import { joinRanges } from './sync/gaps.ts';

/** How old a reading of what may still change may be before it is read again, by the settings. */
export type Freshness = {
  /** Of the last hour, where calls appear. */
  readonly freshMs: number;
  /** Of the other open hours, where they are late. */
  readonly lateMs: number;
};

/** What of the open days is young: a call shows when it ends, nearly all of them within the hour after they began. */
export const YOUNG_MS = HOUR_MS;

/** Where the young hours begin. */
export const youngFrom = (now: Instant): Instant => floorToSecond(now - YOUNG_MS);

/** How old a reading of an open moment may be. */
export const maxAgeAt = (startedAt: Instant, now: Instant, { freshMs, lateMs }: Freshness): number =>
  startedAt >= youngFrom(now) ? freshMs : lateMs;

/** What is judged by its age. */
export type Judge = {
  readonly age: ReadingAge;
  readonly freshness: Freshness;
  readonly now: Instant;
  /** What began later is open, also where it was thought settled when it was read. */
  readonly settledThrough: Instant;
};

/** Whether a reading of a moment is young enough. */
export function isFreshEnough(
  {
    startedAt,
    readAt,
    isSettled,
  }: { readonly startedAt: Instant; readonly readAt: Instant; readonly isSettled: boolean },
  { age, freshness, now, settledThrough }: Judge,
): boolean {
  const ageMs = now - readAt;
  if (age.isKeptOnly === true) return age.maxAgeMs === undefined || ageMs <= age.maxAgeMs;
  if (age.maxAgeMs !== undefined) return age.maxAgeMs > 0 && ageMs <= age.maxAgeMs;
  return (isSettled && startedAt < settledThrough) || ageMs <= maxAgeAt(startedAt, now, freshness);
}

/**
 * The parts that are young enough of what is kept within a range, in order; neighbours stay apart. When the newest of it
 * was read, nothing had begun later: so it tells of what follows too, as of its own end.
 */
export function freshSpans(spans: readonly KeptSpan[], { to }: TimeRange, judge: Judge): KeptSpan[] {
  return [...spans, ...afterLast(spans, to, judge)]
    .flatMap((span) => pieces(judge).map((piece) => ({ ...span, range: intersectRanges(span.range, piece) })))
    .filter((span) => !isEmptyRange(span.range))
    .filter((span) => isFreshEnough({ ...span, startedAt: span.range.from }, judge));
}

/** When the oldest of some spans was read; Infinity where there are none. */
export const oldestOf = (spans: readonly KeptSpan[]): Instant =>
  spans.reduce((least, { readAt }) => Math.min(least, readAt), Infinity);

function afterLast(spans: readonly KeptSpan[], to: Instant, { age }: Judge): KeptSpan[] {
  const last = spans.at(-1);
  // Who takes what is kept, however old it is, is told what is missing.
  if (last === undefined || (age.isKeptOnly === true && age.maxAgeMs === undefined)) return [];
  const { range } = last;
  return [{ range: { from: range.to, to }, readAt: Math.min(last.readAt, range.to), isSettled: false }];
}

/** Between its borders, one rule holds. */
function pieces({ now, settledThrough }: Judge): readonly TimeRange[] {
  const young = youngFrom(now);
  const settled = Math.min(floorToSecond(settledThrough), young);
  return [
    { from: -Infinity, to: settled },
    { from: settled, to: young },
    { from: young, to: Infinity },
  ];
}

/** From where to where spans reach without a hole. */
export const stretchesOf = (spans: readonly KeptSpan[]): TimeRange[] => joinRanges(spans.map(({ range }) => range));
