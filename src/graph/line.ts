import type { Line } from '../domain/line.ts';
import { builder } from './builder.ts';
import { lineId } from './global-id.ts';
import { NodeRef, idField } from './node.ts';
import { PartyRef } from './party.ts';
import { providerField } from './provider.ts';

export const LineRef = builder.objectRef<Line>('Line').implement({
  scope: 'calls:read',
  description:
    "One of the company's numbers, as its vendor or the kept calls name it. Numbers are compared by their digits: every spelling is one line.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, lineId),
    provider: providerField(t, 'On which phone system.', (line) => line),
    party: t.field({
      type: PartyRef,
      scope: 'calls:read',
      nullable: false,
      description: 'The number, as calls have it in `line`; CallSessionFilter.lineNumber takes it in any spelling.',
      resolve: ({ party }) => party,
    }),
    name: t.exposeString('name', { description: 'What people call it.' }),
  }),
});
