import type { WallClock } from '../../../time/wall-clock.ts';
import type { OrderDirection } from '../../../domain/call-session.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, ceilToSecond } from '../../../time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../../time/time-range.ts';

/** The vendor answers for three months; the shortest three are 89 days, and a second more than asked is sent. */
export const LONGEST_MS = 88 * DAY_MS;

/** A clock ahead of the vendor's must not hide its newest calls. */
const FUTURE_MS = HOUR_MS;

/** The whole seconds of a range that can hold calls: none starts in the future. */
export function secondsOfRange(range: TimeRange, now: Instant): TimeRange {
  const from = ceilToSecond(range.from);
  return { from, to: Math.max(from, Math.min(ceilToSecond(range.to), ceilToSecond(now + FUTURE_MS))) };
}

/** The part of a range to ask for next: as long as the vendor allows, and never ending inside a doubled hour. */
export function nextWindow(rest: TimeRange, direction: OrderDirection, zone: WallClock, longestMs: number): TimeRange {
  if (rest.to - rest.from <= longestMs) return rest;
  if (direction === 'ASC') return { from: rest.from, to: zone.blockOf(rest.from + longestMs).from };
  const from = rest.to - longestMs;
  const block = zone.blockOf(from);
  return { from: from === block.from ? from : block.to, to: rest.to };
}

/** The windows of a whole range, oldest first. */
export function windowsOf(range: TimeRange, zone: WallClock): TimeRange[] {
  const windows: TimeRange[] = [];
  let rest = range;
  while (!isEmptyRange(rest)) {
    const window = nextWindow(rest, 'ASC', zone, LONGEST_MS);
    windows.push(window);
    rest = { from: window.to, to: rest.to };
  }
  return windows;
}

/** What to ask for to be sure of a window: an end inside a doubled hour is moved out of it. */
export function widened(window: TimeRange, zone: WallClock): TimeRange {
  return { from: zone.blockOf(window.from).from, to: zone.blockOf(window.to - SECOND_MS).to };
}
