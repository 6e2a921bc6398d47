import type { GraphQLInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/domain/provider-error.ts';
import type { OffsetPage, OffsetQuery, Question } from '../../src/domain/provider.ts';
import { schema } from '../../src/schema.ts';
import type { MemoryProvider } from '../support/memory-provider.ts';
import { createWorld } from './create-world.ts';

const PAGE = `query ($key: ID!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: ProviderCallSessionOrder, $filter: CallSessionFilter) {
  provider(key: $key) {
    callSessions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      nodes { nativeId }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
      problems { kind }
    }
  }
}`;

type Page = {
  readonly provider: {
    readonly callSessions: {
      readonly nodes: readonly { readonly nativeId: string }[];
      readonly pageInfo: Readonly<Record<string, unknown>>;
      readonly totalCount: number | null;
      readonly problems: readonly unknown[];
    };
  };
};

describe('providers', () => {
  it('are named in the order of the settings, with what they can do', async () => {
    const { run, north } = createWorld();
    const query = `{ providers {
      key kind name settledThrough
      capabilities { pagination maxPageSize filters orderFields countsCheaply hasRecordings hasLegs canFinishExternalCalls }
      status { state lastError rateLimit { limit } }
    } }`;
    const { data, errors } = await run<{ providers: unknown[] }>(query);
    expect(errors).toEqual([]);
    expect(data.providers).toMatchObject([
      {
        key: 'north',
        kind: 'VOXIMPLANT',
        capabilities: { pagination: 'TOKEN', orderFields: ['STARTED_AT'] },
        status: { state: 'UP' },
      },
      { key: 'south' },
    ]);
    expect(north.requests.total).toBe(0);
  });

  it('name the filters of their vendors as CallSessionFilter has them', async () => {
    const { data } = await createWorld().run<{ providers: { capabilities: { filters: string[] } }[] }>(
      '{ providers { capabilities { filters } } }',
    );
    const filter = schema.getType('CallSessionFilter') as GraphQLInputObjectType;
    const names = Object.keys(filter.getFields());
    const [north] = data.providers;
    expect(north!.capabilities.filters).toEqual(expect.arrayContaining(['startedAt', 'direction', 'voximplant']));
    expect(north!.capabilities.filters.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('say what sort of failure was last, until they answer again', async () => {
    const { run, north } = createWorld();
    const status = async () => (await run('{ provider(key: "north") { status { lastErrorKind } } }')).data;
    expect(await status()).toEqual({ provider: { status: { lastErrorKind: null } } });
    north.failWith('unauthorized');
    await run('{ callSessions(first: 1) { nodes { id } } }');
    expect(await status()).toEqual({ provider: { status: { lastErrorKind: 'UNAUTHORIZED' } } });
    north.recover();
    await run('{ callSessions(first: 1) { nodes { id } } }');
    expect(await status()).toEqual({ provider: { status: { lastErrorKind: null } } });
  });

  it('are null where the settings name none of a key', async () => {
    expect((await createWorld().run('{ provider(key: "nowhere") { key } }')).data).toEqual({ provider: null });
  });
});

type Edge = { readonly cursor: string; readonly node: { readonly nativeId: string } };

/** Makes a provider answer other pages by offset than its own. */
function replaceOffsetPages(
  provider: MemoryProvider,
  read: (query: OffsetQuery, list: () => Promise<OffsetPage>) => Promise<OffsetPage>,
): void {
  const prepare = provider.prepare.bind(provider);
  Object.assign(provider, {
    prepare(...asked: Parameters<typeof prepare>): Question {
      const question = prepare(...asked);
      return {
        ...question,
        listByOffset: (query, signal) => read(query, () => question.listByOffset!(query, signal)),
      };
    },
  });
}

describe('Provider.callSessions', () => {
  const createSorted = () => createWorld({ calls: 5, offsetOrders: ['DURATION'] });
  const orderBy = { field: 'DURATION', direction: 'ASC' };

  it('pages one provider along the timeline', async () => {
    const { run, south } = createWorld();
    const { data } = await run<Page>(PAGE, { variables: { key: 'north', first: 2 } });
    expect(data.provider.callSessions).toMatchObject({
      nodes: [{ nativeId: 'c0' }, { nativeId: 'c2' }],
      totalCount: 20,
    });
    expect(south.requests.total).toBe(0);
  });

  it('pages in an order of the vendor, forwards and backwards', async () => {
    const { run, north } = createSorted();
    const read = async (variables: Record<string, unknown>) =>
      (await run<Page>(PAGE, { variables: { key: 'north', orderBy, ...variables } })).data.provider.callSessions;
    const first = await read({ first: 2 });
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const rest = await read({ first: 9, after: first.pageInfo['endCursor'] });
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const ids = [...first.nodes, ...rest.nodes].map(({ nativeId }) => nativeId);
    expect(new Set(ids).size).toBe(5);
    const last = await read({ last: 2 });
    expect(last.nodes.map(({ nativeId }) => nativeId)).toEqual(ids.slice(-2));
    const before = await read({ last: 2, before: last.pageInfo['startCursor'] });
    expect(before.nodes.map(({ nativeId }) => nativeId)).toEqual(ids.slice(1, 3));
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(north.requests.listCalls).toBe(0);
  });

  it('refuses an order that its vendor does not have, and asks nobody', async () => {
    const { run, north } = createSorted();
    const variables = { key: 'north', orderBy: { field: 'COST', direction: 'DESC' } };
    const { errors } = await run(PAGE, { variables });
    expect(errors).toEqual([
      'provider.callSessions: UNSUPPORTED_ORDER north cannot order its calls by COST; it can by STARTED_AT, DURATION.',
    ]);
    expect(north.requests.total).toBe(0);
  });

  it('refuses a cursor of another order', async () => {
    const { run } = createSorted();
    const timeline = (await run<Page>(PAGE, { variables: { key: 'north', first: 1 } })).data.provider.callSessions;
    const variables = { key: 'north', orderBy, after: timeline.pageInfo['endCursor'] };
    expect((await run(PAGE, { variables })).errors[0]).toMatch(/^provider.callSessions: BAD_CURSOR .*STARTED_AT/);
  });

  it('says what is wrong when its vendor fails', async () => {
    const { run, north } = createSorted();
    north.failWith('forbidden');
    const { data, errors } = await run<Page>(PAGE, { variables: { key: 'north', orderBy } });
    expect(errors).toEqual([]);
    expect(data.provider.callSessions).toMatchObject({
      nodes: [],
      totalCount: null,
      problems: [{ kind: 'FORBIDDEN' }],
    });
  });

  it('goes on behind rows that cannot be read, also when a page has no other', async () => {
    const { run, north } = createSorted();
    const unreadable = new ProviderError('north', 'unreadable', 'a row without a start');
    const asked: number[] = [];
    replaceOffsetPages(north, ({ offset }) => {
      asked.push(offset);
      return Promise.resolve({ rows: [null], total: 3, problems: [unreadable] });
    });
    let after: unknown = null;
    for (let page = 1; page <= 3; page += 1) {
      const { data } = await run<Page>(PAGE, { variables: { key: 'north', orderBy, first: 1, after } });
      const { pageInfo, problems } = data.provider.callSessions;
      expect([pageInfo['hasNextPage'], problems]).toMatchObject([page < 3, [{ kind: 'UNREADABLE' }]]);
      after = pageInfo['endCursor'];
    }
    expect(asked).toEqual([0, 1, 2]);
  });

  it('keeps the places of rows that cannot be read', async () => {
    const { run, north } = createSorted();
    const unreadable = new ProviderError('north', 'unreadable', 'a row without a start');
    replaceOffsetPages(north, async (query, list) => {
      const { rows, total } = await list();
      return { rows: rows.map((call, at) => (query.offset + at === 1 ? null : call)), total, problems: [unreadable] };
    });
    const query = `query Edges($orderBy: ProviderCallSessionOrder, $first: Int, $after: String) {
      provider(key: "north") {
        callSessions(orderBy: $orderBy, first: $first, after: $after) { edges { cursor node { nativeId } } }
      }
    }`;
    const read = async (variables: object) => {
      const { data } = await run<{ provider: { callSessions: { edges: Edge[] } } }>(query, {
        variables: { orderBy, ...variables },
      });
      return data.provider.callSessions.edges;
    };
    const all = await read({ first: 5 });
    expect(all).toHaveLength(4);
    for (const [index, { cursor }] of all.entries())
      expect(await read({ first: 5, after: cursor })).toEqual(all.slice(index + 1));
  });

  it('ends a short page at its last call where the vendor does not say how many there are', async () => {
    const { run, north } = createSorted();
    replaceOffsetPages(north, async (_query, list) => ({ ...(await list()), total: null }));
    const read = async (first: number) => {
      const { data } = await run<Page>(PAGE, { variables: { key: 'north', orderBy, first } });
      return data.provider.callSessions.pageInfo;
    };
    expect((await read(50))['endCursor']).toBe((await read(5))['endCursor']);
    expect((await read(50))['hasNextPage']).toBe(false);
  });

  it('is empty where the filter names other providers', async () => {
    const { run, north } = createSorted();
    for (const order of [undefined, orderBy]) {
      const variables = { key: 'north', orderBy: order, filter: { providers: ['south'] } };
      const { data } = await run<Page>(PAGE, { variables });
      expect(data.provider.callSessions.nodes).toEqual([]);
    }
    expect(north.requests.total).toBe(0);
  });
});
