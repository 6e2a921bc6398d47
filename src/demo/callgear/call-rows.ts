import { HOUR_MS, type Instant } from '../../time/instant.ts';
import { type CallSource, type DemoCall, allThereBefore, indexAtOrAfter, isAbsent } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import { type DemoAccount, isOngoing } from './demo-account.ts';
import { type DemoLeg, legsOf } from './leg-columns.ts';
import type { Rows } from './list-rows.ts';
import type { RowFilter } from './row-filter.ts';

type Span = { readonly from: Instant; readonly to: Instant };

/** No call of a data set lasts longer. */
const LONGEST_CALL_MS = HOUR_MS;

/** The calls of a span that a filter lets through, in order of start. A plain span of any length costs nothing. */
export function callRows(
  { source, now }: DemoAccount,
  span: Span,
  filter: RowFilter<DemoCall>,
  includesOngoing: boolean,
): Rows<DemoCall> {
  const at = now();
  const isThere = (call: DemoCall) =>
    !isAbsent(source, call.index) && call.startedAt <= at && (includesOngoing || !isOngoing(call, at));
  const low = indexAtOrAfter(source, span.from);
  const high = Math.min(indexAtOrAfter(source, span.to), indexAtOrAfter(source, at + 1));
  const wanted = filter.wanted('id');
  if (wanted !== null) {
    const calls = callsById(source.count, wanted).map((index) => source.at(index));
    return listOf(
      calls.filter((call) => call.index >= low && call.index < high && isThere(call) && filter.passes(call)),
    );
  }
  // Only the newest calls can still be running.
  const tailStart = Math.max(low, Math.min(high, allThereBefore(source, at - LONGEST_CALL_MS)));
  const tail = callsBetween(source, tailStart, high).filter(isThere);
  if (!filter.isEmpty)
    return listOf([...callsBetween(source, low, tailStart), ...tail].filter((call) => filter.passes(call)));
  const settled = tailStart - low;
  return {
    count: settled + tail.length,
    at: (place) => (place < settled ? source.at(low + place) : tail[place - settled]!),
  };
}

/** The legs that start within a span and that a filter lets through, in order of start. */
export function legRows(
  { source, now }: DemoAccount,
  span: Span,
  filter: RowFilter<DemoLeg>,
  isReported: (leg: DemoLeg) => boolean,
): Rows<DemoLeg> {
  const at = now();
  const wanted = filter.wanted('call_session_id');
  const calls =
    wanted === null
      ? callsBetween(source, indexAtOrAfter(source, span.from - LONGEST_CALL_MS), indexAtOrAfter(source, span.to))
      : callsById(source.count, wanted).map((index) => source.at(index));
  const legs = calls
    .filter((call) => !isAbsent(source, call.index) && call.startedAt <= at && !isOngoing(call, at))
    .flatMap(legsOf)
    .filter((leg) => leg.startedAt >= span.from && leg.startedAt < span.to && isReported(leg) && filter.passes(leg));
  return listOf(legs.sort((a, b) => a.startedAt - b.startedAt));
}

/** The place of a call by its id; null for an id of no call. */
export function indexOfId(count: number, id: string): number | null {
  const isPastDoubles = !Number.isSafeInteger(Number(id));
  const first = BigInt(nativeIdOf('callgear', isPastDoubles ? 5 : 0));
  if (!/^\d+$/.test(id)) return null;
  const offset = BigInt(id) - first;
  const index = Number(isPastDoubles ? 5n + offset / 2n : offset);
  return index >= 0 && index < count && nativeIdOf('callgear', index) === id ? index : null;
}

const listOf = <Row>(rows: readonly Row[]): Rows<Row> => ({ count: rows.length, at: (place) => rows[place]! });

const callsBetween = (source: CallSource, low: number, high: number): DemoCall[] =>
  Array.from({ length: Math.max(0, high - low) }, (_, index) => source.at(low + index));

function callsById(count: number, ids: readonly unknown[]): number[] {
  const indexes = ids.map((id) => indexOfId(count, String(id))).filter((index) => index !== null);
  return [...new Set(indexes)].sort((a, b) => a - b);
}
