import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import {
  type DocumentScope,
  type Fields,
  collectFieldsForPlan,
  isSentLater,
  readForPlan,
} from '../../graph/collect-fields.ts';
import { BYTES_PER_POINT, type FieldDemand, REQUEST_WEIGHT, bytesOf, demandOf } from '../../graph/demand.ts';
import { fragmentsOf } from '../execution/execution.ts';
import { type Given, type Page, type PageScope, type Place, pageOf, requestsOf } from './field-requests.ts';
import type { PlanLists } from './filtered-lists.ts';
import { type IntrospectionSizes, introspectionSizes } from './introspection-sizes.ts';

/** Bytes of a value and its key, where its field says nothing else. */
const BYTES_PER_VALUE = 50;
/** How long a list is that only the vendor knows. */
const LIST_SIZE = 2;

/** Arguments that the cost depends on. */
export const PRICED_ARGUMENTS: ReadonlySet<string> = new Set([
  ...['first', 'last', 'ids', 'representations', 'filter', 'nativeId', 'startedAt', 'via', 'by', 'every'],
]);

/** What the cost of a query depends on beside its text. */
export type QueryCostOptions = {
  readonly schema: GraphQLSchema;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly planLists: PlanLists;
  readonly defaultPageSize: number;
  readonly maxPageSize: number;
  /** Points beyond which nothing is counted any more. */
  readonly limit: number;
};

/** What an operation may bring and ask. */
export type QueryCost = {
  /** Objects, and requests and bytes in objects. */
  readonly points: number;
  /** Requests to vendors. */
  readonly requests: number;
  readonly writes: number;
  /** Places that are answered later: @defer and @stream. */
  readonly parts: number;
};

/**
 * Tells what an operation may bring and ask from its text and variables alone: every object counts 1, every request to a
 * vendor REQUEST_WEIGHT, every BYTES_PER_POINT bytes 1. Lists multiply what is below them. Needs a valid document; points
 * are Infinity once past the limit.
 */
export function estimateCost(document: DocumentNode, options: QueryCostOptions): QueryCost {
  const { schema } = options;
  const operation = getOperationAST(document, options.operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return NOTHING;
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], { ...options.variables });
  // Wrong variables are refused where the operation is executed.
  if (!variables.coerced) return NOTHING;
  const providerCount = options.planLists(undefined).length;
  const scope = { schema, fragments: fragmentsOf(document), variableValues: variables.coerced };
  const counter: Counter = { ...options, ...scope, sizes: introspectionSizes(schema), providerCount };
  try {
    const place = { parents: 1, providers: counter.providerCount, page: null };
    const { points, ...cost } = costOfSelection(counter, root, [operation.selectionSet], place);
    return { ...cost, points: Math.ceil(points) };
  } catch (error) {
    if (error === TOO_COSTLY) return { ...NOTHING, points: Infinity };
    throw error;
  }
}

type Counter = Omit<QueryCostOptions, 'operationName' | 'variables'> &
  DocumentScope &
  PageScope & { readonly sizes: IntrospectionSizes };

const NOTHING: QueryCost = { points: 0, requests: 0, writes: 0, parts: 0 };
const TOO_COSTLY = new Error('past the limit');

function costOfSelection(
  counter: Counter,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  place: Place,
): QueryCost {
  const { now, later } = collectFieldsForPlan(counter, type, selectionSets);
  let cost = costOfFields(counter, type, now, place);
  // What is deferred is executed by itself, and sent by itself to each of its parents.
  for (const fields of later) cost = sum(cost, part(place.parents), costOfFields(counter, type, fields, place));
  return cost;
}

function costOfFields(counter: Counter, type: GraphQLObjectType, fields: Fields, place: Place): QueryCost {
  let cost = NOTHING;
  for (const nodes of fields.values()) {
    cost = sum(cost, costOfField(counter, type, nodes, place));
    if (cost.points > counter.limit) throw TOO_COSTLY;
  }
  return cost;
}

function costOfField(
  counter: Counter,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  place: Place,
): QueryCost {
  const [node] = nodes;
  const field = node && (META_FIELDS.get(node.name.value) ?? parent.getFields()[node.name.value]);
  if (!node || !field) return NOTHING;
  const named = getNamedType(field.type);
  const demand = demandOf(field);
  const given = readArguments(counter, field, node);
  // Arguments that cannot be read are refused by the field itself.
  if (!given) return NOTHING;
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const page = pageOf(counter, demand, given, isCountAlone(counter, named, selectionSets));
  const requests = requestsOf(counter, demand, place, page, given);
  const asked = {
    ...NOTHING,
    points: requests * REQUEST_WEIGHT,
    requests,
    writes: demand === 'write' ? place.parents : 0,
  };
  const objects = place.parents * sizeOf(counter, parent, field, given, place);
  if (isLeafType(named)) {
    const bytes = bytesOf(field) ?? bytesOf(named) ?? BYTES_PER_VALUE;
    return sum(asked, { ...NOTHING, points: (objects * bytes) / BYTES_PER_POINT });
  }
  const own = sum(
    asked,
    { ...NOTHING, points: objects },
    isSentLater(counter, node, 'stream') ? part(objects) : NOTHING,
  );
  // What holds no objects is not answered for any.
  if (objects === 0) return own;
  const below = { parents: objects, providers: providersBelow(counter, demand, place, page, objects), page };
  // An object has one type: of an interface or a union, the dearest counts.
  const types = isObjectType(named) ? [named] : isAbstractType(named) ? counter.schema.getPossibleTypes(named) : [];
  return sum(own, types.map((type) => costOfSelection(counter, type, selectionSets, below)).reduce(dearest, NOTHING));
}

type Field = GraphQLField<unknown, unknown>;

const META_FIELDS: ReadonlyMap<string, Field> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]),
);

const readArguments = ({ variableValues }: Counter, field: Field, node: FieldNode): Given | undefined =>
  field.args.length === 0 ? {} : readForPlan(() => getArgumentValues(field, node, variableValues));

/** Whether a connection is asked how many it has and nothing else: it then reads no page. */
function isCountAlone(counter: Counter, type: GraphQLNamedType, selectionSets: readonly SelectionSetNode[]): boolean {
  if (!isObjectType(type) || selectionSets.length === 0) return false;
  const { now, later } = collectFieldsForPlan(counter, type, selectionSets);
  const names = [...now.values()].map(([node]) => node?.name.value ?? '').filter((name) => !name.startsWith('__'));
  const fields = type.getFields();
  return later.length === 0 && names.every((name) => fields[name] && demandOf(fields[name]) === 'count');
}

/** How many objects a field has for each parent: as asked where the query says, a guess where only the vendor knows. */
function sizeOf(counter: Counter, parent: GraphQLObjectType, field: Field, given: Given, { page }: Place): number {
  const demand = demandOf(field);
  if (demand === 'rows' || demand === 'buckets') return page?.size ?? 0;
  if (demand === 'look-up') {
    const named = given['ids'] ?? given['representations'];
    return Array.isArray(named) ? named.length : 1;
  }
  if (demand === 'providers') return counter.providerCount;
  // A call that another provider saw at all, one of them saw as a rule.
  if (demand === 'related') return 1;
  const ofIntrospection = counter.sizes(parent.name, field.name);
  if (ofIntrospection !== null) return ofIntrospection;
  return isListType(getNullableType(field.type)) ? LIST_SIZE : 1;
}

/** How many providers the objects of a field are of. */
function providersBelow(
  { providerCount }: Counter,
  demand: FieldDemand | null,
  { parents, providers }: Place,
  page: Page | null,
  objects: number,
): number {
  if (page) return parents === 1 && providers > 1 ? page.lists.length : providers;
  return Math.min(objects, demand === 'look-up' || demand === 'related' ? providerCount : providers);
}

/** One place of the document that is answered later, by itself for each of its objects. */
const part = (objects: number): QueryCost => ({ ...NOTHING, points: objects, parts: 1 });

const sum = (...costs: readonly QueryCost[]): QueryCost => combine(costs, (a, b) => a + b);
const dearest = (a: QueryCost, b: QueryCost): QueryCost => combine([a, b], Math.max);

const combine = (costs: readonly QueryCost[], merge: (a: number, b: number) => number): QueryCost =>
  costs.reduce((a, b) => ({
    points: merge(a.points, b.points),
    requests: merge(a.requests, b.requests),
    writes: merge(a.writes, b.writes),
    parts: merge(a.parts, b.parts),
  }));
