import { DAY_MS, type Instant, floorToSecond } from '../../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import type { HistorySettings } from '../create-history.ts';
import { YOUNG_MS } from '../freshness.ts';

/** A stretch of the open days, and how often it is read. */
export type Rung = { readonly name: 'young' | 'older' | 'oldest'; readonly range: TimeRange; readonly everyMs: number };

/** What a horizon that had to be widened adds, is read this much more seldom. */
const SELDOM = 12;

/** The rungs of the open days at a moment: the young hour often, older hours seldom, what is open longer than a day hardly. */
export function rungsAt(
  now: Instant,
  openFrom: Instant,
  { freshSeconds, lateSeconds }: HistorySettings,
): readonly Rung[] {
  const end = floorToSecond(now);
  const open = { from: floorToSecond(openFrom), to: end };
  const rungs: Rung[] = [
    { name: 'young', range: { from: end - YOUNG_MS, to: end }, everyMs: freshSeconds * 1000 },
    { name: 'older', range: { from: end - YOUNG_MS - DAY_MS, to: end - YOUNG_MS }, everyMs: lateSeconds * 1000 },
    { name: 'oldest', range: { from: -Infinity, to: end - YOUNG_MS - DAY_MS }, everyMs: SELDOM * lateSeconds * 1000 },
  ];
  return rungs
    .map((rung) => ({ ...rung, range: intersectRanges(rung.range, open) }))
    .filter(({ range }) => !isEmptyRange(range));
}
