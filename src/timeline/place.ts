import { createHash } from 'node:crypto';
import { type CallSession, type OrderDirection, compareCalls } from '../domain/call-session.ts';
import { type Instant, SECOND_MS } from '../time/instant.ts';
import { type TimeRange, intersectRanges } from '../time/time-range.ts';

/**
 * A place on the timeline: that of a call, or with an empty provider and id the border before a second's first call. A
 * border in DESC order lies behind that second's last call, which is the same place.
 */
export type Place = {
  readonly startedAt: Instant;
  readonly provider: string;
  readonly nativeId: string;
  /** Set where a cursor had no room for the whole id: `nativeId` is then its beginning. */
  readonly idHash?: string;
};

/** The place of a call. */
export const placeOf = ({ startedAt, provider, nativeId }: CallSession): Place => ({ startedAt, provider, nativeId });

/** The place before every call of a moment. */
export const borderAt = (startedAt: Instant): Place => ({ startedAt, provider: '', nativeId: '' });

/** Names a place for a map. */
export const placeText = ({ startedAt, provider, nativeId, idHash = '' }: Place): string =>
  `${startedAt} ${provider} ${idHash} ${nativeId}`;

/** What is left of a provider's range when it is read on from a place: a second is cut only by its own provider's rows. */
export function rangeFrom(place: Place, provider: string, range: TimeRange, direction: OrderDirection): TimeRange {
  const second = place.startedAt;
  const next = second + SECOND_MS;
  // Within the second, the calls of one provider lie together, in order of the keys.
  if (direction === 'ASC')
    return intersectRanges(range, { from: provider < place.provider ? next : second, to: Infinity });
  return intersectRanges(range, { from: -Infinity, to: provider > place.provider ? second : next });
}

/** How many calls, of a list in reading order, do not lie beyond the place. `inclusive` leaves the place's own call in. */
export const countThrough = (
  calls: readonly CallSession[],
  place: Place,
  direction: OrderDirection,
  how: { inclusive: boolean },
): number => countBy(calls, (call) => compareToPlace(call, place, direction), how);

/** The same, by how each call compares to the place: an id that was cut leaves that open until the own call is found. */
export function countBy(
  calls: readonly CallSession[],
  compare: (call: CallSession) => number | null,
  { inclusive }: { inclusive: boolean },
): number {
  const own = calls.findIndex((call) => compare(call) === 0);
  if (own >= 0) return inclusive ? own : own + 1;
  return calls.findLastIndex((call) => (compare(call) ?? 1) < 0) + 1;
}

/** Whether a call is the place's own or lies beyond it. */
export const isAtOrBeyond = (call: CallSession, place: Place, direction: OrderDirection): boolean =>
  (compareToPlace(call, place, direction) ?? -1) >= 0;

/** Tells ids apart that begin alike, where a cursor has no room for the whole. */
export const idHashOf = (nativeId: string): string => createHash('sha256').update(nativeId).digest('hex').slice(0, 16);

/** Below zero: before the place in reading order. Null where a cut id leaves that open. */
export function compareToPlace(call: CallSession, place: Place, direction: OrderDirection): number | null {
  const isCut = place.idHash !== undefined && call.nativeId.startsWith(place.nativeId);
  if (isCut && call.startedAt === place.startedAt && call.provider === place.provider)
    return idHashOf(call.nativeId) === place.idHash ? 0 : null;
  const order = compareCalls(call, place);
  return direction === 'ASC' ? order : -order;
}
