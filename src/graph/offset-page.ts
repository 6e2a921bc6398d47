import type { CallFilter } from '../domain/call-filter.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { OrderDirection } from '../domain/call-session.ts';
import { type Instant, SECOND_MS, ceilToSecond, floorToSecond } from '../time/instant.ts';
import { ProviderError } from '../domain/provider-error.ts';
import {
  type OffsetPage,
  type Provider,
  type ProviderOrderField,
  type Question,
  capabilitiesOf,
} from '../domain/provider.ts';
import { readOffsetCursor, writeOffsetCursor } from '../timeline/cursor.ts';
import { readPageSize } from '../timeline/page-size.ts';
import type { TimelinePage } from '../timeline/timeline-page.ts';
import type { ConnectionArgs } from './connection.ts';
import type { GraphContext } from './context.ts';
import { createGraphError } from './graph-error.ts';

/** A page of one provider's calls in an order of its vendor's, as a connection field asks for it. */
type OffsetQuestion = {
  readonly provider: Provider;
  readonly filter: CallFilter;
  readonly range: { readonly from?: number; readonly to?: number };
  readonly order: { readonly field: ProviderOrderField; readonly direction: OrderDirection };
  readonly selection: CallSelection;
  readonly args: ConnectionArgs;
};

/** A page of calls, from a timeline or in an order of the vendor's. */
export type PageOfCalls = Omit<TimelinePage, 'isComplete' | 'passedOver'>;

/**
 * Reads a page over the vendor's own offsets. It pages as the vendor does: calls that come or go while somebody pages
 * shift the rest.
 */
export async function readOffsetPage(asked: OffsetQuestion, context: GraphContext): Promise<PageOfCalls> {
  const { provider, order } = asked;
  const askedAt = context.now();
  const question = provider.prepare(asked.filter, asked.selection);
  const { listByOffset } = question;
  if (!listByOffset || provider.offsetOrders?.includes(order.field) !== true)
    throw unsupportedOrder(provider, order.field);
  refuseResidualFilter(asked, question);
  const { size, isBackward } = readPageSize(asked.args, context.pageSizes);
  const [from, to] = readEnds(asked);
  if (question.matchesNothing) return toPage(asked, askedAt, 0, 0, { rows: [], total: 0 });
  if (size === 0) return toPage(asked, askedAt, 0, 0, { rows: [], total: null });
  const share = context.deadlines.share(provider, context.signal);
  const range = rangeOf(asked, context);
  try {
    const end = to ?? (isBackward ? await countAll(asked, question, range, context) : Infinity);
    const offset = isBackward ? Math.max(from, end - size) : from;
    const limit = Math.min(size, end - offset);
    if (limit <= 0) return toPage(asked, askedAt, offset, 0, { rows: [], total: null });
    const page = await share.ask('a page of its calls', () =>
      listByOffset({ range, order, offset, limit }, share.signal),
    );
    return toPage(asked, askedAt, offset, limit, page);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return toPage(asked, askedAt, from, 0, { rows: [], total: null, problems: [error] });
  }
}

/** Offsets count the vendor's rows: what it does not filter itself cannot be taken out of them. */
function refuseResidualFilter({ provider, order }: OffsetQuestion, { matchesNothing, left }: Question): void {
  if (matchesNothing || left.length === 0) return;
  throw createGraphError(
    'UNSUPPORTED_FILTER',
    `${provider.key} cannot filter by ${left.join(', ')} while it orders by ${order.field}. Order by STARTED_AT, or leave these out.`,
  );
}

/** Rows in front of the page, and rows up to where it must end. */
function readEnds({ provider, order, args }: OffsetQuestion): readonly [from: number, to: number | null] {
  const read = (cursor: string): number => readOffsetCursor(cursor, order, provider.key);
  return [args.after == null ? 0 : read(args.after), args.before == null ? null : read(args.before) - 1];
}

function rangeOf({ range, provider }: OffsetQuestion, context: GraphContext) {
  const now = floorToSecond(context.now()) + SECOND_MS;
  return { from: ceilToSecond(range.from ?? provider.historySince()), to: ceilToSecond(range.to ?? now) };
}

async function countAll(
  { provider, order }: OffsetQuestion,
  question: Question,
  range: { readonly from: number; readonly to: number },
  context: GraphContext,
): Promise<number> {
  const share = context.deadlines.share(provider, context.signal);
  const count = await share.ask('the number of its calls', () => question.count(range, share.signal));
  if (count !== null) return count;
  throw createGraphError(
    'UNSUPPORTED_ORDER',
    `${provider.key} does not say how many calls it has, so its list by ${order.field} has no end to count from: use \`first\`.`,
  );
}

function toPage(
  { provider, order }: OffsetQuestion,
  askedAt: Instant,
  offset: number,
  limit: number,
  { rows, total, problems = [] }: OffsetPage,
): PageOfCalls {
  // Rows that could not be read still have their place: the page ends where it was to end.
  const end = total === null ? offset + rows.length : Math.min(offset + limit, total);
  const cursorAt = (position: number): string => writeOffsetCursor(order, provider.key, position);
  const hasRows = rows.length > 0 && end > offset;
  return {
    edges: rows.flatMap((call, index) => (call === null ? [] : [{ call, cursor: cursorAt(offset + index + 1) }])),
    hasNextPage: total === null ? hasRows && rows.length === limit : end < total,
    hasPreviousPage: offset > 0,
    startCursor: hasRows ? cursorAt(offset + 1) : null,
    endCursor: hasRows ? cursorAt(end) : null,
    totalCount: total,
    asOf: rows.reduce((least, row) => Math.min(least, row?.readAt ?? least), askedAt),
    problems,
  };
}

function unsupportedOrder(provider: Provider, field: ProviderOrderField) {
  const known = capabilitiesOf(provider).orderFields.join(', ');
  return createGraphError(
    'UNSUPPORTED_ORDER',
    `${provider.key} cannot order its calls by ${field}; it can by ${known}.`,
  );
}
