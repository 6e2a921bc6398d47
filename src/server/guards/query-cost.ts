import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import { collectFields } from '../execution/collect-fields.ts';
import { fragmentsOf } from '../execution/fragments-of.ts';
import { requestsPerCount } from './count-price.ts';
import { type FieldDemand, demandOf } from './field-demand.ts';

/** What a request to a vendor weighs, in objects. */
export const REQUEST_WEIGHT = 20;

/** Rows one request to a vendor brings, or keys it takes, taken low: half of what most vendors allow. */
const ROWS_PER_REQUEST = 50;

/** Selections that may be looked at before a query counts as too costly: fragments within fragments multiply. */
const MAX_VISITS = 200_000;

/** Arguments that say how long a list is. */
export const SIZE_ARGUMENTS: ReadonlySet<string> = new Set<SizeArgument>(['first', 'last', 'ids']);
type SizeArgument = 'first' | 'last' | 'ids';

/** What the cost of a query depends on beside its text. */
export type QueryCostOptions = {
  readonly schema: GraphQLSchema;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly providerCount: number;
  readonly defaultPageSize: number;
  readonly maxPageSize: number;
  /** Counting stops here. */
  readonly limit: number;
};

/**
 * What an operation may bring and ask, told from its text and variables alone: every object counts 1, every request to
 * a vendor REQUEST_WEIGHT. Lists multiply what is below them. Needs a valid document; Infinity once past the limit.
 */
export function estimateCost(document: DocumentNode, options: QueryCostOptions): number {
  const operation = getOperationAST(document, options.operationName);
  const root = operation ? options.schema.getRootType(operation.operation) : undefined;
  if (!operation || !root) return 0;
  const variables: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue) variables[variable.name.value] = valueFromASTUntyped(defaultValue);
  Object.assign(variables, options.variables);
  const counter: Counter = { ...options, fragments: fragmentsOf(document), variables, visits: 0 };
  try {
    return costOfSelection(
      counter,
      root,
      [operation.selectionSet],
      { parents: 1, pageSize: 0, providersAsked: counter.providerCount, countRequests: 0 },
      0,
    );
  } catch (error) {
    if (error === TOO_COSTLY) return Infinity;
    throw error;
  }
}

type Counter = Omit<QueryCostOptions, 'operationName'> & {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
  visits: number;
};

/**
 * How many objects a selection is answered for, how many rows `nodes` and `edges` hold in it, who is asked, and how many
 * requests each of them needs to count.
 */
type Place = {
  readonly parents: number;
  readonly pageSize: number;
  readonly providersAsked: number;
  readonly countRequests: number;
};

const TOO_COSTLY = new Error('past the limit');

function costOfSelection(
  counter: Counter,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  place: Place,
  spent: number,
): number {
  const visit = (selection: SelectionNode): boolean => {
    if ((counter.visits += 1) > MAX_VISITS) throw TOO_COSTLY;
    return !isLeftOut(counter, selection);
  };
  let cost = 0;
  for (const nodes of collectFields(counter, type, selectionSets, visit).values()) {
    cost += costOfField(counter, type, nodes, place, spent + cost);
    if (spent + cost > counter.limit) throw TOO_COSTLY;
  }
  return cost;
}

function costOfField(
  counter: Counter,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  place: Place,
  spent: number,
): number {
  const [node] = nodes;
  const field = node && parent.getFields()[node.name.value];
  if (!node || !field) return 0;
  const demand = demandOf(parent, field);
  const named = getNamedType(field.type);
  const size =
    isListType(getNullableType(field.type)) || isConnection(demand) ? sizeOf(counter, demand, node, place, named) : 1;
  const requests = requestsOf(demand, place, size);
  if (!isCompositeType(named)) return requests * REQUEST_WEIGHT;
  const below: Place = isConnection(demand)
    ? { ...place, pageSize: size, countRequests: requestsPerCount(readArgument(counter, node, 'filter')) }
    : { parents: place.parents * size, pageSize: 0, providersAsked: 1, countRequests: 0 };
  const own = requests * REQUEST_WEIGHT + below.parents;
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  // An object has one type: of an interface or a union, the dearest counts.
  const types = isObjectType(named) ? [named] : isAbstractType(named) ? counter.schema.getPossibleTypes(named) : [];
  return own + Math.max(0, ...types.map((type) => costOfSelection(counter, type, selectionSets, below, spent + own)));
}

const isConnection = (demand: FieldDemand): boolean => demand === 'calls' || demand === 'agents';

/** How many objects a list or a page holds: as asked where the query says, a guess where only the vendor knows. */
function sizeOf(counter: Counter, demand: FieldDemand, node: FieldNode, place: Place, named: GraphQLNamedType): number {
  if (isConnection(demand)) {
    const size = readArgument(counter, node, 'first') ?? readArgument(counter, node, 'last');
    return typeof size === 'number' ? Math.min(Math.max(size, 0), counter.maxPageSize) : counter.defaultPageSize;
  }
  if (demand === 'rows') return place.pageSize;
  if (demand === 'look-up') {
    const ids = readArgument(counter, node, 'ids');
    return Array.isArray(ids) ? ids.length : 1;
  }
  return named.name === 'Provider' ? counter.providerCount : 2;
}

function requestsOf(demand: FieldDemand, { parents, providersAsked, countRequests }: Place, size: number): number {
  switch (demand) {
    case 'calls':
      return parents * (providersAsked + Math.ceil(size / ROWS_PER_REQUEST));
    case 'agents':
      return parents * providersAsked;
    case 'count':
      return parents * providersAsked * countRequests;
    case 'join':
      return Math.ceil(parents / ROWS_PER_REQUEST);
    case 'each':
      return parents;
    case 'look-up':
      return parents * size;
    case 'rows':
    case 'carried':
      return 0;
  }
}

function isLeftOut({ variables }: Counter, selection: SelectionNode): boolean {
  return (selection.directives ?? []).some(({ name, arguments: given }) => {
    const condition = given?.[0] && valueFromASTUntyped(given[0].value, variables);
    return (name.value === 'skip' && condition === true) || (name.value === 'include' && condition === false);
  });
}

function readArgument({ variables }: Counter, node: FieldNode, name: SizeArgument | 'filter'): unknown {
  const argument = node.arguments?.find((candidate) => candidate.name.value === name);
  return argument && (valueFromASTUntyped(argument.value, variables) ?? undefined);
}
