import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { REQUEST_WEIGHT, estimateCost } from '../../../src/server/guards/query-cost.ts';
import { codesOf, openSmallGraph, smallSchema } from './small-graph.ts';

const costOf = (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
  estimateCost(parse(query), {
    schema: smallSchema,
    operationName,
    variables,
    providerCount: 4,
    defaultPageSize: 50,
    maxPageSize: 1000,
    limit: 1_000_000,
  });

/** One connection at the root: itself, one request for each provider, and one for each 50 rows. */
const walk = (rows: number) => 1 + REQUEST_WEIGHT * (4 + Math.ceil(rows / 50));

describe('the cost of a query', () => {
  it('is its rows and the requests they take', () => {
    expect(costOf('{ callSessions(first: 100) { nodes { id } } }')).toBe(walk(100) + 100);
    expect(costOf('{ callSessions(last: 100) { edges { node { id } } } }')).toBe(walk(100) + 200);
  });

  it('takes the page size of the settings where the query names none, and their largest where it asks for more', () => {
    expect(costOf('{ callSessions { nodes { id } } }')).toBe(walk(50) + 50);
    expect(costOf('{ callSessions(first: 2000000000) { nodes { id } } }')).toBe(walk(1000) + 1000);
  });

  it('reads page sizes from variables and their defaults', () => {
    const query = 'query Q($n: Int = 7) { callSessions(first: $n) { nodes { id } } }';
    expect(costOf(query)).toBe(walk(7) + 7);
    expect(costOf(query, { n: 300 })).toBe(walk(300) + 300);
  });

  it('multiplies lists within lists, joins in batches', () => {
    const joined = 100 + REQUEST_WEIGHT * 2 + 200;
    expect(costOf('{ callSessions(first: 100) { nodes { agents { id } } } }')).toBe(walk(100) + joined);
  });

  it('counts a walk for every parent of a connection', () => {
    const perAgent = 1 + REQUEST_WEIGHT * (1 + 1) + 10;
    const query = '{ callSessions(first: 100) { nodes { agents { callSessions(first: 10) { nodes { id } } } } } }';
    expect(costOf(query)).toBe(walk(100) + 100 + REQUEST_WEIGHT * 2 + 200 + 200 * perAgent);
  });

  it('asks a count for totalCount, of every provider and every month of its range', () => {
    expect(costOf('{ callSessions(first: 0) { totalCount } }')).toBe(walk(0) + REQUEST_WEIGHT * 4 * 14);
    const query = 'query Q($filter: F) { callSessions(first: 0, filter: $filter) { totalCount } }';
    const days = (from: string, to: string) => costOf(query, { filter: { startedAt: { from, to } } });
    expect(days('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z')).toBe(walk(0) + REQUEST_WEIGHT * 4);
    expect(days('2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z')).toBe(walk(0) + REQUEST_WEIGHT * 4 * 3);
    const literal =
      '{ callSessions(first: 0, filter: { startedAt: { from: "2026-03-01", to: "2026-03-02" } }) { totalCount } }';
    expect(costOf(literal)).toBe(walk(0) + REQUEST_WEIGHT * 4);
  });

  it('asks nothing for what a directory holds', () => {
    expect(costOf('{ agents(first: 10) { totalCount } }')).toBe(1 + REQUEST_WEIGHT * 4);
  });

  it('counts every id of nodes', () => {
    const ids = Array.from({ length: 200 }, String);
    expect(costOf('query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toBe(200 * (1 + REQUEST_WEIGHT));
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
    ) => `fragment F${index} on Provider { a${index}: callSessions(first: 0) { nodes { provider
      { ...F${index + 1} } } } b${index}: callSessions(first: 0) { nodes { provider { ...F${index + 1} } } } }`;
    const fragments = Array.from({ length: 60 }, (_, index) => level(index)).join('\n');
    expect(costOf(`{ providers { ...F0 } } ${fragments} fragment F60 on Provider { id }`)).toBe(Infinity);
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
    ['what it could cost', 100, /could cost 18\d{3} points, and one request may cost 1000: /],
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
