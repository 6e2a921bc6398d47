import { type ObjectFields, builder } from './builder.ts';
import type { NodeTypeName } from './global-id.ts';

const typeNames = new WeakMap<object, NodeTypeName>();

/** Whatever has a global id. */
export const NodeRef = builder.interfaceRef<object>('Node').implement({
  description:
    'Anything with a global id. Whatever carries an id can be fetched again by it, through `node` or `nodes`.',
  resolveType: (value) => nodeTypeOf(value),
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Opaque and lasting: it names the same thing after a restart, on another replica and next year.',
      resolve: () => {
        throw new Error('every type that implements Node resolves its own id');
      },
    }),
  }),
});

/** The id of a type that has a global one. */
export const idField = <Parent>(
  t: ObjectFields<Parent>,
  resolve: (parent: Parent) => string,
  description = 'Global id: `node` finds it again.',
) => t.id({ nullable: false, description, resolve });

/** Says of which type a value is that is about to be answered as a Node. */
export function asNode<Value extends object>(typeName: NodeTypeName, value: Value): Value {
  typeNames.set(value, typeName);
  return value;
}

/** The type that was said of a value. */
export const nodeTypeOf = (value: object): NodeTypeName | undefined => typeNames.get(value);
