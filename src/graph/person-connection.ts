import { type Person, comparePlaces, placeOf } from '../domain/people.ts';
import { builder } from './builder.ts';
import { connectionArgs, createConnectionType } from './connection.ts';
import { asks } from './demand.ts';
import type { ListOrder } from './list-page.ts';
import { PersonRef } from './person.ts';
import { createWordTest, readDirectory } from './read-directory.ts';
import { readSelected } from './selected.ts';

const PersonFilterRef = builder.inputType('PersonFilter', {
  description: 'Which people are wanted.',
  fields: (t) => ({
    search: t.string({
      description:
        'Words, in any order, each of them somewhere in a name, an e-mail address or an internal number that they have at any phone system. ' +
        'Upper and lower case are the same.',
    }),
  }),
});

const PersonConnectionRef = createConnectionType(PersonRef, { item: 'person', items: 'people' });

const BY_NAME: ListOrder<Person> = { name: 'people', partsOf: placeOf, compare: comparePlaces };

builder.queryField('people', (t) =>
  t.field({
    scope: 'calls:read',
    type: PersonConnectionRef,
    nullable: false,
    extensions: asks('directory'),
    description:
      'Everybody who answers or makes calls, each human once over all phone systems, by name. A directory that cannot be read takes its ' +
      'agents away, and with them who is nobody elsewhere.',
    args: { ...connectionArgs, filter: t.arg({ type: PersonFilterRef, description: 'Which people are wanted.' }) },
    resolve(_root, args, context, info) {
      const hasWords = createWordTest(args.filter?.search);
      const load = async () => {
        const { inOrder, problems } = await context.loaders.people();
        return { items: inOrder.filter((person) => hasWords(textsOf(person))), problems };
      };
      return readDirectory(BY_NAME, load, args, readSelected(info, context), context);
    },
  }),
);

const textsOf = ({ displayName, agents }: Person): (string | null | undefined)[] => [
  displayName,
  ...agents.flatMap((agent) => [agent.displayName, agent.email, agent.extension]),
];
