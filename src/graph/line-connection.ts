import type { Line } from '../domain/line.ts';
import { readPhoneNumber } from '../domain/phone-number.ts';
import { builder } from './builder.ts';
import { connectionArgs, createConnectionType } from './connection.ts';
import { asks } from './demand.ts';
import { LineRef } from './line.ts';
import { createWordTest, providersOf, readDirectories } from './read-directory.ts';
import { readSelected } from './selected.ts';

const LineFilterRef = builder.inputType('LineFilter', {
  description: 'Which lines are wanted. Different fields: and.',
  fields: (t) => ({
    providers: t.idList({
      description: 'Keys of the providers whose lines are read, as Provider.key has them; all when left out.',
    }),
    search: t.string({
      description:
        'Words, in any order, each of them somewhere in the name or in the number, as sent or in international form. Upper and lower case are the same.',
    }),
  }),
});

const LineConnectionRef = createConnectionType(LineRef, { item: 'line', items: 'lines' });

builder.queryField('lines', (t) =>
  t.field({
    scope: 'calls:read',
    type: LineConnectionRef,
    nullable: false,
    extensions: asks('directory'),
    description:
      "The company's numbers at all providers, by provider key, then digits. Where a vendor has no directory of numbers they are those " +
      'that the kept calls name: problems says how far calls are kept, and that nothing is known where none are.',
    args: { ...connectionArgs, filter: t.arg({ type: LineFilterRef, description: 'Which lines are wanted.' }) },
    resolve(_root, args, context, info) {
      const providers = providersOf(args.filter?.providers, context);
      const hasWords = createWordTest(args.filter?.search);
      const isWanted = (line: Line) => hasWords(textsOf(line));
      return readDirectories('lines', providers, isWanted, args, readSelected(info, context), context);
    },
  }),
);

const textsOf = ({ name, party }: Line): (string | null | undefined)[] => [
  name,
  party.displayName,
  party.number,
  readPhoneNumber(party.number, party.defaultCountry)?.e164,
];
