import {
  GraphQLBoolean,
  GraphQLObjectType,
  GraphQLSchema,
  type GraphQLFieldResolver,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { schema } from '../../src/schema.ts';

/** A question of a test: the type of its answer (a flag unless told), its argument, and where the answer comes from. */
export type Question = {
  readonly type?: string;
  /** The type of the argument `filter`. */
  readonly filter?: string;
  readonly resolve?: GraphQLFieldResolver<unknown, unknown, { filter?: unknown }>;
};

/** A schema that asks for a few types of the product's graph directly, without the providers before them. */
export function schemaOf(questions: Readonly<Record<string, Question>>): GraphQLSchema {
  const named = (name: string) => {
    const type = schema.getType(name);
    if (type === undefined) throw new Error(`the graph has no type ${name}`);
    return type;
  };
  const fields = Object.entries(questions).map(([name, { type, filter, resolve = () => true }]) => [
    name,
    {
      type: type === undefined ? GraphQLBoolean : (named(type) as GraphQLOutputType),
      args: filter === undefined ? {} : { filter: { type: named(filter) as GraphQLInputType } },
      resolve,
    },
  ]);
  const query = new GraphQLObjectType({ name: 'Query', fields: Object.fromEntries(fields) as never });
  return new GraphQLSchema({
    query,
    types: Object.values(schema.getTypeMap()).filter(({ name }) => name !== 'Query' && name !== 'Mutation'),
  });
}
