import type { Instant } from './instant.ts';

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
