import {
  GraphQLList,
  GraphQLNonNull,
  type GraphQLFieldConfig,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';
import type { GraphContext } from '../context.ts';
import { asks } from '../demand.ts';
import { boundedBy } from '../input-bounds.ts';
import { loadNodes, readOrError } from '../load-nodes.ts';
import { nodeTypeOf } from '../node.ts';
import { declare } from '../scopes.ts';
import { entityTypesOf } from './entity-keys.ts';
import { readRepresentation } from './read-representation.ts';

/** As many as the rows of the largest page, unless the settings allow larger ones. */
const MAX_REPRESENTATIONS = 1000;

/** Makes the field by which a gateway asks for what other subgraphs name. */
export function createEntitiesField(schema: GraphQLSchema): GraphQLFieldConfig<unknown, GraphContext> {
  const types = entityTypesOf(schema);
  const EntityType = new GraphQLUnionType({
    name: '_Entity',
    description: 'Whatever other subgraphs may name by its key.',
    types,
    resolveType: (value) => nodeTypeOf(value as object),
  });
  const isEntity = new Set(types.map(({ name }) => name));
  return {
    type: new GraphQLNonNull(new GraphQLList(EntityType)),
    description:
      'Whatever these keys name, in their order: null for what is no longer there, an error for a key that cannot be read or a provider that fails.',
    extensions: { ...declare('anyone'), ...asks('look-up') },
    args: {
      representations: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(AnyType))),
        description: 'Each a __typename and the fields of one of its keys.',
        ...boundedBy({ maxValues: MAX_REPRESENTATIONS }),
      },
    },
    resolve: (_root, { representations }: { readonly representations: readonly unknown[] }, context, info) =>
      loadNodes(
        representations.map((one) => readOrError(() => readRepresentation(one, isEntity))),
        context,
        info,
      ),
  };
}

const AnyType = new GraphQLScalarType({
  name: '_Any',
  description: 'A representation of an entity: its __typename, and the fields of one of its keys.',
});
