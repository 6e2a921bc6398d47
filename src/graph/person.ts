import { GraphQLEmailAddress } from 'graphql-scalars';
import { type Person, type PersonKey, personOfAgent } from '../domain/people.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { Loaders } from '../loaders/index.ts';
import { AgentRef, type ShownAgent } from './agent.ts';
import { builder } from './builder.ts';
import { asks } from './demand.ts';
import { personId } from './global-id.ts';
import { NodeRef, idField } from './node.ts';
import { readAs } from './scalars.ts';

export const PersonRef = builder.objectRef<Person>('Person').implement({
  scope: 'calls:read',
  description:
    'One human over all phone systems: agents with the same e-mail address in whatever case, and those that the `people` of the settings ' +
    'name together. Whoever has no address is a person of their own, also one whom only kept calls name.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, personId, 'Global id, as CallSessionFilter.personIds takes it.'),
    displayName: t.exposeString('displayName', {
      description: 'Their name: as the settings have it, or else the first that a phone system shows.',
    }),
    email: t.field({
      type: 'EmailAddress',
      description: 'Their e-mail address, as the first phone system that has one spells it.',
      resolve: ({ email }) => readAs(GraphQLEmailAddress, email),
    }),
    agents: t.field({
      type: [AgentRef],
      nullable: false,
      description:
        'Who they are at each phone system, by provider key, then native id. An agent of one that cannot be asked now may be missing: the ' +
        '`problems` of `people` say so.',
      resolve: ({ agents }): readonly ShownAgent[] => agents,
    }),
  }),
});

builder.objectField(AgentRef, 'person', (t) =>
  t.field({
    type: PersonRef,
    extensions: asks('people'),
    description: 'The human who this is, with all that they are at other phone systems.',
    resolve: (agent, _args, context) => loadPersonOf(agent, context.loadersForRest()),
  }),
);

/** The person of a key, also of one that nobody lists; null where there is none. Throws where that cannot be known. */
export async function loadPerson(key: PersonKey, loaders: Loaders): Promise<Person | null> {
  const people = await loaders.people();
  const found = people.find(key);
  if (found) return found;
  if (key.by === 'agent') {
    const agent = await loaders.agents.load(key);
    return agent && personOfKnown(agent, people);
  }
  const problem: ProviderError | undefined = people.problems[0];
  if (problem) throw problem;
  return null;
}

async function loadPersonOf(agent: ShownAgent, loaders: Loaders): Promise<Person> {
  const people = await loaders.people();
  const { provider, nativeId } = agent;
  const found = people.find({ by: 'agent', provider, nativeId });
  if (found) return found;
  // Nobody lists them. Where their directory could not be read, they may be in it all the same.
  const isUnread = people.problems.some((problem) => problem.provider === provider);
  const known = isUnread ? await loaders.agents.load(agent) : null;
  return personOfKnown(known ?? agent, people);
}

/** Somebody whom no directory lists may have the address of somebody else. */
function personOfKnown(agent: ShownAgent, people: Awaited<ReturnType<Loaders['people']>>): Person {
  const own = personOfAgent(agent);
  return people.find(own.key) ?? own;
}
