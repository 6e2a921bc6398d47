import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';

/** What is left of a range without some others, oldest first. */
export function gapsIn(range: TimeRange, covered: readonly TimeRange[]): TimeRange[] {
  const gaps: TimeRange[] = [];
  let from = range.from;
  for (const span of covered.toSorted((a, b) => a.from - b.from)) {
    if (span.from > from) gaps.push({ from, to: Math.min(span.from, range.to) });
    from = Math.max(from, span.to);
  }
  gaps.push({ from, to: range.to });
  return gaps.filter((gap) => !isEmptyRange(gap));
}

/** The same time in the fewest ranges, oldest first: what touches or overlaps is one. */
export function joinRanges(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else joined.push(range);
  }
  return joined;
}

/** The newest piece of some ranges that lies in another; null where they do not meet. */
export function newestWithin(ranges: readonly TimeRange[], within: TimeRange): TimeRange | null {
  for (const range of ranges.toReversed()) {
    const piece = intersectRanges(range, within);
    if (!isEmptyRange(piece)) return piece;
  }
  return null;
}

/** From the first of some ranges to the last. Needs one at least. */
export const hullOf = (ranges: readonly TimeRange[]): TimeRange => ({
  from: Math.min(...ranges.map(({ from }) => from)),
  to: Math.max(...ranges.map(({ to }) => to)),
});
