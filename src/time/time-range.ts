import { type Instant, ceilToSecond } from './instant.ts';

/** A span of time: `from` belongs to it, `to` does not. */
export type TimeRange = { readonly from: Instant; readonly to: Instant };

/** Whether no instant belongs to a range. */
export const isEmptyRange = (range: TimeRange): boolean => range.from >= range.to;

/** Whether an instant belongs to a range. */
export const isWithin = (range: TimeRange, instant: Instant): boolean => instant >= range.from && instant < range.to;

/** What two ranges share; empty (from = to) when they do not touch. */
export function intersectRanges(a: TimeRange, b: TimeRange): TimeRange {
  const from = Math.max(a.from, b.from);
  return { from, to: Math.max(from, Math.min(a.to, b.to)) };
}

/** The whole seconds of a range: what starts in it starts in one of them. */
export const wholeSeconds = ({ from, to }: TimeRange): TimeRange => ({
  from: ceilToSecond(from),
  to: ceilToSecond(to),
});

type Direction = 'ASC' | 'DESC';

/** Where a walk through a range begins. */
export const startOf = ({ from, to }: TimeRange, direction: Direction): Instant => (direction === 'ASC' ? from : to);

/** Where a walk through a range ends. */
export const endOf = ({ from, to }: TimeRange, direction: Direction): Instant => (direction === 'ASC' ? to : from);

/** What is left of a range when a walk has come so far. */
export const restOf = ({ from, to }: TimeRange, direction: Direction, through: Instant): TimeRange =>
  direction === 'ASC' ? { from: through, to } : { from, to: through };

/** What of a range a walk has behind it when it has come so far. */
export const doneOf = ({ from, to }: TimeRange, direction: Direction, through: Instant): TimeRange =>
  direction === 'ASC' ? { from, to: through } : { from: through, to };

/** The part of a range that a walk comes to first, no longer than told. */
export const firstPart = (range: TimeRange, direction: Direction, longestMs: number): TimeRange => {
  if (range.to - range.from <= longestMs) return range;
  return direction === 'ASC'
    ? { from: range.from, to: range.from + longestMs }
    : { from: range.to - longestMs, to: range.to };
};
