import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';

/**
 * What answering a field asks of the vendors:
 * `calls` and `agents` are connections, each a walk of its own; `rows` are what a connection found; `count` asks how many
 * calls there are, window by window; a `join` is batched over all its parents; `each` parent takes a request of its own, and says so with
 * `extensions: { requestsEach: true }`; a `look-up` finds by id; the rest is carried by its parent.
 */
export type FieldDemand = 'calls' | 'agents' | 'rows' | 'count' | 'join' | 'each' | 'look-up' | 'carried';

/** Reads a field's demand off the shape of the schema, so that a new field is counted without being listed here. */
export function demandOf(
  parent: GraphQLObjectType,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type' | 'args' | 'extensions'>,
): FieldDemand {
  const named = getNamedType(field.type);
  if (field.extensions['requestsEach'] === true) return 'each';
  const isConnection = parent.name.endsWith('Connection');
  if (isConnection && (field.name === 'nodes' || field.name === 'edges')) return 'rows';
  if (isConnection) return field.name === 'totalCount' && isCountedApart(parent) ? 'count' : 'carried';
  if (named.name.endsWith('Connection')) return named.name.startsWith('Agent') ? 'agents' : 'calls';
  if (field.args.some(({ name }) => name === 'id' || name === 'ids' || name === 'nativeId')) return 'look-up';
  if (isCarried(parent, field.name)) return 'carried';
  if (isInterfaceType(named) || (isObjectType(named) && named.getInterfaces().some(({ name }) => name === 'Node')))
    return 'join';
  return field.name === 'related' && !isUnionType(named) ? 'join' : 'carried';
}

// Directories come whole, and recordings are not counted.
const isCountedApart = ({ name }: GraphQLObjectType): boolean =>
  !name.startsWith('Agent') && !name.startsWith('Recording');

// The providers are the server's own; the row of an edge has been brought by its connection.
const isCarried = (parent: GraphQLObjectType, fieldName: string): boolean =>
  fieldName === 'provider' || fieldName === 'providers' || parent.name.endsWith('Edge');
