import type { Agent } from '../domain/agent.ts';
import { compareText } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import { everyAgentOf } from '../loaders/index.ts';
import { readPageSize } from '../timeline/page-size.ts';
import { AgentRef, type KnownAgent } from './agent.ts';
import { builder } from './builder.ts';
import { type Connection, type ConnectionArgs, connectionArgs, createConnectionType } from './connection.ts';
import type { GraphContext } from './context.ts';
import { asks } from './demand.ts';
import { type ListOrder, cutPage, readPlaces } from './list-page.ts';
import { loadPart } from './part-of.ts';
import { answerPartly } from './partial-answer.ts';
import { ProviderRef, providerOfArgument } from './provider.ts';
import { type Selected, readSelected } from './selected.ts';

const AgentFilterRef = builder.inputType('AgentFilter', {
  description: 'Which agents are wanted. Different fields: and.',
  fields: (t) => ({
    providers: t.idList({
      description: 'Keys of the providers whose directories are read, as Provider.key has them; all when left out.',
    }),
    search: t.string({
      description:
        'Words, in any order, each of them somewhere in the name, the e-mail address or the internal number. Upper and lower case are the same.',
    }),
    isActive: t.boolean({ description: 'Whether they still work with the phone system.' }),
  }),
});

type AgentFilterInput = typeof AgentFilterRef.$inferInput;

const AgentConnectionRef = createConnectionType(AgentRef, { item: 'agent', items: 'agents' });

builder.queryField('agents', (t) =>
  t.field({
    scope: 'calls:read',
    type: AgentConnectionRef,
    nullable: false,
    extensions: asks('agents'),
    description: 'The people of all providers, by provider key, then native id.',
    args: { ...connectionArgs, filter: t.arg({ type: AgentFilterRef, description: 'Which agents are wanted.' }) },
    resolve: (_root, args, context, info) =>
      loadPart(() => {
        const keys = args.filter?.providers ?? context.providers.keys();
        const providers = new Set([...keys].map((key) => providerOfArgument(key, context)));
        return readAgents([...providers], args, args.filter ?? {}, readSelected(info, context), context);
      }),
  }),
);

builder.objectField(ProviderRef, 'agents', (t) =>
  t.field({
    type: AgentConnectionRef,
    extensions: asks('agents'),
    description: 'Its directory, by native id.',
    args: connectionArgs,
    resolve: (provider, args, context, info) =>
      loadPart(() => readAgents([provider], args, {}, readSelected(info, context), context)),
  }),
);

const BY_KEY_AND_ID: ListOrder<KnownAgent> = {
  name: 'agents',
  partsOf: ({ provider, nativeId }) => [provider, nativeId],
  compare: ([keyA = '', idA = ''], [keyB = '', idB = '']) => compareText(keyA, keyB) || compareText(idA, idB),
};

/** Directories come whole, so a page is cut here; a directory that fails takes only its own agents away. */
async function readAgents(
  providers: readonly Provider[],
  args: ConnectionArgs,
  filter: AgentFilterInput,
  selected: Selected,
  context: GraphContext,
): Promise<Connection<KnownAgent>> {
  const pageSize = readPageSize(args, context.pageSizes);
  // A page that is asked for wrongly asks nobody.
  const places = readPlaces(BY_KEY_AND_ID, args);
  // An empty page costs nothing, unless somebody counts.
  const asked = pageSize.size === 0 && !selected.has('totalCount') ? [] : providers;
  const inOrder = asked.toSorted((a, b) => compareText(a.key, b.key));
  const directories = await Promise.all(inOrder.map(({ key }) => context.loaders.agentLists.part(everyAgentOf(key))));
  const problems = directories.filter((directory) => directory instanceof ProviderError);
  const agents = directories.flatMap((directory) => (directory instanceof ProviderError ? [] : (directory ?? [])));
  const matching: readonly KnownAgent[] = agents.filter((agent) => matchesAgentFilter(agent, filter));
  return answerPartly(
    { requireComplete: context.refusesPartial },
    {
      ...cutPage(matching, BY_KEY_AND_ID, places, pageSize),
      problems,
      totalCount: problems.length === 0 ? matching.length : null,
    },
  );
}

/** Whether an agent passes a filter; its providers were chosen before. */
function matchesAgentFilter(agent: Agent, filter: AgentFilterInput): boolean {
  if (filter.isActive != null && agent.isActive !== filter.isActive) return false;
  const words = filter.search?.toLowerCase().match(/\S+/g) ?? [];
  const texts = [agent.displayName, agent.email, agent.extension].map((text) => text?.toLowerCase());
  return words.every((word) => texts.some((text) => text?.includes(word)));
}
