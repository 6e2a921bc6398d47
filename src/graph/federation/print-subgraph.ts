import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  GraphQLSchema,
  type ObjectTypeDefinitionNode,
  getNamedType,
  isObjectType,
  parse,
  print,
  printSchema,
  specifiedDirectives,
  visit,
} from 'graphql';
import { BYTES_PER_POINT, type FieldDemand, REQUEST_WEIGHT, bytesOf, demandOf } from '../demand.ts';
import { entityTypesOf, keysOf } from './entity-keys.ts';

/** What gateways are told of this server beside its types. */
export type SubgraphOptions = {
  /** Rows of a page where a query names no number. */
  readonly defaultPageSize: number;
};

const LINK =
  '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])';

/** Value types that other subgraphs may have too, field by field. */
const SHAREABLE: ReadonlySet<string> = new Set(['PageInfo', 'Money']);

/** Arguments that a header stands in for: a gateway sends a default as if the client had given it. */
const IF_GIVEN: ReadonlySet<string> = new Set(['requireComplete']);

/** Prints a schema with the directives by which it is composed and by which a gateway prices queries. */
export function printSubgraph(schema: GraphQLSchema, options: SubgraphOptions): string {
  // @defer and @stream are the gateway's own: it asks subgraphs for whole answers.
  const document = parse(printSchema(new GraphQLSchema({ ...schema.toConfig(), directives: specifiedDirectives })));
  return `extend schema ${LINK}\n\n${print(withDirectives(document, schema, options))}\n`;
}

function withDirectives(document: DocumentNode, schema: GraphQLSchema, options: SubgraphOptions): DocumentNode {
  const entities = new Set(entityTypesOf(schema).map(({ name }) => name));
  return visit<DocumentNode>(document, {
    InputValueDefinition({ defaultValue, ...node }) {
      return defaultValue && IF_GIVEN.has(node.name.value) ? node : undefined;
    },
    ObjectTypeDefinition: {
      leave(node): ObjectTypeDefinitionNode {
        const name = node.name.value;
        const keys = entities.has(name) ? keysOf(name).map((fields) => `@key(fields: "${fields}")`) : [];
        const directives = [...keys, ...(SHAREABLE.has(name) ? ['@shareable'] : [])];
        const type = schema.getType(name);
        if (!isObjectType(type)) return node;
        const fields = node.fields?.map((field) => withPrice(field, type, options)) ?? [];
        return { ...node, fields, directives: directives.map(toDirective) };
      },
    },
  });
}

function withPrice(node: FieldDefinitionNode, type: GraphQLObjectType, options: SubgraphOptions): FieldDefinitionNode {
  const field = type.getFields()[node.name.value];
  if (!field) return node;
  const weight = weightOf(field);
  const directives = [...listSizeOf(field, options), ...(weight === null ? [] : [`@cost(weight: ${weight})`])];
  return { ...node, directives: [...(node.directives ?? []), ...directives.map(toDirective)] };
}

/** Demands that send a request of their own wherever they stand. What is batched over its parents weighs as they do. */
const OWN_REQUESTS: ReadonlySet<FieldDemand | null> = new Set<FieldDemand>([
  'calls',
  'agent-calls',
  'person-calls',
  'recordings',
  'directory',
  'figures',
  'count',
  'each',
  'look-up',
  'write',
]);

/** What a field weighs beside its objects, as this server prices it: a gateway knows neither providers nor their batches. */
function weightOf(field: GraphQLField<unknown, unknown>): number | null {
  if (OWN_REQUESTS.has(demandOf(field))) return REQUEST_WEIGHT;
  const bytes = bytesOf(field) ?? 0;
  return bytes >= BYTES_PER_POINT ? Math.ceil(bytes / BYTES_PER_POINT) : null;
}

/** How long the lists of a connection are, as far as its arguments tell. */
function listSizeOf(field: GraphQLField<unknown, unknown>, { defaultPageSize }: SubgraphOptions): string[] {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return [];
  const rows = Object.values(type.getFields()).filter((each) => demandOf(each) === 'rows');
  const slices = field.args.filter(({ name }) => name === 'first' || name === 'last');
  if (rows.length === 0 || slices.length === 0) return [];
  const names = (named: readonly { readonly name: string }[]) => `[${named.map(({ name }) => `"${name}"`).join(', ')}]`;
  const own = slices.map(({ defaultValue }) => defaultValue).find((value) => typeof value === 'number');
  return [
    `@listSize(assumedSize: ${own ?? defaultPageSize}, slicingArguments: ${names(slices)}, sizedFields: ${names(rows)}, requireOneSlicingArgument: false)`,
  ];
}

/** A directive as its text has it. */
function toDirective(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const [directive] = definition && 'directives' in definition ? (definition.directives ?? []) : [];
  if (!directive) throw new Error(`"${text}" is no directive.`);
  return directive as ConstDirectiveNode;
}
