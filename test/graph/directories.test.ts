import { describe, expect, it } from 'vitest';
import { type Line, toLine } from '../../src/domain/line.ts';
import { agentId, lineId } from '../../src/graph/global-id.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { createQueryRunner } from '../support/run-query.ts';
import { clock } from './create-world.ts';

type Page = {
  readonly nodes: readonly {
    readonly id: string;
    readonly name: string;
    readonly provider: { readonly key: string };
  }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
  readonly totalCount: number | null;
  readonly isComplete: boolean;
  readonly problems: readonly { readonly kind: string; readonly message: string }[];
};

const lineOf = (provider: string, number: string, name: string | null): Line =>
  toLine(provider, { number, displayName: name, defaultCountry: 'GB' }, name)!;

/** "north" has queues and lines, "south" too, under other names. */
function createWorld(south: Partial<Parameters<typeof createMemoryProvider>[0]> = {}) {
  const create = (key: string, given: Partial<Parameters<typeof createMemoryProvider>[0]> = {}) =>
    createMemoryProvider({
      key,
      now: clock.now,
      calls: [],
      queues: ['sales', 'billing'].map((nativeId) => ({ provider: key, nativeId, name: `${nativeId} ${key}` })),
      lines: [lineOf(key, '+442079460000', 'Front desk'), lineOf(key, '020 7946 0001', `Orders ${key}`)],
      ...given,
    });
  const [north, other] = [create('north'), create('south', south)];
  return { north, south: other, run: createQueryRunner([north, other], { now: clock.now }) };
}

describe.each([
  ['queues', 'QueueFilter', ['billing north', 'sales north', 'billing south', 'sales south'], 'listQueues'],
  ['lines', 'LineFilter', ['Front desk', 'Orders north', 'Front desk', 'Orders south'], 'listLines'],
] as const)('%s', (field, filterType, all, method) => {
  const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ${filterType}) {
    page: ${field}(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes { id name provider { key } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount isComplete problems { kind message }
    }
  }`;
  const ask = async (variables: Readonly<Record<string, unknown>>, world = createWorld()) => {
    const { data, errors } = await world.run<{ page: Page } | null>(QUERY, { variables });
    return { ...data?.page, names: data?.page.nodes.map(({ name }) => name), errors };
  };

  it('are those of all providers, by provider key, then native id', async () => {
    expect(await ask({})).toMatchObject({ names: all, totalCount: 4, isComplete: true, problems: [] });
  });

  it('are paged both ways, also where the item of a cursor is gone', async () => {
    const first = await ask({ first: 3 });
    expect(first).toMatchObject({ names: all.slice(0, 3), pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = await ask({ first: 3, after: first.pageInfo?.['endCursor'] });
    expect(second).toMatchObject({ names: all.slice(3), pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect((await ask({ last: 2, before: second.pageInfo?.['startCursor'] })).names).toEqual(all.slice(1, 3));
    const emptied = createWorld({ queues: [], lines: [] });
    expect((await ask({ last: 1, before: second.pageInfo?.['endCursor'] }, emptied)).names).toEqual([all[1]]);
  });

  it('are found by words in any order and case, and by provider', async () => {
    expect((await ask({ filter: { search: 'SOUTH' } })).names).toHaveLength(1 + (field === 'queues' ? 1 : 0));
    expect((await ask({ filter: { search: 'desk  FRONT' } })).names).toEqual(field === 'lines' ? [all[0], all[2]] : []);
    expect((await ask({ filter: { providers: ['south'] } })).names).toEqual(all.slice(2));
    expect((await ask({ filter: { providers: [] } })).names).toEqual([]);
    expect((await ask({ filter: { providers: ['east'] } })).errors[0]).toMatch(/UNKNOWN_PROVIDER/);
  });

  it('are missing where their provider is', async () => {
    const world = createWorld();
    world.south.failWith('timed-out');
    expect(await ask({}, world)).toMatchObject({
      names: all.slice(0, 2),
      totalCount: null,
      isComplete: false,
      problems: [{ kind: 'TIMED_OUT' }],
    });
    const refused = await world.run(`{ ${field} { totalCount } }`, { headers: { 'x-trunkline-partial': 'refuse' } });
    expect(refused.errors[0]).toMatch(/PROVIDER_PROBLEM/);
  });

  it('are asked for once, however many pages and requests read them within a minute', async () => {
    const world = createWorld();
    await ask({ first: 1 }, world);
    await ask({ first: 1 }, world);
    await world.run(`{ a: ${field} { totalCount } b: ${field}(first: 0) { nodes { id } } }`);
    expect([world.north.requests[method], world.south.requests[method]]).toEqual([1, 1]);
    await world.run(`{ ${field} { totalCount } }`, { headers: { 'cache-control': 'no-cache' } });
    expect(world.north.requests[method]).toBe(2);
  });

  it('cost nothing where none are wanted, and refuse a cursor of another list', async () => {
    const world = createWorld();
    expect((await world.run(`{ ${field}(first: 0) { nodes { id } } }`)).data).toEqual({ [field]: { nodes: [] } });
    const after = agentId({ provider: 'north', nativeId: 'ada' });
    expect((await ask({ after }, world)).errors[0]).toMatch(/BAD_CURSOR/);
    expect(world.north.requests.total).toBe(0);
  });

  it('are found again by their ids', async () => {
    const world = createWorld();
    const ids = (await ask({}, world)).nodes?.map(({ id }) => id);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Queue { name } ... on Line { name } } }';
    const { data, errors } = await world.run<{ nodes: { name: string }[] }>(query, { variables: { ids } });
    expect(errors).toEqual([]);
    expect(data.nodes.map(({ name }) => name)).toEqual(all);
    expect(world.north.requests[method]).toBe(1);
  });
});

describe('lines', () => {
  const LINES =
    '{ lines { nodes { name party { number e164 } } isComplete problems { provider { key } kind message } } }';
  type Lines = {
    lines: { nodes: { name: string }[]; isComplete: boolean; problems: { kind: string; message: string }[] };
  };

  it('are found by their number as sent and in international form', async () => {
    const { run } = createWorld();
    const found = async (search: string) => {
      const { data } = await run<Lines>(`{ lines(filter: { search: "${search}" }) { nodes { name } } }`);
      return data.lines.nodes.map(({ name }) => name);
    };
    expect(await found('+442079460001')).toEqual(['Orders north', 'Orders south']);
    expect(await found('0001 orders')).toEqual(['Orders north', 'Orders south']);
  });

  it('of a provider that shows none and keeps no calls are not known, and the answer says so', async () => {
    const { data } = await createWorld({ lines: null }).run<Lines>(LINES);
    expect(data.lines.nodes.map(({ name }) => name)).toEqual(['Front desk', 'Orders north']);
    expect(data.lines).toMatchObject({
      isComplete: false,
      problems: [
        { provider: { key: 'south' }, kind: 'UNSUPPORTED', message: expect.stringMatching(/`history`/) as string },
      ],
    });
  });

  it('that nobody has are null by id, and an error where nobody can know', async () => {
    const id = lineId({ provider: 'south', nativeId: '404' });
    const query = `{ node(id: "${id}") { id } }`;
    expect(await createWorld().run(query)).toMatchObject({ data: { node: null }, errors: [] });
    const unlisted = await createWorld({ lines: null }).run(query);
    expect(unlisted.errors[0]).toMatch(/PROVIDER_PROBLEM/);
    const gone = lineId({ provider: 'east', nativeId: '404' });
    expect(await createWorld().run(`{ node(id: "${gone}") { id } }`)).toMatchObject({
      data: { node: null },
      errors: [],
    });
  });
});

describe('queues', () => {
  it('are none at a provider without any, which is a whole answer', async () => {
    const { run, south } = createWorld({ lacks: ['getQueues', 'listQueues'] });
    const { data } = await run<{ queues: { totalCount: number; isComplete: boolean } }>(
      '{ queues { totalCount isComplete } }',
    );
    expect(data.queues).toEqual({ totalCount: 2, isComplete: true });
    expect(south.requests.total).toBe(0);
  });
});
