import type { OrderDirection } from '../domain/call-session.ts';
import { DAY_MS, SECOND_MS, ceilToSecond, floorToSecond } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import type { TimeRange } from '../time/time-range.ts';
import { readCursor } from './cursor.ts';
import { type PageSizeLimits, readPageSize } from './page-size.ts';
import type { Place } from './place.ts';
import { type JoinParts, type ResidualFilter, createResidualFilter } from './residual-filter.ts';
import type { ProviderQuery, TimelineRequest } from './timeline-request.ts';

/** What a page is, once everything about its request is known to be good. */
export type PagePlan = {
  readonly size: number;
  readonly isBackward: boolean;
  /** The direction it is read in: that of the list, or against it for the last calls before a cursor. */
  readonly reading: OrderDirection;
  /** Where reading starts, and where it ends at the latest. */
  readonly start: Place | null;
  readonly stop: Place | null;
  readonly parts: readonly PagePart[];
};

/** One provider's part of a page. */
export type PagePart = ProviderQuery & { readonly range: TimeRange; readonly residual: ResidualFilter };

/** Reads a request; throws what its client can put right, and asks nobody. */
export function planPage(request: TimelineRequest, limits: PageSizeLimits, now: number): PagePlan {
  const { direction } = request;
  const { size, isBackward } = readPageSize(request, limits);
  const after = request.after == null ? null : readCursor(request.after, direction);
  const before = request.before == null ? null : readCursor(request.before, direction);
  const parts = request.queries.flatMap((query): PagePart[] => {
    const plan = query.provider.planFilter(query.filter);
    const range = rangeOf(request.range, query.provider, now);
    if (plan.matchesNothing || range.from >= range.to) return [];
    const residual = createResidualFilter(query.provider, query.filter, plan, request.joinParts ?? refuseToJoin);
    return [{ ...query, range, residual }];
  });
  return {
    size,
    isBackward,
    reading: isBackward ? opposite(direction) : direction,
    start: isBackward ? before : after,
    stop: isBackward ? after : before,
    parts,
  };
}

/** The other direction. */
export const opposite = (direction: OrderDirection): OrderDirection => (direction === 'ASC' ? 'DESC' : 'ASC');

function rangeOf(range: TimelineRequest['range'], provider: Provider, now: number): TimeRange {
  const from = range?.from ?? provider.historySince();
  // The second that runs now is part of the history: its calls have started.
  const to = range?.to ?? floorToSecond(now) + SECOND_MS;
  return { from: ceilToSecond(from), to: Math.min(ceilToSecond(to), futureFrom(now)) };
}

/**
 * Where nothing can have started yet, not even by a vendor's clock that is ahead: who asks up to the year 2099 has no
 * empty month walked. It moves once a day, so that the same question has the same range.
 */
const futureFrom = (now: number): number => (Math.floor(now / DAY_MS) + 2) * DAY_MS;

const refuseToJoin: JoinParts = (provider) =>
  Promise.reject(
    new TypeError(`a filter on ${provider.key} reads parts of its calls that nobody joins: give joinParts`),
  );
