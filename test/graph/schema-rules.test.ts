import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { RELATION_EVIDENCE } from '../../src/domain/call-references.ts';
import { demandOf } from '../../src/graph/demand.ts';
import { schema } from '../../src/schema.ts';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const objects = types.filter((type) => isObjectType(type));
const connections = objects.filter(({ name }) => name.endsWith('Connection'));
const fieldsOf = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] => Object.values(type.getFields());

describe('the schema', () => {
  it('is valid', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('describes every type, field, argument and value', () => {
    expect(types.flatMap(undescribedIn)).toEqual([]);
  });

  it('lets a type have a field `id` only if it is a Node, since caches of clients identify by it', () => {
    const nodes = objects.filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
    const withId = types.filter((type) => (isObjectType(type) || isInterfaceType(type)) && 'id' in type.getFields());
    expect(withId.map(String).sort()).toEqual(['Node', ...nodes.map(String)].sort());
    expect(nodes.map(String).sort()).toEqual([
      'Agent',
      'CallLeg',
      'CallSession',
      'Line',
      'Person',
      'Provider',
      'Queue',
      'Recording',
    ]);
  });

  it("says first of a vendor's filter that the calls of other vendors stay, and how to leave them out", () => {
    const filter = schema.getType('CallSessionFilter');
    if (!isInputObjectType(filter)) throw new Error('there is no CallSessionFilter');
    const own = Object.values(filter.getFields()).filter(({ type }) => getNamedType(type).name.endsWith('CallFilter'));
    expect(own).toHaveLength(4);
    for (const { description, type } of own)
      for (const said of [description, getNamedType(type).description])
        expect(said).toMatch(
          /^Narrows the calls of [^:]+ alone: calls of other vendors are still returned, unless `providers`/,
        );
  });

  it('lists the evidence of a relation in the order that the description promises', () => {
    const evidence = schema.getType('RelationEvidence');
    if (!isEnumType(evidence)) throw new Error('there is no RelationEvidence');
    expect(evidence.description).toContain('strongest evidence first');
    expect(evidence.getValues().map(({ name }) => name)).toEqual(RELATION_EVIDENCE);
  });

  it('lets a field that needs another request be null', () => {
    const joined = [
      'CallSession.agents CallSession.queues CallSession.legs CallSession.recordings CallSession.cost CallSession.details',
      'CallLeg.session CallLeg.agent CallLeg.recordings CallLeg.cost CallLeg.details Recording.session Recording.leg',
      'Recording.url Recording.details Agent.displayName Agent.email Agent.callSessions Provider.callSessions Provider.agents',
      'Query.node Query.callSession Query.provider CallSessionConnection.totalCount',
    ].flatMap((line) => line.split(' '));
    const required = joined.filter((place) => {
      const [typeName = '', fieldName = ''] = place.split('.');
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      return !field || isNonNullType(field.type);
    });
    expect(required).toEqual([]);
  });
});

describe('what a field asks of the vendors', () => {
  const demands = (isOne: (field: GraphQLField<unknown, unknown>, type: GraphQLObjectType) => boolean) =>
    objects.flatMap((type) =>
      fieldsOf(type).flatMap((field) => (isOne(field, type) ? [[`${type.name}.${field.name}`, demandOf(field)]] : [])),
    );
  const undeclared = (...asked: Parameters<typeof demands>) =>
    demands(...asked).flatMap(([place, demand]) => (demand === null ? [place] : []));
  const isConnection = (type: GraphQLNamedType) => connections.some(({ name }) => name === type.name);

  it('is declared by every connection, its rows, every look-up and every mutation', () => {
    expect(undeclared((field) => isConnection(getNamedType(field.type)))).toEqual([]);
    expect(undeclared((field, type) => isConnection(type) && ['nodes', 'edges'].includes(field.name))).toEqual([]);
    expect(undeclared(({ args }) => args.some(({ name }) => ['id', 'ids', 'nativeId'].includes(name)))).toEqual([]);
    expect(undeclared((_field, type) => type === schema.getMutationType())).toEqual([]);
  });

  it('is declared by every field that leads to a Node, but those that have it at hand', () => {
    const isNode = (type: GraphQLNamedType) =>
      (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')) || isInterfaceType(type);
    expect(undeclared((field) => isNode(getNamedType(field.type))).sort()).toEqual([
      'Agent.provider',
      'AgentEdge.node',
      'CallLeg.session',
      'CallSession.provider',
      'CallSessionChange.session',
      'CallSessionEdge.node',
      'CallStatsBucket.provider',
      'Line.provider',
      'LineEdge.node',
      'Person.agents',
      'PersonEdge.node',
      'ProviderProblem.provider',
      'Query.provider',
      'Queue.provider',
      'QueueEdge.node',
      'Recording.session',
      'RecordingEdge.node',
      'RelatedCallSession.session',
    ]);
  });
});

describe('resolvers', () => {
  it('know a request by its context alone', () => {
    const source = join(import.meta.dirname, '../../src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /^(graph\/.*|providers\/[^/]+\/graph.*)\.ts$/.test(file),
    );
    expect(files.length).toBeGreaterThan(30);
    const reading = files.filter((file) => /process\.env|\bheaders\b/.test(readFileSync(join(source, file), 'utf8')));
    expect(reading).toEqual([]);
  });
});

describe('connections', () => {
  const FEED = 'CallSessionChangeConnection';
  const DIRECTORIES = ['AgentConnection', 'LineConnection', 'PersonConnection', 'QueueConnection'];

  it('are there for calls and what changes of them, for recordings and for every directory', () => {
    expect(connections.map(String).sort()).toEqual([
      'AgentConnection',
      FEED,
      'CallSessionConnection',
      'LineConnection',
      'PersonConnection',
      'QueueConnection',
      'RecordingConnection',
    ]);
  });

  it.each(connections.map((type) => [type.name, type] as const))('%s is as Relay has it', (name, type) => {
    const fields = type.getFields();
    expect(String(fields['pageInfo']?.type)).toBe('PageInfo!');
    const edges = fields['edges']!.type;
    expect(isListType(isNonNullType(edges) ? edges.ofType : edges)).toBe(true);
    const edge = getNamedType(edges) as GraphQLObjectType;
    expect(edge.name).toBe(name.replace(/Connection$/, 'Edge'));
    expect(String(edge.getFields()['cursor']?.type)).toBe('String!');
    expect(String(edge.getFields()['node']?.type)).toBe(`${name.replace(/Connection$/, '')}!`);
    // No provider is asked for the feed, so none can be missing from it; and it has no end to be counted to.
    const ofProviders = name === FEED ? [] : ['isComplete', 'problems', 'totalCount'];
    // Whoever works somewhere is not read with a time, and a change has a time of its own.
    const ofReadings = name === FEED || DIRECTORIES.includes(name) ? [] : ['asOf'];
    expect(Object.keys(fields).sort()).toEqual(['edges', 'nodes', 'pageInfo', ...ofProviders, ...ofReadings].sort());
  });

  it('are paged both ways by every field that answers one, but the feed, which is read forwards', () => {
    const answering = objects.flatMap((type) =>
      fieldsOf(type).filter(({ type: answer }) => {
        const { name } = getNamedType(answer);
        return name.endsWith('Connection') && name !== FEED;
      }),
    );
    expect(answering.length).toBeGreaterThanOrEqual(6);
    for (const field of answering) {
      const args = Object.fromEntries(field.args.map((argument) => [argument.name, String(argument.type)]));
      expect(args, field.name).toMatchObject({ first: 'Int', after: 'String', last: 'Int', before: 'String' });
    }
  });

  it('share one PageInfo', () => {
    const info = schema.getType('PageInfo') as GraphQLObjectType;
    expect(fieldsOf(info).map((field) => `${field.name}: ${String(field.type)}`)).toEqual([
      'hasNextPage: Boolean!',
      'hasPreviousPage: Boolean!',
      'startCursor: String',
      'endCursor: String',
    ]);
  });
});

type Description = readonly [place: string, text: string | null | undefined];

const undescribedIn = (type: GraphQLNamedType): string[] =>
  describedIn(type)
    .filter(([place, text]) => !text?.trim() || text === place.split('.').at(-1))
    .map(([place]) => place);

function describedIn(type: GraphQLNamedType): Description[] {
  const own: Description = [type.name, type.description];
  if (isEnumType(type))
    return [own, ...type.getValues().map((value): Description => [`${type.name}.${value.name}`, value.description])];
  if (isInputObjectType(type))
    return [
      own,
      ...Object.values(type.getFields()).map((each): Description => [`${type.name}.${each.name}`, each.description]),
    ];
  if (!isObjectType(type) && !isInterfaceType(type))
    return ['String', 'Int', 'Boolean', 'ID', 'Float'].includes(type.name) ? [] : [own];
  const fields = Object.values(type.getFields()).flatMap((field): Description[] => [
    [`${type.name}.${field.name}`, field.description],
    ...field.args.map((argument): Description => [
      `${type.name}.${field.name}(${argument.name})`,
      argument.description,
    ]),
  ]);
  return [own, ...fields];
}
