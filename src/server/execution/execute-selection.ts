import {
  type FieldNode,
  type GraphQLObjectType,
  type ResponsePath,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  defaultFieldResolver,
  getArgumentValues,
  isNonNullType,
  locatedError,
  responsePathAsArray,
} from 'graphql';
import { collectFields } from '../../graph/collect-fields.ts';
import { resolverFor } from '../../graph/guard-fields.ts';
import { createComplete, createLeafComplete } from './create-complete.ts';
import {
  type Complete,
  type Execution,
  type FieldPlace,
  type FieldPlan,
  type LeafPlan,
  isPromise,
} from './execution.ts';
import { FieldInfo } from './field-info.ts';

/** Makes what resolves and completes a selection of an object of a type; planned when the first object comes. */
export function createSelection(
  execution: Execution,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): (source: unknown, path: ResponsePath | undefined) => unknown {
  let plan: SelectionPlan | null = null;
  return (source, path) => {
    plan ??= planSelection(execution, type, selectionSets);
    return executeSelection(execution, plan, source, path);
  };
}

type SelectionPlan = { readonly fields: readonly FieldPlan[]; readonly template: Readonly<Record<string, null>> };

function planSelection(
  execution: Execution,
  parentType: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): SelectionPlan {
  // Documents with @defer are executed elsewhere.
  const { now } = collectFields(execution, parentType, selectionSets);
  const fields = [...now].flatMap(([key, nodes]) => planField(execution, parentType, key, nodes) ?? []);
  return { fields, template: Object.fromEntries(fields.map(({ key }) => [key, null])) };
}

/** Null for a field that the type does not have, which only a document that nobody validated can name. */
function planField(
  execution: Execution,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan | null {
  const [node] = nodes;
  const name = node?.name.value ?? '';
  const definition = name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parentType.getFields()[name];
  if (!node || !definition) return null;
  const place: FieldPlace = { key, nodes, parentType, definition };
  const resolve = resolverFor(definition, execution.contextValue);
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const completeFields = (type: GraphQLObjectType): Complete => {
    const select = createSelection(execution, type, selectionSets);
    return (value, info, path = info.path) => select(value, path);
  };
  // Coerced when first asked for: what is wrong with them is an error of every row that has the field.
  let args: Record<string, unknown> | null = null;
  return {
    ...place,
    resolve: resolve ?? defaultFieldResolver,
    args: () => (args ??= getArgumentValues(definition, node, execution.variableValues)),
    isNonNull: isNonNullType(definition.type),
    complete: createComplete(execution, { ...place, completeFields }, definition.type),
    leaf: planLeaf(place, resolve),
  };
}

/**
 * A resolver that declares no more than its source reads no more: then no arguments are coerced for it, and no place is
 * made. Without a resolver a field is a property of its source.
 */
function planLeaf(place: FieldPlace, resolve: FieldPlace['definition']['resolve']): LeafPlan | null {
  const { name, args, type } = place.definition;
  const complete = args.length > 0 ? null : createLeafComplete(place, type);
  if (complete === null) return null;
  if (resolve === undefined) return { complete, read: (source) => (source as Readonly<Record<string, unknown>>)[name] };
  return resolve.length === 1 ? { complete, read: resolve as LeafPlan['read'] } : null;
}

function executeSelection(
  execution: Execution,
  { fields, template }: SelectionPlan,
  source: unknown,
  path: ResponsePath | undefined,
): unknown {
  // With its keys from the start an object keeps one shape, and is written as JSON several times as fast.
  const result: Record<string, unknown> = { ...template };
  let pending: Promise<void>[] | null = null;
  try {
    for (const field of fields) {
      const value = executeField(execution, field, source, path);
      if (isPromise(value)) {
        const settle = (later: unknown): void => {
          result[field.key] = later;
        };
        (pending ??= []).push(value.then(settle));
      } else result[field.key] = value;
    }
  } catch (error) {
    if (!pending) throw error;
    // The other fields end first, up to one that fails too; no rejection stays unheard.
    return Promise.all(pending).finally(() => {
      throw error;
    });
  }
  return pending ? Promise.all(pending).then(() => result) : result;
}

function executeField(
  execution: Execution,
  field: FieldPlan,
  source: unknown,
  parentPath: ResponsePath | undefined,
): unknown {
  if (field.leaf !== null) return executeLeaf(execution, field, field.leaf, source, parentPath);
  const info = new FieldInfo(execution, field, parentPath);
  try {
    const value: unknown = field.resolve(source, field.args(), execution.contextValue, info);
    const completed = isPromise(value)
      ? value.then((later) => field.complete(later, info))
      : field.complete(value, info);
    return isPromise(completed)
      ? completed.catch((error: unknown) => failField(execution, field, error, info))
      : completed;
  } catch (error) {
    return failField(execution, field, error, info);
  }
}

function executeLeaf(
  execution: Execution,
  field: FieldPlan,
  { read, complete }: LeafPlan,
  source: unknown,
  parentPath: ResponsePath | undefined,
): unknown {
  try {
    const value = read(source);
    // A method of the source wants to know its place.
    if (typeof value === 'function') return executeField(execution, { ...field, leaf: null }, source, parentPath);
    const completed = isPromise(value) ? value.then(complete) : complete(value);
    if (!isPromise(completed)) return completed;
    return completed.catch((error: unknown) => failLeaf(execution, field, error, parentPath));
  } catch (error) {
    return failLeaf(execution, field, error, parentPath);
  }
}

const failLeaf = (execution: Execution, field: FieldPlan, error: unknown, parentPath: ResponsePath | undefined): null =>
  failField(execution, field, error, new FieldInfo(execution, field, parentPath));

/** A field that fails is null beside an error; where it must not be null, what it stands in fails. */
function failField(execution: Execution, field: FieldPlan, thrown: unknown, { path }: FieldInfo): null {
  const error = locatedError(thrown, field.nodes, responsePathAsArray(path));
  if (field.isNonNull) throw error;
  execution.errors.add(error, path);
  return null;
}
