import { DAY_MS } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import type { Timer } from '../../time/timer.ts';

/** Spans that could not be read whole: asked for again, and less and less often. */
export type SpansToRetry = {
  add(range: TimeRange): void;
  /** Those whose time has not come. */
  resting(): readonly TimeRange[];
};

const FIRST_MS = 60_000;
const MOST = 1000;

/** Makes an empty list. */
export function createSpansToRetry(timer: Timer): SpansToRetry {
  let entries: readonly { readonly range: TimeRange; readonly restMs: number; readonly until: number }[] = [];
  return {
    add(range) {
      const touches = (other: TimeRange): boolean => other.from < range.to && other.to > range.from;
      const before = entries.filter((entry) => touches(entry.range)).map(({ restMs }) => restMs);
      const restMs = Math.min(DAY_MS, 2 * Math.max(FIRST_MS / 2, ...before));
      const others = entries.filter((entry) => entry.range.from < range.from || entry.range.to > range.to);
      entries = [...others, { range, restMs, until: timer.elapsed() + restMs }].slice(-MOST);
    },
    resting: () => entries.filter(({ until }) => until > timer.elapsed()).map(({ range }) => range),
  };
}
