import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import {
  type ObjectTypeDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  isObjectType,
  parse,
  print,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSubgraph } from '../../../src/graph/federation/create-subgraph.ts';
import { schema } from '../../../src/schema.ts';

const before = printSchema(schema);
const subgraph = createSubgraph(schema, { defaultPageSize: 50 });
const document = parse(subgraph.text());
const types = document.definitions.filter((each): each is TypeDefinitionNode => 'fields' in each || 'types' in each);
const objects = types.filter((each): each is ObjectTypeDefinitionNode => each.kind === Kind.OBJECT_TYPE_DEFINITION);

/** What has directives, by its place: "CallSession" or "Query.agents". */
const directives = new Map(
  objects.flatMap((type) =>
    [
      [type.name.value, type] as const,
      ...(type.fields ?? []).map((field) => [`${type.name.value}.${field.name.value}`, field] as const),
    ].map(([place, node]) => [place, (node.directives ?? []).map(print)] as const),
  ),
);
const placesOf = (name: string): string[] =>
  [...directives]
    .flatMap(([place, texts]) => (texts.some((text) => text.startsWith(`@${name}`)) ? [place] : []))
    .sort();

const crm = (more = '') =>
  parse(readFileSync(new URL('../../../examples/federation/crm.graphql', import.meta.url), 'utf8') + more);
const services = (more?: string) => [
  { name: 'trunkline', url: 'http://trunkline.example.com/graphql', typeDefs: document },
  { name: 'crm', url: 'http://crm.example.com/graphql', typeDefs: crm(more) },
];

describe('the subgraph', () => {
  it('has a key on every Node, and a second one on calls', () => {
    const nodes = objects.filter(({ interfaces = [] }) => interfaces.some(({ name }) => name.value === 'Node'));
    expect(nodes).toHaveLength(8);
    expect(placesOf('key')).toEqual(nodes.map(({ name }) => name.value).sort());
    for (const { name } of nodes) expect(directives.get(name.value)).toContain('@key(fields: "id")');
    // Hive Gateway asks by the last one that it knows, and by its id a call is found without a search.
    expect(directives.get('CallSession')).toEqual(['@key(fields: "providerKey nativeId")', '@key(fields: "id")']);
  });

  it('shares PageInfo and Money, and nothing else', () => {
    expect(placesOf('shareable')).toEqual(['Money', 'PageInfo']);
  });

  it('leaves node and nodes to others, and is else the same schema', () => {
    const fieldsOf = (type: string, given = schema) => {
      const found = given.getType(type);
      return isObjectType(found) ? Object.keys(found.getFields()) : [];
    };
    expect(fieldsOf('Query', subgraph.schema)).toEqual([
      ...fieldsOf('Query').filter((name) => name !== 'node' && name !== 'nodes'),
      '_service',
      '_entities',
    ]);
    const names = (given: typeof schema) => Object.keys(given.getTypeMap()).sort();
    expect(names(subgraph.schema)).toEqual([...names(schema), '_Any', '_Entity', '_Service'].sort());
    const own = types.flatMap((type) =>
      'fields' in type ? (type.fields ?? []).map(({ name }) => `${type.name.value}.${name.value}`) : [],
    );
    expect(own.filter((place) => /^Query\.(node|nodes|_\w+)$/.test(place))).toEqual([]);
    expect(subgraph.text()).not.toMatch(/^(scalar _Any|union _Entity|type _Service|directive )/m);
  });

  it('changes nothing of the schema that it is made of', () => {
    expect(printSchema(schema)).toBe(before);
    expect(before).not.toContain('_entities');
  });

  it('tells a gateway how long each connection is, and which fields send requests of their own', () => {
    const connections = [...directives.keys()].filter((place) => {
      const [typeName = '', fieldName = ''] = place.split('.');
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      return /Connection!?$/.test(String(field?.type));
    });
    expect(placesOf('listSize')).toEqual(connections.sort());
    expect(directives.get('Query.callSessions')).toEqual([
      '@listSize(assumedSize: 50, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
      '@cost(weight: 20)',
    ]);
    expect(directives.get('Query.callSessionChanges')).toEqual([
      '@listSize(assumedSize: 100, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
    ]);
    expect(directives.get('CallSession.raw')).toEqual(['@cost(weight: 3)']);
    // Batched over its parents.
    expect(directives.get('CallSession.agents')).toEqual([]);
  });

  it('has no default where a header says what holds without one, since a gateway sends defaults', () => {
    expect(before).toContain('requireComplete: Boolean = false');
    expect(subgraph.text()).toContain('requireComplete: Boolean\n');
    expect(subgraph.text()).not.toContain('requireComplete: Boolean =');
  });

  it('takes the page size of the settings', () => {
    const large = createSubgraph(schema, { defaultPageSize: 200 });
    expect(large.text()).toContain('@listSize(assumedSize: 200, ');
  });
});

describe('composed with a CRM whose types have names like ours', () => {
  it('has no errors and no hints, and all fields of both, by the composer of Apollo', () => {
    const { errors, hints, schema: composed } = composeServices(services());
    expect(errors ?? []).toEqual([]);
    expect(hints).toEqual([]);
    const call = composed?.toAPISchema().toGraphQLJSSchema().getType('CallSession');
    const own = schema.getType('CallSession');
    if (!isObjectType(call) || !isObjectType(own)) throw new Error('there is no CallSession');
    expect(Object.keys(call.getFields()).sort()).toEqual([...Object.keys(own.getFields()), 'tickets'].sort());
  });

  it('has no errors by the composer of The Guild', () => {
    const composed = composeByGuild(services());
    expect(composed.errors ?? []).toEqual([]);
    expect(composed.supergraphSdl).toContain('tickets: [Ticket!]! @join__field(graph: CRM)');
  });

  it.each([
    ['Person', 'type Person { name: String }', 'Person'],
    ['Party', 'type Party { number: String }', 'Party.number'],
    ['Query.agents', 'extend type Query { agents: [Agent!]! }', 'Query.agents'],
  ])('is refused by both where the CRM has a %s of its own, which it has to rename', (_name, more, place) => {
    for (const compose of [composeServices, composeByGuild]) {
      const { errors = [] } = compose(services(more)) as { errors?: readonly { readonly message: string }[] };
      expect(errors.map(({ message }) => message).join('\n')).toContain(place);
    }
  });
});
