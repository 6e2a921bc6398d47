import type { Queue } from '../domain/queue.ts';
import { builder } from './builder.ts';
import { connectionArgs, createConnectionType } from './connection.ts';
import { asks } from './demand.ts';
import { QueueRef } from './queue.ts';
import { createWordTest, providersOf, readDirectories } from './read-directory.ts';
import { readSelected } from './selected.ts';

const QueueFilterRef = builder.inputType('QueueFilter', {
  description: 'Which queues are wanted. Different fields: and.',
  fields: (t) => ({
    providers: t.idList({
      description: 'Keys of the providers whose directories are read, as Provider.key has them; all when left out.',
    }),
    search: t.string({
      description: 'Words, in any order, each of them somewhere in the name. Upper and lower case are the same.',
    }),
  }),
});

const QueueConnectionRef = createConnectionType(QueueRef, { item: 'queue', items: 'queues' });

builder.queryField('queues', (t) =>
  t.field({
    scope: 'calls:read',
    type: QueueConnectionRef,
    nullable: false,
    extensions: asks('directory'),
    description: 'The queues of all providers that have some, by provider key, then native id.',
    args: { ...connectionArgs, filter: t.arg({ type: QueueFilterRef, description: 'Which queues are wanted.' }) },
    resolve(_root, args, context, info) {
      const providers = providersOf(args.filter?.providers, context);
      const hasWords = createWordTest(args.filter?.search);
      const isWanted = ({ name }: Queue) => hasWords([name]);
      return readDirectories('queues', providers, isWanted, args, readSelected(info, context), context);
    },
  }),
);
