import { type CallFilter, CallFilterError } from '../domain/call-filter.ts';
import { PLACE_SELECTION, selectionText, withFields } from '../domain/call-selection.ts';
import type { OrderDirection } from '../domain/call-session.ts';
import { DAY_MS, SECOND_MS, ceilToSecond, floorToSecond } from '../time/instant.ts';
import type { Provider, Question } from '../domain/provider.ts';
import type { TimeRange } from '../time/time-range.ts';
import { readCursor } from './cursor.ts';
import { type PageSizeLimits, readPageSize } from './page-size.ts';
import type { Place } from './place.ts';
import { type JoinParts, type ResidualFilter, createResidualFilter } from './residual-filter.ts';
import type { TimelineRequest } from './timeline-request.ts';

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
export type PagePart = {
  readonly provider: Provider;
  /** Prepared once for all that the page asks of it: its list, what lies behind it, its count. */
  readonly question: Question;
  readonly range: TimeRange;
  /** What the question leaves of its filter. */
  readonly residual: ResidualFilter;
  /** Names of the filter, and of the selection: equal ones have equal names. */
  readonly filterText: string;
  readonly selectionText: string;
};

/** Reads a request; throws what its client can put right, and asks nobody. */
export function planPage(request: TimelineRequest, limits: PageSizeLimits, now: number): PagePlan {
  const { direction } = request;
  const { size, isBackward } = readPageSize(request, limits);
  const readPlace = (cursor: string | null | undefined): Place | null =>
    cursor == null ? null : underKeyOfNow(readCursor(cursor, direction), request.queries);
  const after = readPlace(request.after);
  const before = readPlace(request.before);
  const parts = request.queries.flatMap(({ provider, filter, selection }): PagePart[] => {
    const question = provider.prepare(filter, withFields(selection, PLACE_SELECTION.fields));
    refuseUnreturnable(provider, question);
    const range = rangeOf(request.range, provider, now);
    if (question.matchesNothing || range.from >= range.to) return [];
    const residual = createResidualFilter(filter, question.left, request.joinParts ?? refuseToJoin);
    // What is remembered of an answer that asks nobody is no answer for others.
    const prefix = request.age?.isKeptOnly === true ? 'kept only ' : '';
    const names = { filterText: prefix + filterText(filter), selectionText: selectionText(selection) };
    return [{ provider, question, range, residual, ...names }];
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

/** Only what is kept tells which calls were returned. */
export function refuseUnreturnable(provider: Provider, { joins }: Question): void {
  if (!joins.includes('isReturned') || provider.getReturned) return;
  throw new CallFilterError(
    'UNSUPPORTED_FILTER',
    `filter.isReturned needs a kept history, and nothing is kept of ${provider.key}. Turn its history on, or leave it out of \`providers\`.`,
  );
}

/** A cursor may name a provider by a key that it had before: its calls stand under the new one by now. */
export function underKeyOfNow<Named extends Place>(place: Named, queries: TimelineRequest['queries']): Named {
  const renamed = queries.find(({ provider }) => provider.formerKeys?.includes(place.provider));
  return renamed === undefined ? place : { ...place, provider: renamed.provider.key };
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

const filterText = (filter: CallFilter): string => JSON.stringify(sorted(filter));

/** The same value with its keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

const refuseToJoin: JoinParts = () =>
  Promise.reject(new TypeError('a filter reads parts of calls that nobody joins: give joinParts'));
