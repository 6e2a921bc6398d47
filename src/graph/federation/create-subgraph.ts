import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import type { GraphContext } from '../context.ts';
import { weighs } from '../demand.ts';
import { guardFields } from '../guard-fields.ts';
import { declare } from '../scopes.ts';
import { createEntitiesField } from './entities-field.ts';
import { type SubgraphOptions, printSubgraph } from './print-subgraph.ts';

/** A graph as a part of a supergraph. */
export type Subgraph = {
  /** What is served: `_entities` and `_service` in the place of `node` and `nodes`. */
  readonly schema: GraphQLSchema;
  /** What is composed with other subgraphs. */
  readonly text: () => string;
};

/** Makes a subgraph of Apollo Federation 2 of a schema. Types and resolvers are the same. */
export function createSubgraph(schema: GraphQLSchema, options: SubgraphOptions): Subgraph {
  const query = schema.getQueryType();
  if (!query) throw new Error('A subgraph is made of a schema with queries.');
  const { fields, ...config } = query.toConfig();
  // Which type an id is of is known here alone: a gateway asks for entities, and its `node` would be everybody's.
  const { node: _node, nodes: _nodes, ...own } = fields;
  const withQuery = (queryFields: typeof fields): GraphQLSchema =>
    withQueryType(schema, new GraphQLObjectType({ ...config, fields: queryFields }));

  let printed: string | null = null;
  const text = () => (printed ??= printSubgraph(withQuery(own), options));
  const served = withQuery({ ...own, _service: createServiceField(text), _entities: createEntitiesField(schema) });
  guardFields(served);
  return { schema: served, text };
}

function withQueryType(schema: GraphQLSchema, query: GraphQLObjectType): GraphQLSchema {
  const { types, ...config } = schema.toConfig();
  return new GraphQLSchema({ ...config, query, types: types.filter(({ name }) => name !== query.name) });
}

const createServiceField = (text: () => string) => ({
  type: new GraphQLNonNull(ServiceType),
  description: 'This graph as a subgraph, for whoever composes it with others.',
  extensions: declare('anyone'),
  resolve: () => ({ sdl: text() }),
});

const ServiceType = new GraphQLObjectType<{ readonly sdl: string }, GraphContext>({
  name: '_Service',
  description: 'A subgraph, for whoever composes it with others.',
  extensions: declare('anyone'),
  fields: {
    sdl: {
      type: new GraphQLNonNull(GraphQLString),
      description: 'Its schema, with the directives of Apollo Federation 2.',
      extensions: weighs(150_000),
    },
  },
});
