import { GraphQLEmailAddress } from 'graphql-scalars';
import type { Agent, AgentMention } from '../domain/agent.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { agentId } from './global-id.ts';
import { NodeRef, idField } from './node.ts';
import { providerField } from './provider.ts';
import { readAs } from './scalars.ts';

/** An agent as far as known, and what stood in the way of knowing more. */
export type ShownAgent = AgentMention & { readonly problem?: ProviderError | null };

export const AgentRef = builder.objectRef<ShownAgent>('Agent').implement({
  scope: 'calls:read',
  description:
    'A person who answers or makes calls. An agent that the directory no longer has keeps the id, and the name the call carried.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, agentId, 'Global id, as CallSessionFilter.agentIds takes it.'),
    provider: providerField(t, 'In whose directory.', (agent) => agent),
    nativeId: t.exposeID('nativeId', { nullable: false, description: "The provider's own id." }),
    displayName: t.string({
      description: 'Their name, as the phone system shows it.',
      resolve: (agent, _args, context) => entryOf(agent, 'displayName', context),
    }),
    email: t.field({
      type: 'EmailAddress',
      description: 'Their e-mail address; null also where the phone system has a text that is none.',
      resolve: (agent, _args, context) => {
        const email = entryOf(agent, 'email', context);
        return email instanceof Promise ? email.then(readEmail) : readEmail(email);
      },
    }),
    extension: t.string({
      description: 'Their internal number.',
      resolve: (agent, _args, context) => entryOf(agent, 'extension', context),
    }),
    isActive: t.boolean({
      description: 'Whether they still work with this phone system; null where it does not say.',
      resolve: (agent, _args, context) => entryOf(agent, 'isActive', context),
    }),
  }),
});

const readEmail = (email: string | null): string | null => readAs(GraphQLEmailAddress, email);

/** What the row or the page's joins already know of an agent, or else the provider's directory. */
function entryOf<Field extends 'displayName' | 'email' | 'extension' | 'isActive'>(
  agent: ShownAgent,
  field: Field,
  context: GraphContext,
): Agent[Field] | Promise<Agent[Field] | null> {
  const known = (agent as Partial<Agent>)[field];
  if (known !== undefined) return known;
  if (agent.problem) throw agent.problem;
  return context
    .loadersForRest()
    .agents.load(agent)
    .then((entry) => entry?.[field] ?? null);
}
