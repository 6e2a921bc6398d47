import { type GraphQLObjectType, type GraphQLSchema, isInterfaceType } from 'graphql';

/** The types that have a key: whatever has a global id. */
export function entityTypesOf(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('The graph has no interface Node.');
  return schema.getPossibleTypes(node);
}

/** The fields of each key of an entity: its id, and of a call what its vendor's other systems know it by. */
export const keysOf = (type: string): readonly string[] =>
  type === 'CallSession' ? ['id', CALL_KEY.join(' ')] : ['id'];

/** What finds a call without its id. */
export const CALL_KEY = ['providerKey', 'nativeId'] as const;
