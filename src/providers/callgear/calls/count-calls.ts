import { PLACE_SELECTION } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { MAX_COUNT_REQUESTS } from '../../../domain/provider.ts';
import { type TimeRange, isEmptyRange, isWithin } from '../../../time/time-range.ts';
import type { Account } from '../api/account.ts';
import { type CompiledFilter, toWire } from './filter.ts';
import { callsOf, readPage } from '../api/read-rows.ts';
import { secondsOfRange, widened, windowsOf } from './windows.ts';

/** Rows looked at near each end of a range: enough to see what a count takes in beyond it. */
const EDGE_ROWS = 50;
const REQUESTS_PER_WINDOW = 2;

/**
 * Counts by the vendor's total. Whether it counts the very seconds of the range's ends is not documented, so a few rows
 * are read at each end, and what lies outside is taken off again; no call starts after now.
 */
export async function countCalls(
  range: TimeRange,
  filter: CompiledFilter,
  account: Account,
  signal: AbortSignal,
): Promise<number | null> {
  signal.throwIfAborted();
  const seconds = secondsOfRange(range, account.now());
  if (isEmptyRange(seconds) || filter.matchesNothing) return 0;
  if (filter.left.length > 0) return null;
  const zone = await account.zone(signal);
  const { includesOngoing } = filter;
  const asked = { zone, filter: toWire(filter, zone), limit: EDGE_ROWS, includesOngoing, selection: PLACE_SELECTION };

  const readEdge = async (span: TimeRange, order: 'asc' | 'desc') => {
    const { rows, ...page } = await readPage({ ...asked, span, order }, account, signal);
    return { ...page, calls: callsOf(rows) };
  };
  const countWindow = async (window: TimeRange): Promise<number | null> => {
    const span = widened(window, zone);
    // What starts this very second has not ended.
    const isOpen = window.to >= account.now() && !includesOngoing;
    const [head, tail] = await Promise.all([readEdge(span, 'asc'), isOpen ? null : readEdge(span, 'desc')]);
    if (head.total === null || head.calls.length < head.sent) return null;
    if (head.sent >= head.total) return head.calls.filter((call) => isWithin(window, call.startedAt)).length;
    const before = outside(
      head.calls,
      (call) => call.startedAt < window.from,
      ({ startedAt }) => startedAt >= inner(window.from),
    );
    const after =
      tail === null
        ? 0
        : outside(
            tail.calls,
            (call) => call.startedAt >= window.to,
            ({ startedAt }) => startedAt < span.to && startedAt < outer(window.to),
          );
    return before === null || after === null ? null : head.total - before - after;
  };
  // An end inside a doubled hour splits rows that come mixed: all of that hour must be seen.
  const inner = (from: number) => (zone.blockOf(from).from === from ? from : zone.blockOf(from).to);
  const outer = (to: number) => zone.blockOf(to).from;

  const windows = windowsOf(seconds, zone);
  if (windows.length * REQUESTS_PER_WINDOW > MAX_COUNT_REQUESTS) return null;
  const counts = await Promise.all(windows.map(countWindow));
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

/** How many calls lie outside; null while the last row seen is not known to lie past all of them. */
function outside(
  calls: readonly CallSession[],
  isOutside: (call: CallSession) => boolean,
  isPast: (last: CallSession) => boolean,
): number | null {
  const last = calls.at(-1);
  return last !== undefined && isPast(last) ? calls.filter(isOutside).length : null;
}
