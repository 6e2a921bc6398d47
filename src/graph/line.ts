import type { Line } from '../domain/line.ts';
import { builder } from './builder.ts';
import { lineId } from './global-id.ts';
import { NodeRef } from './node.ts';
import { PartyRef } from './party.ts';
import { ProviderRef, providerOfRow } from './provider.ts';

export const LineRef = builder.objectRef<Line>('Line').implement({
  scope: 'calls:read',
  description:
    "One of the company's numbers, as its vendor or the kept calls name it. Numbers are compared by their digits: every spelling is one line.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ nullable: false, description: 'Global id: `node` finds it again.', resolve: lineId }),
    provider: t.field({
      type: ProviderRef,
      nullable: false,
      description: 'On which phone system.',
      resolve: (line, _args, context) => providerOfRow(line, context),
    }),
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
