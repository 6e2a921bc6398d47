import type { Agent } from '../domain/agent.ts';
import type { Provider } from '../domain/provider.ts';
import { AgentRef, type ShownAgent } from './agent.ts';
import { builder } from './builder.ts';
import { type Connection, type ConnectionArgs, connectionArgs, createConnectionType } from './connection.ts';
import type { GraphContext } from './context.ts';
import { asks } from './demand.ts';
import { ProviderRef } from './provider.ts';
import { createWordTest, providersOf, readDirectories } from './read-directory.ts';
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
    extensions: asks('directory'),
    description: 'The people of all providers, by provider key, then native id.',
    args: { ...connectionArgs, filter: t.arg({ type: AgentFilterRef, description: 'Which agents are wanted.' }) },
    resolve(_root, args, context, info) {
      const providers = providersOf(args.filter?.providers, context);
      return readAgents(providers, args, args.filter ?? {}, readSelected(info, context), context);
    },
  }),
);

builder.objectField(ProviderRef, 'agents', (t) =>
  t.field({
    type: AgentConnectionRef,
    extensions: asks('directory'),
    description: 'Its directory, by native id.',
    args: connectionArgs,
    resolve: (provider, args, context, info) => readAgents([provider], args, {}, readSelected(info, context), context),
  }),
);

function readAgents(
  providers: Iterable<Provider>,
  args: ConnectionArgs,
  { search, isActive }: AgentFilterInput,
  selected: Selected,
  context: GraphContext,
): Promise<Connection<ShownAgent>> {
  const hasWords = createWordTest(search);
  const isWanted = (agent: Agent): boolean =>
    (isActive == null || agent.isActive === isActive) && hasWords([agent.displayName, agent.email, agent.extension]);
  return readDirectories('agents', providers, isWanted, args, selected, context);
}
