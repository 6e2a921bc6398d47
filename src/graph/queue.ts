import type { Queue } from '../domain/queue.ts';
import { builder } from './builder.ts';
import { queueId } from './global-id.ts';
import { NodeRef } from './node.ts';
import { ProviderRef, providerOfRow } from './provider.ts';

export const QueueRef = builder.objectRef<Queue>('Queue').implement({
  scope: 'calls:read',
  description: 'A queue or group that calls wait in.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ nullable: false, description: 'Global id, as CallSessionFilter.queueIds takes it.', resolve: queueId }),
    provider: t.field({
      type: ProviderRef,
      nullable: false,
      description: 'Whose queue it is.',
      resolve: (queue, _args, context) => providerOfRow(queue, context),
    }),
    nativeId: t.exposeID('nativeId', { nullable: false, description: "The provider's own id." }),
    name: t.exposeString('name', { description: 'What people call it.' }),
  }),
});
