import type { OrderDirection } from '../domain/call-session.ts';
import type { ValueOrderField } from '../domain/value-order.ts';
import { createJoinParts, joinPage } from '../loaders/join-page.ts';
import type { JoinedCall } from '../loaders/joined-call.ts';
import { readPageSize } from '../timeline/page-size.ts';
import { builder } from './builder.ts';
import { type CallSessionFilter, CallSessionFilterRef, readCallSessionFilter } from './call-session-filter.ts';
import { CallSessionOrderRef } from './call-session-order.ts';
import { CallSessionRef } from './call-session.ts';
import { type ConnectionArgs, type DatedConnection, connectionArgs, createDatedConnectionType } from './connection.ts';
import type { GraphContext } from './context.ts';
import { asks } from './demand.ts';
import { answerPartly } from './partial-answer.ts';
import type { PageOfCalls } from './offset-page.ts';
import { type CallPlan, planCalls } from './plan-calls.ts';
import { type ReadingDemands, demandArgs, readDemands } from './reading-demands.ts';
import { type Selected, readSelected } from './selected.ts';

export const CallSessionConnectionRef = createDatedConnectionType(CallSessionRef, {
  item: 'call',
  items: 'calls',
  isCounted: true,
});

builder.queryField('callSessions', (t) =>
  t.field({
    scope: 'calls:read',
    type: CallSessionConnectionRef,
    nullable: false,
    extensions: asks('calls'),
    description:
      'The calls of all providers as one timeline. A provider that cannot answer takes only its own calls away: see isComplete and problems.',
    args: {
      ...connectionArgs,
      ...demandArgs,
      filter: t.arg({ type: CallSessionFilterRef, description: 'Which calls are wanted.' }),
      orderBy: t.arg({
        type: CallSessionOrderRef,
        defaultValue: { field: 'STARTED_AT', direction: 'DESC' },
        description: 'Newest first when left out.',
      }),
    },
    async resolve(_root, args, context, info) {
      const filter = await readCallSessionFilter(args.filter, context);
      const demands = readDemands(args, context, info);
      const order = args.orderBy ?? NEWEST_FIRST;
      return readTimeline({ filter, args, demands, order }, readSelected(info, context), context);
    },
  }),
);

/** A page of a timeline as a connection field asks for it. */
type TimelineQuestion = {
  readonly filter: CallSessionFilter;
  readonly args: ConnectionArgs;
  readonly demands: ReadingDemands;
  readonly order: TimelineOrder;
};

/** What a timeline is ordered by. */
type TimelineOrder = {
  readonly field: 'STARTED_AT' | ValueOrderField;
  readonly direction: OrderDirection;
};

/** The order of whoever names none. */
export const NEWEST_FIRST: TimelineOrder = { field: 'STARTED_AT', direction: 'DESC' };

/** Reads a page with what the query selects of it, joins included. */
export async function readTimeline(
  { filter, args, demands, order }: TimelineQuestion,
  selected: Selected,
  context: GraphContext,
): Promise<DatedConnection<JoinedCall>> {
  const plan = planCalls({ sessions: [rowsOf(selected)] });
  const pageInfo = selected.below('pageInfo');
  const request = {
    ...sizeOf(args, selected, context),
    ...requestFor(filter, plan, demands, context),
    wantsHasNextPage: pageInfo.has('hasNextPage'),
    wantsHasPreviousPage: pageInfo.has('hasPreviousPage'),
    wantsTotal: selected.has('totalCount'),
  };
  const { field, direction } = order;
  const page = await (field === 'STARTED_AT'
    ? context.timeline.readPage({ ...request, direction }, context.signal)
    : context.timeline.readValuePage({ ...request, order: { field, direction } }, context.signal));
  return showCalls(page, filter.problems, plan, demands);
}

/** What every page asks of a timeline, whatever is shown of its calls. */
export const requestFor = (
  { filters, range }: CallSessionFilter,
  plan: CallPlan,
  { viewOf, age, requireComplete, loaders }: ReadingDemands,
  { deadlines }: GraphContext,
) => ({
  queries: [...filters].map(([provider, filter]) => ({
    provider: viewOf(provider),
    filter,
    selection: plan.selectionFor(provider.kind),
  })),
  ...{ range, age, requireComplete, deadlines, joinParts: createJoinParts(loaders) },
});

/** Joins to the calls of a page what is read of them. `problems` are those of the filter. */
export async function showCalls(
  page: PageOfCalls,
  problems: CallSessionFilter['problems'],
  plan: CallPlan,
  demands: ReadingDemands,
): Promise<DatedConnection<JoinedCall>> {
  const joined = await joinPage(
    page.edges.map(({ call }) => call),
    plan.joins,
    demands.loaders,
  );
  return answerPartly(demands, {
    edges: page.edges.map((edge) => ({ node: joined.of(edge.call), cursor: () => edge.cursor })),
    pageInfo: page,
    problems: [...problems, ...page.problems, ...joined.problems],
    totalCount: problems.length === 0 ? page.totalCount : null,
    asOf: page.asOf,
  });
}

/** What a query selects of the items of a connection, with or without edges. */
export const rowsOf = (selected: Selected): Selected =>
  selected.below('nodes').or(selected.below('edges').below('node'));

/** A query for totalCount alone needs no page; its arguments are checked all the same. */
function sizeOf(args: ConnectionArgs, selected: Selected, context: GraphContext): ConnectionArgs {
  if (selected.names.some((name) => name !== 'totalCount')) return args;
  readPageSize(args, context.pageSizes);
  return { ...args, first: 0, last: null };
}
