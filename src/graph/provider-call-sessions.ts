import type { Provider, Question } from '../domain/provider.ts';
import { withAgents } from '../domain/with-agents.ts';
import { isOffsetCursor } from '../timeline/cursor.ts';
import { OrderError } from '../timeline/value-page.ts';
import { AgentRef } from './agent.ts';
import { builder } from './builder.ts';
import { CallSessionConnectionRef, NEWEST_FIRST, readTimeline, rowsOf, showCalls } from './call-session-connection.ts';
import {
  type CallSessionFilter,
  type CallSessionFilterInput,
  CallSessionFilterRef,
  idsAtEach,
  readCallSessionFilter,
} from './call-session-filter.ts';
import { CallSessionOrderRef, ProviderCallSessionOrderRef } from './call-session-order.ts';
import { connectionArgs } from './connection.ts';
import type { GraphContext } from './context.ts';
import { asks } from './demand.ts';
import { readOffsetPage } from './offset-page.ts';
import { planCalls } from './plan-calls.ts';
import { ProviderRef, providerOfRow } from './provider.ts';
import { demandArgs, readDemands } from './reading-demands.ts';
import { readSelected } from './selected.ts';
import { PersonRef } from './person.ts';

builder.objectField(ProviderRef, 'callSessions', (t) =>
  t.field({
    type: CallSessionConnectionRef,
    extensions: asks('calls'),
    description:
      'The calls of this provider alone: also in the orders its vendor can sort by, page by page as the vendor pages.',
    args: {
      ...connectionArgs,
      ...demandArgs,
      filter: t.arg({ type: CallSessionFilterRef, description: 'Which of its calls are wanted.' }),
      orderBy: t.arg({
        type: ProviderCallSessionOrderRef,
        defaultValue: { field: 'STARTED_AT', direction: 'DESC' },
        description:
          'Newest first when left out. By DURATION where the range is not kept whole, and by COST, a walk is only as steady as its vendor: calls that come meanwhile shift the rest, ' +
          'and calls of the same length or cost stand in no fixed order, so that one may come twice and another not at all.',
      }),
    },
    async resolve(provider, args, context, info) {
      const filter = await filterFor(provider, args.filter, context);
      const { field = 'STARTED_AT', direction = 'DESC' } = args.orderBy ?? {};
      const selected = readSelected(info, context);
      const asked = readDemands(args, context, info);
      if (field === 'STARTED_AT')
        return readTimeline({ filter, args, demands: asked, order: { field, direction } }, selected, context);
      const once = preparedOnce(asked.viewOf(provider));
      const demands = { ...asked, viewOf: () => once };
      const byOffset = async () => {
        const plan = planCalls({ sessions: [rowsOf(selected)] });
        const selection = plan.selectionFor(provider.kind);
        const own = filter.filters.get(provider) ?? { kind: [] };
        const question = {
          provider: once,
          filter: own,
          range: filter.range,
          order: { field, direction },
          selection,
          args,
        };
        return showCalls(await readOffsetPage(question, context), filter.problems, plan, demands);
      };
      const cursors = [args.after, args.before].filter((cursor) => cursor != null);
      if (field !== 'DURATION' || cursors.some(isOffsetCursor)) return byOffset();
      try {
        return await readTimeline({ filter, args, demands, order: { field, direction } }, selected, context);
      } catch (error) {
        // What is not kept is asked of the vendor, unless the walk began in what is kept.
        if (!(error instanceof OrderError) || cursors.length > 0) throw error;
        return byOffset();
      }
    },
  }),
);

const callsOfSomebodyArgs = builder.args((t) => ({
  ...connectionArgs,
  ...demandArgs,
  filter: t.field({ type: CallSessionFilterRef, description: 'Which of their calls are wanted.' }),
  orderBy: t.field({ type: CallSessionOrderRef, description: 'Newest first when left out.' }),
}));

/** What is asked of each provider, and one of these agents took part. */
const ofAgents = (
  filters: CallSessionFilter['filters'],
  idsAt: (provider: Provider) => readonly string[],
): CallSessionFilter['filters'] =>
  new Map([...filters].map(([provider, filter]) => [provider, withAgents(filter, idsAt(provider))]));

builder.objectField(AgentRef, 'callSessions', (t) =>
  t.field({
    type: CallSessionConnectionRef,
    extensions: asks('agent-calls'),
    description: 'The calls this agent took part in.',
    args: callsOfSomebodyArgs,
    async resolve(agent, args, context, info) {
      const provider = providerOfRow(agent, context);
      const asked = await filterFor(provider, args.filter, context);
      const filter = { ...asked, filters: ofAgents(asked.filters, () => [agent.nativeId]) };
      const order = args.orderBy ?? NEWEST_FIRST;
      const demands = readDemands(args, context, info);
      return readTimeline({ filter, args, demands, order }, readSelected(info, context), context);
    },
  }),
);

/** A provider whose question is compiled once, also where what is kept cannot answer it and the vendor is asked after all. */
function preparedOnce(provider: Provider): Provider {
  let question: Question | null = null;
  return { ...provider, prepare: (filter, selection) => (question ??= provider.prepare(filter, selection)) };
}

/** A filter as it applies to one provider; without the provider, where the filter names others. */
async function filterFor(
  provider: Provider,
  input: CallSessionFilterInput | null | undefined,
  context: GraphContext,
): Promise<CallSessionFilter> {
  const { range, filters, problems } = await readCallSessionFilter(input, context);
  const own = filters.get(provider);
  return {
    range,
    filters: new Map(own ? [[provider, own]] : []),
    problems: own ? problems.filter((problem) => problem.provider === provider.key) : [],
  };
}

builder.objectField(PersonRef, 'callSessions', (t) =>
  t.field({
    type: CallSessionConnectionRef,
    extensions: asks('person-calls'),
    description:
      'The calls this person took part in, whichever of their agents it was, of all phone systems as one timeline.',
    args: callsOfSomebodyArgs,
    async resolve(person, args, context, info) {
      const [{ range, filters }, { problems }] = await Promise.all([
        readCallSessionFilter(args.filter, context),
        context.loaders.people(),
      ]);
      const keys = new Set([...filters.keys()].map(({ key }) => key));
      const filter = {
        range,
        filters: ofAgents(filters, idsAtEach(person.agents)),
        // At a phone system whose directory could not be read, they may be somebody too.
        problems: problems.filter(({ provider }) => keys.has(provider)),
      };
      const order = args.orderBy ?? NEWEST_FIRST;
      const demands = readDemands(args, context, info);
      return readTimeline({ filter, args, demands, order }, readSelected(info, context), context);
    },
  }),
);
