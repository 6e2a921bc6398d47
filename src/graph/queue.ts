import type { Queue } from '../domain/queue.ts';
import { builder } from './builder.ts';
import { queueId } from './global-id.ts';
import { NodeRef, idField } from './node.ts';
import { providerField } from './provider.ts';

export const QueueRef = builder.objectRef<Queue>('Queue').implement({
  scope: 'calls:read',
  description: 'A queue or group that calls wait in.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, queueId, 'Global id, as CallSessionFilter.queueIds takes it.'),
    provider: providerField(t, 'Whose queue it is.', (queue) => queue),
    nativeId: t.exposeID('nativeId', { nullable: false, description: "The provider's own id." }),
    name: t.exposeString('name', { description: 'What people call it.' }),
  }),
});
