import { describe, expect, it } from 'vitest';
import { agentId } from '../../src/graph/global-id.ts';
import { createWorld } from './create-world.ts';

const AGENTS = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: AgentFilter) {
  agents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    nodes { provider { key } nativeId displayName email isActive }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
    isComplete
  }
}`;

type Agents = {
  readonly agents: {
    readonly nodes: readonly { readonly provider: { readonly key: string }; readonly nativeId: string }[];
    readonly pageInfo: Readonly<Record<string, unknown>>;
    readonly totalCount: number | null;
    readonly isComplete: boolean;
  };
};

const ask = async (variables: Readonly<Record<string, unknown>>, world = createWorld()) => {
  const { data, errors } = await world.run<Agents | null>(AGENTS, { variables });
  return { ...data?.agents, names: data?.agents.nodes.map((each) => `${each.provider.key} ${each.nativeId}`), errors };
};

describe('agents', () => {
  it('are ordered by provider key, then native id', async () => {
    const { names, totalCount } = await ask({});
    expect(names).toEqual(['north ada', 'north ben', 'south ada', 'south ben']);
    expect(totalCount).toBe(4);
  });

  it('are paged both ways', async () => {
    const first = await ask({ first: 3 });
    expect(first.names).toEqual(['north ada', 'north ben', 'south ada']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await ask({ first: 3, after: first.pageInfo?.['endCursor'] });
    expect(second.names).toEqual(['south ben']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const beyond = await ask({ first: 3, after: second.pageInfo?.['endCursor'] });
    expect(beyond).toMatchObject({
      names: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, endCursor: null },
    });
    const back = await ask({ last: 2, before: second.pageInfo?.['startCursor'] });
    expect(back.names).toEqual(['north ben', 'south ada']);
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  it('cost nothing where none are wanted', async () => {
    const { run, north } = createWorld();
    expect((await run('{ agents(first: 0) { nodes { id } } }')).data).toEqual({ agents: { nodes: [] } });
    expect(north.requests.total).toBe(0);
    expect((await run('{ agents(first: 0) { totalCount } }')).data).toEqual({ agents: { totalCount: 4 } });
  });

  it('are found by what is written, by state and by provider', async () => {
    expect((await ask({ filter: { search: 'ADA' } })).names).toEqual(['north ada', 'south ada']);
    expect((await ask({ filter: { search: '102', providers: ['south'] } })).names).toEqual(['south ben']);
    expect((await ask({ filter: { isActive: false } })).names).toEqual(['north ben', 'south ben']);
    expect((await ask({ filter: { providers: [] } })).names).toEqual([]);
  });

  it.each(['ada marsh', 'Marsh Ada', '  MARSH   ada ', 'ada@example.com marsh', '101 Ada'])(
    'are found by words in any order and case: %s',
    async (search) => {
      expect((await ask({ filter: { search } })).names).toEqual(['north ada', 'south ada']);
    },
  );

  it('are not found where one of the words is not theirs', async () => {
    expect((await ask({ filter: { search: 'ada okafor' } })).names).toEqual([]);
    expect((await ask({ filter: { search: ' ' } })).names).toHaveLength(4);
  });

  it('have no address where the text is none, and keep their row', async () => {
    const { run } = createWorld();
    const query = '{ agents { nodes { nativeId email } } }';
    const { data, errors } = await run<{ agents: { nodes: unknown[] } }>(query);
    expect(errors).toEqual([]);
    expect(data.agents.nodes.slice(0, 2)).toEqual([
      { nativeId: 'ada', email: 'ada@example.com' },
      { nativeId: 'ben', email: null },
    ]);
  });

  it('are missing where their provider is', async () => {
    const world = createWorld();
    world.south.failWith('timed-out');
    expect(await ask({}, world)).toMatchObject({
      names: ['north ada', 'north ben'],
      totalCount: null,
      isComplete: false,
    });
  });

  it('refuse a cursor that is none of theirs, and ask nobody', async () => {
    const world = createWorld();
    const after = agentId({ provider: 'north', nativeId: 'ada' });
    expect((await ask({ after }, world)).errors[0]).toMatch(/BAD_CURSOR/);
    expect((await ask({ after: 'nonsense' }, world)).errors[0]).toMatch(/BAD_CURSOR .*damaged/);
    expect((await ask({ before: 'nonsense', last: 2 }, world)).errors[0]).toMatch(/BAD_CURSOR .*damaged/);
    expect(world.north.requests.total + world.south.requests.total).toBe(0);
  });

  it('are asked for once, however many pages and requests read them within a minute', async () => {
    const world = createWorld();
    const first = await ask({ first: 1 }, world);
    expect((await ask({ first: 3, after: first.pageInfo?.['endCursor'] }, world)).names).toHaveLength(3);
    await world.run('{ a: agents { totalCount } b: agents(filter: { isActive: true }) { totalCount } }');
    expect([world.north.requests.listAgents, world.south.requests.listAgents]).toEqual([1, 1]);
    await world.run('{ agents { totalCount } }', { headers: { 'cache-control': 'no-cache' } });
    expect([world.north.requests.listAgents, world.south.requests.listAgents]).toEqual([2, 2]);
  });

  it('are known to the calls that name them, once their directory has been read', async () => {
    const { run, north } = createWorld();
    const { data } = await run<{ provider: { agents: { nodes: unknown[] } } }>(
      '{ provider(key: "north") { agents(first: 1) { nodes { callSessions(first: 1) { nodes { agents { displayName } } } } } } }',
    );
    const calls = { nodes: [{ agents: [{ displayName: 'Ada Marsh' }] }] };
    expect(data.provider.agents.nodes).toEqual([{ callSessions: calls }]);
    expect([north.requests.listAgents, north.requests.getAgents]).toEqual([1, 0]);
  });

  it('that could not be read are asked for again', async () => {
    const world = createWorld();
    world.south.failWith('timed-out');
    expect((await ask({}, world)).isComplete).toBe(false);
    world.south.recover();
    expect((await ask({}, world)).names).toHaveLength(4);
  });

  it('know their calls', async () => {
    const { run, north, south } = createWorld();
    const query = `{ provider(key: "north") { agents(last: 1) { nodes { nativeId
      callSessions(first: 2) { nodes { nativeId } }
      others: callSessions(first: 2, filter: { providers: ["south"] }) { nodes { nativeId } }
    } } } }`;
    north.addCalls([]);
    const { data, errors } = await run<{ provider: { agents: { nodes: unknown[] } } }>(query);
    expect(errors).toEqual([]);
    // Ben is on the legs of every call, and named by none.
    expect(data.provider.agents.nodes).toEqual([
      { nativeId: 'ben', callSessions: { nodes: [] }, others: { nodes: [] } },
    ]);
    expect(north.queries[0]?.filter).toEqual({ agentIds: ['ben'] });
    expect(south.requests.total).toBe(0);
  });
});
