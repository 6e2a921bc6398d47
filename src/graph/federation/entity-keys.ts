import { type GraphQLObjectType, type GraphQLSchema, isInterfaceType } from 'graphql';

/** The types that have a key: whatever has a global id. */
export function entityTypesOf(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('The graph has no interface Node.');
  return schema.getPossibleTypes(node);
}

/**
 * The fields of each key of an entity: its id, and of a call what other systems of its vendor know it by. The id comes last:
 * Hive Gateway, when it knows both, asks by the last one, and a call is found by its id without a search.
 */
export const keysOf = (type: string): readonly string[] =>
  type === 'CallSession' ? ['providerKey nativeId', 'id'] : ['id'];
