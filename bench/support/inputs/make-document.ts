import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { type Chance, makeValue, mutate } from './make-value.ts';

/** A document, and the variables that it declares. */
export type MadeDocument = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

const MOST_DEPTH = 5;

/** An operation over the schema, mostly one that can be answered, with arguments in it and beside it. */
export function makeDocument(schema: GraphQLSchema, chance: Chance): MadeDocument {
  const { pick, pools } = chance;
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const fragments: string[] = [];

  const writeArgument = (argument: GraphQLArgument): string => {
    const value = makeValue(chance, argument.type);
    if (pick.rarely(2)) return `${argument.name}: ${toLiteral(value)}`;
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${String(argument.type)}`);
    variables[name] = value;
    return `${argument.name}: $${name}`;
  };
  const writeArguments = ({ args }: GraphQLField<unknown, unknown>, depth: number): string => {
    const chosen = args.filter((argument) => isRequiredArgument(argument) || pick.rarely(3));
    const pages = args.filter(({ name }) => name === 'first');
    const bounded = pages.length > 0 && depth > 0 && !pick.rarely(8);
    const written = chosen.filter(({ name }) => !bounded || !['first', 'last'].includes(name)).map(writeArgument);
    if (bounded) written.push(`first: ${pick(4)}`);
    return written.length === 0 ? '' : `(${written.join(', ')})`;
  };
  const writeField = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= MOST_DEPTH) return '__typename';
    const alias = field.args.length > 0 || pick.rarely(20) ? `a${pick(1e6)}: ` : '';
    const below = isCompositeType(type) ? writeSelection(type.name, depth + 1) : '';
    return `${alias}${field.name}${writeArguments(field, depth)}${writeDirective(field)} ${below}`;
  };
  const writeDirective = ({ type }: GraphQLField<unknown, unknown>): string => {
    if (!pick.rarely(30)) return '';
    if (isListType(getNullableType(type)) && pick.rarely(2)) return ` @stream(initialCount: ${pick(4) - 1})`;
    return pick.one([
      ' @include(if: true)',
      ' @skip(if: false)',
      ' @skip(if: true)',
      ' @unknown',
      ' @skip',
      ' @stream',
    ]);
  };
  const writeSelection = (name: string, depth: number): string => {
    const type = schema.getType(name);
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type as GraphQLObjectType];
    const of = pick.one(types);
    if (!isObjectType(of)) return '{ __typename }';
    const fields = Object.values(of.getFields());
    const parts = Array.from({ length: 1 + pick(depth < 2 ? 4 : 6) }, () => writeField(pick.one(fields), depth));
    const inner = `{ ${parts.join(' ')} }`;
    if (of.name !== name) return `{ ... on ${of.name} ${inner} }`;
    if (pick.rarely(12)) return `{ ... @defer ${inner} }`;
    if (!pick.rarely(12)) return inner;
    fragments.push(`fragment F${fragments.length} on ${name} ${inner}`);
    return `{ ...F${fragments.length - 1} }`;
  };

  const kind = pick.one(['query', 'query', 'query', 'query', 'query', 'query', 'mutation', 'subscription'] as const);
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const root = roots[kind];
  const fields = Object.values(root!.getFields());
  const count = kind === 'query' ? 1 + pick(3) : 1;
  const body = Array.from({ length: count }, () => writeField(pick.one(fields), 0)).join(' ');
  const head = declared.length === 0 ? kind : `${kind} Made(${declared.join(', ')})`;
  const query = [`${head} { ${body} }`, ...fragments].join('\n');
  return { query: pick.rarely(12) ? mutate(pick, query) : pick.rarely(40) ? pick.one(pools.texts) : query, variables };
}

/** A value as GraphQL writes it. */
function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${key.replaceAll(/\W/g, '_') || '_'}: ${toLiteral(item)}`)
      .join(', ')}}`;
  if (typeof value === 'string' && /^[A-Z][A-Z_]*$/.test(value)) return value;
  return value === undefined ? 'null' : (JSON.stringify(value) ?? 'null');
}
