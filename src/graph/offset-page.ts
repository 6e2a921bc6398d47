import { type CallFilter, fieldsOf } from '../domain/call-filter.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { CallSession, OrderDirection } from '../domain/call-session.ts';
import { SECOND_MS, ceilToSecond, floorToSecond } from '../time/instant.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { OffsetPage, Provider, ProviderOrderField } from '../domain/provider.ts';
import { readOffsetCursor, writeOffsetCursor } from '../timeline/cursor.ts';
import { readPageSize } from '../timeline/page-size.ts';
import type { ConnectionArgs } from './connection.ts';
import type { GraphContext } from './context.ts';
import { createGraphError } from './graph-error.ts';
import type { PageInfo } from './page-info.ts';

/** A page of one provider's calls in an order of its vendor's, as a connection field asks for it. */
export type OffsetQuestion = {
  readonly provider: Provider;
  readonly filter: CallFilter;
  readonly range: { readonly from?: number; readonly to?: number };
  readonly order: { readonly field: ProviderOrderField; readonly direction: OrderDirection };
  readonly selection: CallSelection;
  readonly args: ConnectionArgs;
};

/** A page of calls in an order of the vendor's. */
export type CallsByOffset = {
  readonly calls: readonly CallSession[];
  readonly cursorOf: (index: number) => string;
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
  readonly problems: readonly ProviderError[];
};

/**
 * Reads a page over the vendor's own offsets. It pages as the vendor does: calls that come or go while somebody pages
 * shift the rest.
 */
export async function readOffsetPage(question: OffsetQuestion, context: GraphContext): Promise<CallsByOffset> {
  const { provider, order } = question;
  const list = provider.listCallsByOffset;
  if (!list || !provider.capabilities.orderFields.includes(order.field)) throw unsupportedOrder(provider, order.field);
  const isEmpty = refuseResidualFilter(question);
  const { size, isBackward } = readPageSize(question.args, context.pageSizes);
  const [from, to] = readEnds(question);
  if (isEmpty || size === 0) return toPage(question, 0, 0, { rows: [], total: isEmpty ? 0 : null });
  const share = context.deadlines.share(provider, context.signal);
  const query = { ...question, range: rangeOf(question, context) };
  try {
    const end = to ?? (isBackward ? await countAll(question, query.range, context) : Infinity);
    const offset = isBackward ? Math.max(from, end - size) : from;
    const limit = Math.min(size, end - offset);
    if (limit <= 0) return toPage(question, offset, 0, { rows: [], total: null });
    const page = await share.ask('a page of its calls', () => list({ ...query, offset, limit }, share.signal));
    return toPage(question, offset, limit, page);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return toPage(question, from, 0, { rows: [], total: null, problems: [error] });
  }
}

/** Offsets count the vendor's rows: what it does not filter itself cannot be taken out of them. True: nothing matches. */
function refuseResidualFilter({ provider, filter, order }: OffsetQuestion): boolean {
  const plan = provider.planFilter(filter);
  const rest = fieldsOf(filter).filter((field) => !plan.applied.has(field));
  if (plan.matchesNothing) return true;
  if (rest.length === 0) return false;
  throw createGraphError(
    'UNSUPPORTED_FILTER',
    `${provider.key} cannot filter by ${rest.join(', ')} while it orders by ${order.field}. Order by STARTED_AT, or leave these out.`,
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
  { provider, filter, order }: OffsetQuestion,
  range: { readonly from: number; readonly to: number },
  context: GraphContext,
): Promise<number> {
  const share = context.deadlines.share(provider, context.signal);
  const count = await share.ask('the number of its calls', () => provider.countCalls(range, filter, share.signal));
  if (count !== null) return count;
  throw createGraphError(
    'UNSUPPORTED_ORDER',
    `${provider.key} does not say how many calls it has, so its list by ${order.field} has no end to count from: use \`first\`.`,
  );
}

function toPage(
  { provider, order }: OffsetQuestion,
  offset: number,
  limit: number,
  { rows, total, problems = [] }: OffsetPage,
): CallsByOffset {
  // Rows that could not be read still have their place: the page ends where it was to end.
  const end = total === null ? offset + rows.length : Math.min(offset + limit, total);
  const cursorAt = (position: number): string => writeOffsetCursor(order, provider.key, position);
  const hasRows = rows.length > 0 && end > offset;
  const places = rows.flatMap((call, index) => (call === null ? [] : [offset + index + 1]));
  return {
    calls: rows.filter((call) => call !== null),
    cursorOf: (index) => cursorAt(places[index] ?? end),
    pageInfo: {
      hasNextPage: total === null ? hasRows && rows.length === limit : end < total,
      hasPreviousPage: offset > 0,
      startCursor: hasRows ? cursorAt(offset + 1) : null,
      endCursor: hasRows ? cursorAt(end) : null,
    },
    totalCount: total,
    problems,
  };
}

function unsupportedOrder(provider: Provider, field: ProviderOrderField) {
  const known = provider.capabilities.orderFields.join(', ');
  return createGraphError(
    'UNSUPPORTED_ORDER',
    `${provider.key} cannot order its calls by ${field}; it can by ${known}.`,
  );
}
