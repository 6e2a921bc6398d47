import {
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type ResponsePath,
  defaultTypeResolver,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  responsePathAsArray,
} from 'graphql';
import { UnreadableValue } from '../../graph/graph-error.ts';
import { type Complete, type Execution, type FieldPlace, isPromise } from './execution.ts';

/** Where a type is completed. `completeFields` makes what reads the fields selected of an object. */
export type CompletedPlace = FieldPlace & { readonly completeFields: (type: GraphQLObjectType) => Complete };

/** Makes the completion of a type: what it needs to know of the type is looked up once, and not for every row. */
export function createComplete(execution: Execution, place: CompletedPlace, type: GraphQLOutputType): Complete {
  if (isNonNullType(type)) return completeNonNull(place, createComplete(execution, place, type.ofType));
  const complete = completeType(execution, place, type);
  return (value, info, path) => {
    if (value instanceof Error) throw value;
    return value == null ? null : complete(value, info, path);
  };
}

/** The completion of a leaf, or of a non-null one, which needs to know no place; null for other types. */
export function createLeafComplete(place: FieldPlace, type: GraphQLOutputType): ((value: unknown) => unknown) | null {
  const isNonNull = isNonNullType(type);
  const leaf: GraphQLOutputType = isNonNull ? type.ofType : type;
  if (!isLeafType(leaf)) return null;
  return (value) => {
    if (value instanceof Error) throw value;
    if (value != null) return sendLeaf(leaf, value);
    if (isNonNull) throw nullError(place);
    return null;
  };
}

function completeType(execution: Execution, place: CompletedPlace, type: GraphQLOutputType): Complete {
  if (isLeafType(type)) return (value) => sendLeaf(type, value);
  if (isListType(type)) return completeList(execution, place, type);
  if (isObjectType(type)) return completeObject(execution, place, type);
  return completeAbstract(execution, place, type);
}

function completeNonNull(place: FieldPlace, complete: Complete): Complete {
  const check = (value: unknown): unknown => {
    if (value !== null) return value;
    throw nullError(place);
  };
  return (value, info, path) => {
    const completed = complete(value, info, path);
    return isPromise(completed) ? completed.then(check) : check(completed);
  };
}

const nullError = ({ parentType, definition }: FieldPlace): Error =>
  new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);

function sendLeaf(type: GraphQLLeafType, value: unknown): unknown {
  const serialized = serialize(type, value);
  if (serialized == null) throw new Error(`A value of ${type.name} cannot be sent: its scalar makes nothing of it.`);
  return serialized;
}

/** Values come from vendors: what a type refuses to send is the vendor's, and costs its own field. */
function serialize(type: GraphQLLeafType, value: unknown): unknown {
  try {
    return type.serialize(value);
  } catch (error) {
    throw error instanceof UnreadableValue ? error : new UnreadableValue(type.name, error);
  }
}

function completeList(execution: Execution, place: CompletedPlace, type: GraphQLList<GraphQLOutputType>): Complete {
  const complete = createComplete(execution, place, type.ofType);
  const isNonNull = isNonNullType(type.ofType);
  const failItem = (thrown: unknown, path: ResponsePath): null => {
    const error = locatedError(thrown, place.nodes, responsePathAsArray(path));
    if (isNonNull) throw error;
    execution.errors.add(error, path);
    return null;
  };
  const completeItem = (item: unknown, info: GraphQLResolveInfo, path: ResponsePath): unknown => {
    try {
      const completed = isPromise(item)
        ? item.then((later) => complete(later, info, path))
        : complete(item, info, path);
      return isPromise(completed) ? completed.catch((error: unknown) => failItem(error, path)) : completed;
    } catch (error) {
      return failItem(error, path);
    }
  };
  return (value, info, path = info.path) => {
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value))
      throw new Error(`Expected a list for ${place.parentType.name}.${place.definition.name}, and found none.`);
    const items: unknown[] = [];
    let isPending = false;
    try {
      for (const item of value as Iterable<unknown>) {
        const completed = completeItem(item, info, { prev: path, key: items.length, typename: undefined });
        isPending ||= isPromise(completed);
        items.push(completed);
      }
    } catch (error) {
      // The list has failed, whatever the items on their way bring. No rejection of theirs stays unheard.
      if (isPending) Promise.all(items).catch(() => {});
      throw error;
    }
    return isPending ? Promise.all(items) : items;
  };
}

function completeObject({ contextValue }: Execution, place: CompletedPlace, type: GraphQLObjectType): Complete {
  const complete = place.completeFields(type);
  const { isTypeOf } = type;
  if (!isTypeOf) return complete;
  return (value, info, path) => {
    const check = (isOfType: boolean): unknown => {
      if (isOfType) return complete(value, info, path);
      throw new Error(`Expected a ${type.name} for ${place.parentType.name}.${place.definition.name}.`);
    };
    const answer = isTypeOf(value, contextValue, info);
    return typeof answer === 'boolean' ? check(answer) : answer.then(check);
  };
}

/** Of an interface or a union: its resolveType names the object type, which is prepared when it first comes. */
function completeAbstract(execution: Execution, place: CompletedPlace, type: GraphQLAbstractType): Complete {
  const known = new Map<unknown, Complete>();
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completeAs = (name: unknown): Complete => {
    const hit = known.get(name);
    if (hit) return hit;
    const found = typeof name === 'string' ? execution.schema.getType(name) : undefined;
    if (!isObjectType(found) || !execution.schema.isSubType(type, found)) {
      const where = `${place.parentType.name}.${place.definition.name}`;
      throw new Error(`${where} is a ${type.name}, and "${String(name)}" is none of its types.`);
    }
    const complete = completeObject(execution, place, found);
    known.set(name, complete);
    return complete;
  };
  return (value, info, path) => {
    const name = resolveType(value, execution.contextValue, info, type);
    return isPromise(name)
      ? name.then((later) => completeAs(later)(value, info, path))
      : completeAs(name)(value, info, path);
  };
}
