import { QuestionError } from '../domain/question-error.ts';
import type { CallSession } from '../domain/call-session.ts';
import { ProviderError, asAnswer } from '../domain/provider-error.ts';
import {
  type ValueOrderField,
  type ValuePage,
  type ValueQuery,
  compareByValue,
  orderValue,
  valueOf,
} from '../domain/value-order.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import { type ValueOrder, type ValuePlace, readValueCursor, writeValueCursor } from './cursor.ts';
import type { PageSizeLimits } from './page-size.ts';
import { compareToPlace, countBy, placeOf } from './place.ts';
import { type PagePart, opposite, planPage, underKeyOfNow } from './plan-page.ts';
import { readFirst } from './read-first.ts';
import type { TimelineEdge, TimelinePage } from './timeline-page.ts';
import type { TimelineRequest } from './timeline-request.ts';

/** An order that cannot be had, in words for the client's developer. */
export class OrderError extends QuestionError<'UNSUPPORTED_ORDER'> {
  constructor(message: string) {
    super('UNSUPPORTED_ORDER', message);
  }
}

/** A page of all providers' calls by a number of theirs. */
export type ValueRequest = Omit<TimelineRequest, 'direction'> & { readonly order: ValueOrder };

/**
 * Reads a page in an order by value, over what is kept of every provider. Throws OrderError where a provider's part of the
 * range is not kept whole: nobody could say where its calls belong.
 */
export async function readValuePage(
  { now, limits }: { readonly now: () => Instant; readonly limits: PageSizeLimits },
  request: ValueRequest,
  signal: AbortSignal,
): Promise<TimelinePage> {
  signal.throwIfAborted();
  const askedAt = now();
  const { order } = request;
  const [after, before] = [request.after, request.before].map((cursor) =>
    cursor == null ? null : underKeyOfNow(readValueCursor(cursor, order), request.queries),
  ) as [ValuePlace | null, ValuePlace | null];
  const plan = planPage({ ...request, after: null, before: null, direction: order.direction }, limits, askedAt);
  const { size, isBackward, parts } = plan;
  const reading = { field: order.field, direction: isBackward ? opposite(order.direction) : order.direction };
  const [start, stop] = isBackward ? [before, after] : [after, before];
  const compare = compareIn(reading);
  const first = await readFirst(parts, request, signal);

  const found = await readParts(
    request,
    parts,
    { order: reading, from: start, limit: size === 0 ? 0 : size + 1 },
    signal,
  );
  const ordered = found.calls.toSorted(compare);
  const beyond = start === null ? ordered : ordered.slice(countThrough(ordered, start, reading, { inclusive: false }));
  const within = stop === null ? beyond : beyond.slice(0, countThrough(beyond, stop, reading, { inclusive: true }));
  const shown = within.slice(0, size);
  const isFurther = size > 0 && (beyond.length > shown.length || found.hasMore);
  const behind =
    start === null || size === 0
      ? null
      : await readParts(
          request,
          parts,
          { order: { ...reading, direction: opposite(reading.direction) }, from: start, limit: 1 },
          signal,
        );
  const isBehind = behind?.calls.some((call) => (comparePlace(call, start!, reading) ?? 0) <= 0) ?? false;
  const problems = [...first.problems, ...found.problems];
  if (request.requireComplete === true && problems[0]) throw problems[0];
  const isComplete = problems.length === 0;
  const edges = (isBackward ? shown.toReversed() : shown).map((call) => toEdge(call, order));
  return {
    edges,
    hasNextPage: isBackward ? isBehind : isFurther,
    hasPreviousPage: isBackward ? isFurther : isBehind,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
    totalCount: request.wantsTotal === true && isComplete ? await countParts(request, parts, signal) : null,
    isComplete,
    asOf: Math.min(askedAt, first.asOf, found.asOf),
    problems,
    passedOver: found.problems,
  };
}

type Found = Omit<ValuePage, 'isAtEnd'> & { readonly hasMore: boolean };
type Piece = Pick<ValueQuery, 'order' | 'limit'> & { readonly from: ValuePlace | null };

/** The next calls of every provider, at the same time. Who fails takes only its own away. */
async function readParts(
  request: ValueRequest,
  parts: readonly PagePart[],
  { order, from, limit }: Piece,
  signal: AbortSignal,
): Promise<Found> {
  const pages = await Promise.all(
    parts.map(async ({ provider, question, range }): Promise<ValuePage> => {
      if (question.listByValue === undefined) throw notKept(provider.key, order.field, question.undecided);
      const share = request.deadlines.share(provider, signal);
      const query = { range, order, from: from && { value: from.value, startedAt: from.startedAt }, limit };
      try {
        const page = await share.ask('its calls in this order', () => question.listByValue!(query, share.signal));
        if ('kept' in page) throw notKeptWhole(provider.key, order.field, page.kept);
        if (limit === 0 || from === null || page.isAtEnd) return { ...page, calls: limit === 0 ? [] : page.calls };
        // Calls at and before the place came as well: as many more are wanted.
        const lead = countThrough(page.calls, from, order, { inclusive: false });
        if (lead === 0) return page;
        const more = await share.ask('its calls in this order', () =>
          question.listByValue!({ ...query, limit: limit + lead }, share.signal),
        );
        return 'kept' in more ? page : more;
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        return { calls: [], isAtEnd: true, asOf: Infinity, problems: [error] };
      }
    }),
  );
  return {
    calls: pages.flatMap(({ calls }) => calls),
    hasMore: pages.some(({ isAtEnd, calls }) => !isAtEnd && calls.length < limit),
    asOf: pages.reduce((least, { asOf }) => Math.min(least, asOf), Infinity),
    problems: pages.flatMap(({ problems }) => problems),
  };
}

async function countParts(
  { deadlines }: ValueRequest,
  parts: readonly PagePart[],
  signal: AbortSignal,
): Promise<TimelinePage['totalCount']> {
  const counts = await Promise.all(
    parts.map(async ({ provider, question, range }) => {
      const share = deadlines.share(provider, signal);
      return share.ask('the number of its calls', () => question.count(range, share.signal)).catch(asAnswer);
    }),
  );
  return counts.reduce<TimelinePage['totalCount']>(
    (sum, count) => (typeof sum !== 'number' ? sum : typeof count === 'number' ? sum + count : count),
    0,
  );
}

const compareIn = ({ field, direction }: ValueOrder): ((a: CallSession, b: CallSession) => number) => {
  const ascending = compareByValue(field);
  return direction === 'ASC' ? ascending : (a, b) => ascending(b, a);
};

/** How many calls, of a list in reading order, do not lie beyond a place. */
const countThrough = (
  calls: readonly CallSession[],
  place: ValuePlace,
  order: ValueOrder,
  how: { inclusive: boolean },
): number => countBy(calls, (call) => comparePlace(call, place, order), how);

/** Below zero: before the place in reading order. Null where a cut id leaves that open. */
function comparePlace(call: CallSession, place: ValuePlace, { field, direction }: ValueOrder): number | null {
  const byValue = orderValue(valueOf(call, field)) - orderValue(place.value);
  if (byValue !== 0) return direction === 'ASC' ? byValue : -byValue;
  return compareToPlace(call, place, direction);
}

const toEdge = (call: CallSession, order: ValueOrder): TimelineEdge => ({
  call,
  cursor: writeValueCursor(order, { ...placeOf(call), value: valueOf(call, order.field) }),
});

const notKept = (key: string, field: ValueOrderField, undecided: readonly string[]): OrderError =>
  new OrderError(
    undecided.length > 0
      ? `The calls of ${key} can be ordered by ${field} where they are kept, and what is kept does not tell which of them pass ${undecided.join(', ')}. Leave these out.`
      : `Calls are ordered by ${field} where they are kept, and nothing is kept of ${key}. Order by STARTED_AT, or leave it out of \`providers\`.`,
  );

function notKeptWhole(key: string, field: ValueOrderField, kept: TimeRange | null): OrderError {
  const span = kept && [kept.from, kept.to].map((instant) => new Date(instant).toISOString()).join(' to ');
  return new OrderError(
    `Calls are ordered by ${field} over a range that is kept whole. Of ${key}, ` +
      (span === null ? 'nothing of this range is kept yet.' : `this range is kept from ${span}.`) +
      ' Ask for a range within that in filter.startedAt, or order by STARTED_AT.',
  );
}
