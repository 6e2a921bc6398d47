import { type GraphQLSchema, getIntrospectionQuery, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../src/schema.ts';
import { agentId, callSessionId, personId } from '../../../src/graph/global-id.ts';
import type { CallFilterField } from '../../../src/domain/call-filter.ts';
import { REQUEST_WEIGHT } from '../../../src/graph/demand.ts';
import { createPlanLists } from '../../../src/server/guards/filtered-lists.ts';
import { estimateCost } from '../../../src/server/guards/query-cost.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { createMemoryProvider } from '../../support/memory-provider.ts';
import { SMALL_PROVIDERS, codesOf, openSmallGraph, readAnswer, smallSchema } from './small-graph.ts';

type Variables = Readonly<Record<string, unknown>>;
type Options = { readonly schema?: GraphQLSchema; readonly applies?: readonly CallFilterField[] };

const priceOf = (query: string, variables: Variables = {}, operationName?: string, options: Options = {}) =>
  estimateCost(parse(query), {
    schema: options.schema ?? smallSchema,
    operationName,
    variables,
    planLists: createPlanLists(
      options.applies
        ? SMALL_PROVIDERS.map(({ key }) =>
            createMemoryProvider({ key, calls: [], now: Date.now, applies: options.applies! }),
          )
        : SMALL_PROVIDERS,
    ),
    defaultPageSize: 50,
    maxPageSize: 1000,
    limit: 1_000_000,
  });
const costOf = (...asked: Parameters<typeof priceOf>) => priceOf(...asked).points;

/** One connection at the root: itself, one request for each provider, and one for each 50 rows. */
const walk = (rows: number) => 1 + REQUEST_WEIGHT * (4 + Math.ceil(rows / 50));
/** Objects with an id each: 50 bytes of a thousand. */
const withIds = (objects: number) => Math.ceil(objects * 1.05);

describe('the cost of a query', () => {
  it('is its rows with their values, and the requests they take', () => {
    expect(costOf('{ callSessions(first: 100) { nodes { id } } }')).toBe(walk(100) + withIds(100));
    expect(costOf('{ callSessions(last: 100) { edges { node { id } } } }')).toBe(walk(100) + 100 + withIds(100));
  });

  it('takes the page size of the settings where the query names none, and their largest where it asks for more', () => {
    expect(costOf('{ callSessions { nodes { id } } }')).toBe(walk(50) + withIds(50));
    expect(costOf('{ callSessions(first: 2000000000) { nodes { id } } }')).toBe(walk(1000) + withIds(1000));
  });

  it('reads page sizes from variables and their defaults', () => {
    const query = 'query Q($n: Int = 7) { callSessions(first: $n) { nodes { id } } }';
    expect(costOf(query)).toBe(walk(7) + withIds(7));
    expect(costOf(query, { n: 300 })).toBe(walk(300) + withIds(300));
  });

  it('reads no value from a prototype', () => {
    const query = 'query Q($n: Int = 7) { callSessions(first: $n) { nodes { id } } }';
    const disguised = JSON.parse('{ "n": 300, "__proto__": { "n": 1 } }') as Variables;
    expect(costOf(query, disguised)).toBe(costOf(query, { n: 300 }));
    expect(costOf(query, Object.create({ n: 1000 }) as Variables)).toBe(costOf(query));
  });

  it('multiplies lists within lists, joins in batches for each provider', () => {
    const joined = 100 + REQUEST_WEIGHT * (4 + 2) + withIds(200);
    expect(costOf('{ callSessions(first: 100) { nodes { agents { id } } } }')).toBe(walk(100) + joined);
  });

  it('counts a walk for every parent of a connection', () => {
    const perAgent = 1 + REQUEST_WEIGHT * (1 + 1) + 10.5;
    const query = '{ callSessions(first: 100) { nodes { agents { callSessions(first: 10) { nodes { id } } } } } }';
    expect(costOf(query)).toBe(walk(100) + 100 + REQUEST_WEIGHT * (4 + 2) + 200 + 200 * perAgent);
  });

  it('asks a count for totalCount, of every provider and every month of its range, and no page for it alone', () => {
    expect(priceOf('{ callSessions { totalCount } }').requests).toBe(4 * 14);
    const query = 'query Q($filter: Filter) { callSessions(first: 0, filter: $filter) { totalCount } }';
    const requests = (from: string, to: string) => priceOf(query, { filter: { startedAt: { from, to } } }).requests;
    expect(requests('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z')).toBe(4);
    expect(requests('2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z')).toBe(4 * 3);
    const literal = '{ callSessions(filter: { startedAt: { from: "2026-03-01", to: "2026-03-02" } }) { totalCount } }';
    expect(priceOf(literal).requests).toBe(4);
  });

  it('asks nothing for what a directory holds', () => {
    expect(costOf('{ agents(first: 10) { totalCount } }')).toBe(1 + REQUEST_WEIGHT * 4 + 1);
  });

  it('counts a field once, however often fragments repeat it, and the dearest type of a union', () => {
    const once = costOf('{ providers { id } }');
    expect(
      costOf('{ ...F ...F providers { id } } fragment F on Query { ...G } fragment G on Query { providers { id } }'),
    ).toBe(once);
    const details = (selection: string) => costOf(`{ callSessions(first: 10) { nodes { details { ${selection} } } } }`);
    expect(details('... on One { tags { id } } ... on Other { name }')).toBe(details('... on One { tags { id } }'));
  });

  it('counts a fragment on another type for nothing, and hides nothing behind it', () => {
    const page = (rows: number) => `{ callSessions(first: ${rows}) { nodes { id } } }`;
    const fragments = `fragment P on Provider ${page(0)} fragment A on Agent ${page(1000)}`;
    const dearest = costOf(`{ node(id: "1") { ... on Agent ${page(1000)} } }`);
    expect(costOf(`{ node(id: "1") { ...P ...A } } ${fragments}`)).toBe(dearest);
    expect(costOf(`{ node(id: "1") { ...A ...P } } ${fragments}`)).toBe(dearest);
  });

  it('leaves out what is skipped', () => {
    const query = 'query Q($all: Boolean!) { providers { id } callSessions @include(if: $all) { nodes { id } } }';
    expect(costOf(query, { all: false })).toBe(costOf('{ providers { id } }'));
    expect(costOf(query, { all: true })).toBeGreaterThan(walk(50));
  });

  it('counts the operation that is asked for', () => {
    const query = 'query A { providers { id } } query B { callSessions(first: 1000) { nodes { id } } }';
    expect(costOf(query, {}, 'A')).toBeLessThan(costOf(query, {}, 'B'));
  });

  it('stops counting where fragments multiply without end', () => {
    const level = (
      index: number,
    ) => `fragment F${index} on Provider { a${index}: callSessions(first: 1) { nodes { provider
      { ...F${index + 1} } } } b${index}: callSessions(first: 1) { nodes { provider { ...F${index + 1} } } } }`;
    const fragments = Array.from({ length: 60 }, (_, index) => level(index)).join('\n');
    expect(costOf(`{ providers { ...F0 } } ${fragments} fragment F60 on Provider { id }`)).toBe(Infinity);
  });
});

describe('the price of a filter', () => {
  const query = 'query Q($filter: CallSessionFilter) { callSessions(first: 50, filter: $filter) { nodes { id } } }';
  const requestsFor = (filter: object, applies: readonly CallFilterField[]) =>
    priceOf(query, { filter }, undefined, { schema, applies }).requests;

  it('is higher where a provider leaves the filter to be applied here, most of all where it reads parts of a call', () => {
    const applied = requestsFor({ outcome: ['MISSED'] }, ['outcome']);
    const searched = requestsFor({ outcome: ['MISSED'] }, []);
    expect(applied).toBe(5);
    expect(searched).toBeGreaterThan(10 * applied);
    const agents = requestsFor({ agentIds: [] }, []);
    expect(agents).toBe(0);
  });

  it('asks only the providers that it names', () => {
    const all = requestsFor({ outcome: ['MISSED'] }, []);
    expect(requestsFor({ outcome: ['MISSED'], providers: ['a'] }, [])).toBeLessThan(all / 2);
  });

  it('holds for the calls of an agent, whom some providers cannot ask for', () => {
    const calls = '{ agents(first: 10) { nodes { callSessions(first: 5) { nodes { id } } } } }';
    const price = (applies: readonly CallFilterField[]) => priceOf(calls, {}, undefined, { schema, applies }).requests;
    expect(price([])).toBeGreaterThan(5 * price(['agentIds']));
  });
});

describe('the price of people', () => {
  const priceOfGraph = (query: string, applies: readonly CallFilterField[] = ['agentIds']) =>
    priceOf(query, {}, undefined, { schema, applies });
  const id = personId({ key: { by: 'email', mark: 'somebody' } });

  it('is one directory of each provider, however many are read, by page or by id', () => {
    expect(priceOfGraph('{ people(first: 50) { nodes { id agents { displayName } } } }').requests).toBe(4);
    expect(priceOfGraph('{ queues { nodes { id } } lines { nodes { id } } }').requests).toBe(8);
    expect(priceOfGraph('{ agents(first: 50) { nodes { person { displayName } } } }').requests).toBe(8);
    const byId = (ids: number) => `{ nodes(ids: [${Array.from({ length: ids }, () => `"${id}"`).join(' ')}]) { id } }`;
    expect(priceOfGraph(byId(1)).requests).toBe(4);
    expect(priceOfGraph(byId(90)).requests).toBe(4);
  });

  it('counts a walk over all providers for the calls of each', () => {
    const calls = (people: number) =>
      priceOfGraph(`{ people(first: ${people}) { nodes { callSessions(first: 5) { nodes { id } } } } }`).requests;
    expect(calls(10) - calls(5)).toBe(5 * (4 + 1));
    const counted = priceOfGraph('{ people(first: 10) { nodes { callSessions { totalCount } } } }').requests;
    expect(counted).toBe(4 + 10 * 4 * 14);
  });

  it('adds the directories to a filter that names them', () => {
    const list = (filter: string) => priceOfGraph(`{ callSessions(filter: { ${filter} }) { nodes { id } } }`).requests;
    expect(list(`personIds: ["${id}"]`)).toBe(list('agentIds: []') + 4 + 5);
    expect(list('personIds: []')).toBe(0);
  });

  it.each(['not: { %s }', 'direction: [INBOUND], not: { kind: [CALLBACK], not: { %s } }'])(
    'adds them as well where they are named within `not`: %s',
    (filter) => {
      const agent = agentId({ provider: SMALL_PROVIDERS[0]!.key, nativeId: '1' });
      const [people, agents] = [`personIds: ["${id}"]`, `agentIds: ["${agent}"]`];
      for (const field of ['callSessions', 'recordings', 'callSessionChanges']) {
        const price = (ids: string) =>
          priceOfGraph(`{ ${field}(filter: { ${filter.replace('%s', ids)} }) { pageInfo { endCursor } } }`).requests;
        expect(price(people) - price(agents)).toBe(4);
      }
      const figures = (ids: string) =>
        priceOfGraph(`{ callStats(filter: { ${filter.replace('%s', ids)} }) { totals { calls } } }`).requests;
      expect(figures(people) - figures(agents)).toBe(4);
    },
  );
});

describe('the price of ids', () => {
  const requestsFor = (ids: readonly string[]) =>
    priceOf('query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, undefined, { schema }).requests;
  const idOf = (provider: string, index: number, startedAt: number) =>
    callSessionId({ provider, nativeId: String(index), startedAt });

  it('is that of the requests they take together, provider by provider and month by month', () => {
    const start = Date.UTC(2026, 2, 1);
    const ofOneDay = Array.from({ length: 900 }, (_, index) => idOf(index % 2 === 0 ? 'a' : 'b', index, start));
    expect(requestsFor(ofOneDay)).toBeLessThan(100);
    const ofYears = Array.from({ length: 20 }, (_, index) => idOf('a', index, start - index * 30 * DAY_MS));
    expect(requestsFor(ofYears)).toBeGreaterThanOrEqual(20);
  });

  it('is nothing for what is no id, and once for one that comes twice', () => {
    expect(requestsFor(['x', 'y'])).toBe(0);
    const id = idOf('a', 1, Date.UTC(2026, 2, 1));
    expect(requestsFor([id, id, id])).toBe(requestsFor([id]));
  });
});

describe('the price of bytes', () => {
  const priced = (selection: string) =>
    costOf(`{ callSessions(first: 1000) { nodes { ${selection} } } }`, {}, undefined, { schema });

  it('makes a row under fifty names dearer than a query may be', () => {
    const raws = Array.from({ length: 49 }, (_, index) => `a${index}: raw`).join(' ');
    expect(priced(raws)).toBeGreaterThan(90_000);
    expect(priced('raw')).toBeLessThan(5000);
  });

  it('is paid for each alias of a plain value', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `a${index}: id`).join(' ');
    expect(priced(ids) - priced('id')).toBe(39 * 50);
  });

  it('counts introspection by what the schema has, so that a tool may ask for it and fifty aliases may not', () => {
    const once = costOf(getIntrospectionQuery(), {}, undefined, { schema });
    expect(once).toBeGreaterThan(1000);
    expect(once).toBeLessThan(15_000);
    const [operation, ...fragments] = parse(getIntrospectionQuery()).definitions.map((each) => print(each));
    const selection = operation!.slice(operation!.indexOf('__schema'), operation!.lastIndexOf('}'));
    const aliases = Array.from({ length: 50 }, (_, index) => `a${index}: ${selection}`).join(' ');
    expect(costOf(`{ ${aliases} } ${fragments.join(' ')}`, {}, undefined, { schema })).toBeGreaterThan(20 * once);
  });
});

describe('what comes in parts', () => {
  const later = (times: number) => `{ ${'... @defer { callSessions(first: 100) { nodes { id } } } '.repeat(times)} }`;
  const graphOf = (settings?: object) => openSmallGraph({ server: { limits: settings } });

  it('is counted as often as it is executed, though the answer has it once', () => {
    const once = costOf(later(1));
    expect(costOf(later(9))).toBe(9 * once);
    expect(priceOf(later(9)).parts).toBe(9);
  });

  it('is limited, through fragments that spread it again and again', async () => {
    const level = (index: number) => `fragment F${index} on Query { ...F${index + 1} @defer ...F${index + 1} @defer }`;
    const fragments = Array.from({ length: 6 }, (_, index) => level(index)).join(' ');
    const graph = graphOf();
    const query = `{ ...F0 } ${fragments} fragment F6 on Query { providers { id } }`;
    expect(await codesOf(await graph.post({ query }, { accept: 'multipart/mixed, application/json' }))).toEqual([
      'TOO_MANY_PARTS',
    ]);
    expect(graph.executed).toEqual([]);
    const stream = '{ providers @stream(initialCount: 0) { id } }';
    const refused = await graphOf({ maxParts: 0 }).post(
      { query: stream },
      { accept: 'multipart/mixed, application/json' },
    );
    expect(await codesOf(refused)).toEqual(['TOO_MANY_PARTS']);
  });
});

describe('writes', () => {
  const write = (times: number) =>
    `mutation { ${Array.from({ length: times }, (_, index) => `w${index}: finish`).join(' ')} }`;

  it('are limited to ten in one document, and priced', async () => {
    const graph = openSmallGraph();
    expect(await codesOf(await graph.ask(write(11)))).toEqual(['TOO_MANY_WRITES']);
    expect(graph.executed).toEqual([]);
    expect(await codesOf(await graph.ask(write(10)))).toEqual([]);
    expect(graph.executed).toHaveLength(10);
    expect(costOf(write(10))).toBeGreaterThanOrEqual(10 * REQUEST_WEIGHT);
  });

  it('may be fewer or more by the settings, and count through fragments', async () => {
    const graph = openSmallGraph({ server: { limits: { maxWrites: 1 } } });
    const query = 'mutation { ...W b: finish } fragment W on Mutation { a: finish }';
    expect(await codesOf(await graph.ask(query))).toEqual(['TOO_MANY_WRITES']);
    expect(await codesOf(await graph.ask(write(1)))).toEqual([]);
  });
});

describe('a traced answer', () => {
  it('says what it was priced, and what may be', async () => {
    const query = '{ providers { id } }';
    const answer = await readAnswer(await openSmallGraph().post({ query }, { 'x-trunkline-trace': '1' }));
    expect(answer.extensions).toMatchObject({ cost: { requested: costOf(query), limit: 20_000 }, upstream: {} });
    const untraced = await readAnswer(await openSmallGraph().post({ query }));
    expect(untraced.extensions).toBeUndefined();
  });
});

describe('a query that costs too much', () => {
  const query = 'query Q($n: Int) { callSessions(first: $n) { nodes { agents { callSessions { nodes { id } } } } } }';

  it('is refused before it is executed, by the values of its variables', async () => {
    const graph = openSmallGraph();
    const response = await graph.post({ query: `${query.slice(0, -1)} providers { id } }`, variables: { n: 1000 } });
    expect(await codesOf(response)).toEqual(['QUERY_TOO_COSTLY']);
    expect(graph.executed).toEqual([]);
  });

  it('is refused for a thousand walks in one document', async () => {
    const walks = Array.from({ length: 40 }, (_, index) => `a${index}: callSessions(first: 1000) { nodes { id } }`);
    expect(await codesOf(await openSmallGraph().ask(`{ ${walks.join(' ')} }`))).toEqual(['QUERY_TOO_COSTLY']);
  });

  it.each([
    ['what it could cost', 100, /could cost \d{5} points, and one request may cost 1000: /],
    ['that counting ended', 1000, /could cost more points than are counted, and one request may cost 1000: /],
  ])('is told %s', async (_what, n, said) => {
    const graph = openSmallGraph({ server: { limits: { maxCost: 1000 } } });
    const { errors } = (await (await graph.post({ query, variables: { n } })).json()) as { errors: Error[] };
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(said)]);
  });

  it('passes where the settings allow it', async () => {
    const graph = openSmallGraph({ server: { limits: { maxCost: 100_000_000 } } });
    expect(await codesOf(await graph.post({ query, variables: { n: 1000 } }))).not.toContain('QUERY_TOO_COSTLY');
  });
});
