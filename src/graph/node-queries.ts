import { builder } from './builder.ts';
import { asks } from './demand.ts';
import { readGlobalId } from './global-id.ts';
import { loadNodes, readOrError } from './load-nodes.ts';
import { NodeRef } from './node.ts';

builder.queryFields((t) => ({
  node: t.field({
    scope: 'anyone',
    type: NodeRef,
    extensions: asks('look-up'),
    description: 'Whatever has this id; null where it is no longer there.',
    args: { id: t.arg.id({ required: true, description: 'A global id, from the `id` of any type.' }) },
    resolve: async (_root, { id }, context, info) => {
      const [slot = null] = await loadNodes([readGlobalId(id)], context, info);
      if (slot instanceof Error) throw slot;
      return slot;
    },
  }),
  nodes: t.field({
    scope: 'anyone',
    type: [NodeRef],
    extensions: asks('look-up'),
    nullable: { list: false, items: true },
    description:
      'Whatever has these ids, in their order: null for what is no longer there, an error for a damaged id or a provider that fails.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids, of any types.' }) },
    resolve: (_root, { ids }, context, info) =>
      loadNodes(
        ids.map((id) => readOrError(() => readGlobalId(id))),
        context,
        info,
      ),
  }),
}));
