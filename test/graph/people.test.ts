import { describe, expect, it } from 'vitest';
import type { Agent } from '../../src/domain/agent.ts';
import type { PersonSetting } from '../../src/domain/people.ts';
import { agentId, personId } from '../../src/graph/global-id.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';
import { createQueryRunner } from '../support/run-query.ts';
import { clock, startOf } from './create-world.ts';

const agent = (provider: string, nativeId: string, displayName: string, email: string | null): Agent => ({
  provider,
  nativeId,
  displayName,
  email,
  extension: null,
  isActive: true,
});

/** Ada is at both, in two spellings of one address; Ben has no address; Cleo is at "south" alone. */
const NORTH = [agent('north', 'a1', 'Ada Marsh', 'ada@example.com'), agent('north', 'b1', 'Ben Okafor', null)];
const SOUTH = [
  agent('south', 'a2', 'Marsh Ada', 'Ada@Example.com'),
  agent('south', 'b2', 'B. Okafor', null),
  agent('south', 'c2', 'Cleo Ray', 'cleo@example.com'),
];
const BENS: readonly PersonSetting[] = [
  {
    name: 'Ben Okafor',
    agents: [
      { provider: 'north', nativeId: 'b1' },
      { provider: 'south', nativeId: 'b2' },
    ],
  },
];

const callOf = (provider: string, index: number, ...agents: string[]) =>
  makeCall({
    provider,
    nativeId: `${provider[0]}${index}`,
    startedAt: startOf(index),
    direction: index % 2 === 0 ? 'INBOUND' : 'OUTBOUND',
    agents: agents.map((nativeId) => ({ provider, nativeId })),
  });

function createWorld(
  people: readonly PersonSetting[] = [],
  south: Partial<MemoryProviderOptions> = {},
  north: Partial<MemoryProviderOptions> = {},
) {
  const providers = [
    createMemoryProvider({
      key: 'north',
      now: clock.now,
      agents: NORTH,
      calls: [
        callOf('north', 0, 'a1'),
        callOf('north', 2, 'b1'),
        callOf('north', 4, 'a1', 'b1'),
        callOf('north', 6, 'z1'),
      ],
      ...north,
    }),
    createMemoryProvider({
      key: 'south',
      now: clock.now,
      agents: SOUTH,
      calls: [callOf('south', 1, 'a2'), callOf('south', 3, 'c2'), callOf('south', 5, 'b2', 'c2')],
      ...south,
    }),
  ] as const;
  return { north: providers[0], south: providers[1], run: createQueryRunner(providers, { now: clock.now, people }) };
}
type World = ReturnType<typeof createWorld>;

type Person = {
  readonly id: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly agents: readonly { readonly provider: { readonly key: string }; readonly nativeId: string }[];
};
type Page = {
  readonly nodes: readonly Person[];
  readonly pageInfo: Readonly<Record<'startCursor' | 'endCursor', string>> & Readonly<Record<string, unknown>>;
  readonly totalCount: number | null;
  readonly isComplete: boolean;
};
const PEOPLE = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: PersonFilter) {
  people(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    nodes { id displayName email agents { provider { key } nativeId } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount isComplete
  }
}`;
const ask = async (variables: Readonly<Record<string, unknown>>, world = createWorld(BENS)) => {
  const { data, errors } = await world.run<{ people: Page } | null>(PEOPLE, { variables });
  const nodes = data?.people.nodes ?? [];
  return { ...data?.people, nodes, names: nodes.map(({ displayName }) => displayName), errors };
};
const idOf = async (name: string, world: World) =>
  (await ask({}, world)).nodes.find(({ displayName }) => displayName === name)!.id;

/** The calls of a page, newest first. */
const CALLS = 'nodes { nativeId } isComplete totalCount problems { provider { key } kind }';
type Calls = {
  readonly nodes: readonly { readonly nativeId: string }[];
  readonly isComplete: boolean;
  readonly totalCount: number | null;
  readonly problems: readonly unknown[];
};
const idsOf = ({ nodes }: Calls) => nodes.map(({ nativeId }) => nativeId);

describe('people', () => {
  it('are each human once, by name, with all that they are at the phone systems', async () => {
    const { nodes, names, totalCount, isComplete } = await ask({});
    expect(names).toEqual(['Ada Marsh', 'Ben Okafor', 'Cleo Ray']);
    expect(nodes[0]?.agents).toEqual([
      { provider: { key: 'north' }, nativeId: 'a1' },
      { provider: { key: 'south' }, nativeId: 'a2' },
    ]);
    expect(nodes.map(({ email }) => email)).toEqual(['ada@example.com', null, 'cleo@example.com']);
    expect([totalCount, isComplete]).toEqual([3, true]);
    expect((await ask({}, createWorld())).names).toEqual(['Ada Marsh', 'B. Okafor', 'Ben Okafor', 'Cleo Ray']);
  });

  it('are paged both ways', async () => {
    const first = await ask({ first: 2 });
    expect(first).toMatchObject({ names: ['Ada Marsh', 'Ben Okafor'], pageInfo: { hasNextPage: true } });
    const second = await ask({ first: 2, after: first.pageInfo?.endCursor });
    expect(second).toMatchObject({ names: ['Cleo Ray'], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect((await ask({ last: 1, before: second.pageInfo?.startCursor })).names).toEqual(['Ben Okafor']);
  });

  it('have the same ids on every page, after a restart, and whoever is asked first', async () => {
    const one = await ask({});
    const paged = await ask({ first: 1, after: (await ask({ first: 1 })).pageInfo?.endCursor });
    expect(paged.nodes[0]?.id).toBe(one.nodes[1]?.id);
    const { data } = await createWorld(BENS).run<{ agents: { nodes: { person: { id: string } }[] } }>(
      '{ agents { nodes { person { id } } } }',
    );
    const [ada, ben, cleo] = one.nodes.map(({ id }) => id);
    expect(data.agents.nodes.map(({ person }) => person.id)).toEqual([ada, ben, ada, ben, cleo]);
  });

  it('have ids in which no address and no name can be read', async () => {
    for (const { id } of (await ask({})).nodes)
      expect(`${id} ${Buffer.from(id, 'base64url').toString('latin1')}`).not.toMatch(/ada|marsh|okafor|cleo|example/i);
  });

  it.each(['ada', 'MARSH ada', 'ada@EXAMPLE.com marsh'])(
    'are found by words in any order and case: %s',
    async (search) => {
      expect((await ask({ filter: { search } })).names).toEqual(['Ada Marsh']);
    },
  );

  it('are found by what they are called anywhere', async () => {
    expect((await ask({ filter: { search: 'b. okafor' } })).names).toEqual(['Ben Okafor']);
    expect((await ask({ filter: { search: 'ada okafor' } })).names).toEqual([]);
  });

  it('cost one directory of each provider, however many are read and however deep', async () => {
    const world = createWorld(BENS);
    const query =
      '{ people { nodes { agents { displayName person { agents { email person { id } } } } } } agents { nodes { person { id } } } }';
    expect((await world.run(query)).errors).toEqual([]);
    expect([world.north.requests.total, world.south.requests.total]).toEqual([1, 1]);
  });

  it('lack who is at a provider that cannot be asked, and say so', async () => {
    const world = createWorld(BENS);
    world.south.failWith('unavailable');
    expect(await ask({}, world)).toMatchObject({
      names: ['Ada Marsh', 'Ben Okafor'],
      totalCount: null,
      isComplete: false,
    });
  });
});

describe('one person', () => {
  const NODE = 'query ($id: ID!) { node(id: $id) { ... on Person { id displayName } } }';
  const find = async (id: string, world: World) =>
    (await world.run<{ node: { id: string; displayName: string } | null }>(NODE, { variables: { id } })).data.node;

  it('is found by id', async () => {
    for (const { id, displayName } of (await ask({})).nodes)
      expect(await find(id, createWorld(BENS))).toEqual({ id, displayName });
  });

  it('is found by an id of before the settings named them, under the id that they have now', async () => {
    const before = await idOf('B. Okafor', createWorld());
    const now = await find(before, createWorld(BENS));
    expect(now?.displayName).toBe('Ben Okafor');
    expect(now?.id).not.toBe(before);
  });

  it('is null where there is nobody, and an error where nobody can know', async () => {
    const id = personId({ key: { by: 'email', mark: 'nobody' } });
    expect(await find(id, createWorld())).toBeNull();
    const world = createWorld();
    world.south.failWith('unavailable');
    expect((await world.run(NODE, { variables: { id } })).errors[0]).toMatch(/PROVIDER_PROBLEM/);
    const agentless = personId({ key: { by: 'agent', provider: 'north', nativeId: '404' } });
    expect(await find(agentless, createWorld())).toBeNull();
    const gone = personId({ key: { by: 'agent', provider: 'east', nativeId: '1' } });
    expect(await find(gone, createWorld())).toBeNull();
  });

  it('is an agent that no directory lists, whom a call names', async () => {
    const query =
      '{ callSessions(last: 1) { nodes { agents { nativeId person { displayName agents { nativeId } } } } } }';
    const { data, errors } = await createWorld().run<{ callSessions: { nodes: unknown[] } }>(query);
    expect(errors).toEqual([]);
    const person = { displayName: null, agents: [{ nativeId: 'z1' }] };
    expect(data.callSessions.nodes).toEqual([{ agents: [{ nativeId: 'z1', person }] }]);
  });

  it('is refused under an id of something else', async () => {
    const id = agentId({ provider: 'north', nativeId: 'a1' });
    const { errors } = await createWorld().run(`{ callSessions(filter: { personIds: ["${id}"] }) { totalCount } }`);
    expect(errors[0]).toMatch(/BAD_ID .*is that of another type: Agent. Person\.id is wanted/);
  });
});

describe('the calls of a person', () => {
  const callsOf = async (name: string, args: string, world: World) => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Person { callSessions${args} { ${CALLS} } } } }`;
    const { data, errors } = await world.run<{ node: { callSessions: Calls } }>(query, {
      variables: { id: await idOf(name, world) },
    });
    expect(errors).toEqual([]);
    return data.node.callSessions;
  };

  it('are those of all their agents, as one timeline', async () => {
    expect(await callsOf('Ada Marsh', '', createWorld(BENS))).toMatchObject({
      nodes: [{ nativeId: 'n0' }, { nativeId: 's1' }, { nativeId: 'n4' }],
      totalCount: 3,
      isComplete: true,
    });
    expect(idsOf(await callsOf('Ben Okafor', '', createWorld(BENS)))).toEqual(['n2', 'n4', 's5']);
    expect(idsOf(await callsOf('Cleo Ray', '', createWorld(BENS)))).toEqual(['s3', 's5']);
  });

  it('come in either order, in pages, and under a filter', async () => {
    const world = createWorld(BENS);
    const oldestFirst = '(orderBy: { field: STARTED_AT, direction: ASC }, first: 2)';
    expect(idsOf(await callsOf('Ada Marsh', oldestFirst, world))).toEqual(['n4', 's1']);
    expect(idsOf(await callsOf('Ada Marsh', '(filter: { direction: [OUTBOUND] })', world))).toEqual(['s1']);
    expect(idsOf(await callsOf('Ada Marsh', '(filter: { providers: ["north"] })', world))).toEqual(['n0', 'n4']);
  });

  it('are asked of nobody who does not know them', async () => {
    const world = createWorld(BENS);
    await callsOf('Cleo Ray', '', world);
    expect([world.north.requests.listCalls, world.north.requests.countCalls]).toEqual([0, 0]);
  });

  it('under a filter by others are those that both took part in', async () => {
    const world = createWorld(BENS);
    const ada = await idOf('Ada Marsh', world);
    const cleo = agentId({ provider: 'south', nativeId: 'c2' });
    expect(idsOf(await callsOf('Ben Okafor', `(filter: { personIds: ["${ada}"] })`, world))).toEqual(['n4']);
    expect(idsOf(await callsOf('Ben Okafor', `(filter: { agentIds: ["${cleo}"] })`, world))).toEqual(['s5']);
    const both = `(filter: { agentIds: ["${cleo}"], personIds: ["${ada}"] })`;
    expect(idsOf(await callsOf('Ben Okafor', both, world))).toEqual([]);
  });

  it('say what is missing while a directory cannot be read', async () => {
    const world = createWorld(BENS);
    world.south.failWith('unavailable');
    expect(await callsOf('Ada Marsh', '', world)).toMatchObject({
      nodes: [{ nativeId: 'n0' }, { nativeId: 'n4' }],
      isComplete: false,
      totalCount: null,
      problems: [{ provider: { key: 'south' }, kind: 'UNAVAILABLE' }],
    });
    // Whom that phone system has nothing to do with is whole.
    expect((await callsOf('Ada Marsh', '(filter: { providers: ["north"] })', world)).isComplete).toBe(true);
  });

  it('are refused as one answer where they have to be whole', async () => {
    const world = createWorld(BENS);
    const id = await idOf('Ada Marsh', world);
    world.south.failWith('unavailable');
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Person { callSessions(requireComplete: true) { nodes { id } } } } }';
    const { errors } = await world.run(query, { variables: { id } });
    expect(errors[0]).toMatch(/PROVIDER_PROBLEM/);
  });
});

describe('a filter by people', () => {
  const FILTERED = `query ($filter: CallSessionFilter) { callSessions(filter: $filter) { ${CALLS} } }`;
  const askCalls = async (filter: object, world: World) => {
    const { data, errors } = await world.run<{ callSessions: Calls } | null>(FILTERED, { variables: { filter } });
    return { ...data?.callSessions, ids: data ? idsOf(data.callSessions) : undefined, errors };
  };

  it('is passed by the calls of any of them', async () => {
    const world = createWorld(BENS);
    const [ada, ben] = [await idOf('Ada Marsh', world), await idOf('Ben Okafor', world)];
    expect(await askCalls({ personIds: [ada, ben] }, world)).toMatchObject({
      ids: ['n0', 's1', 'n2', 'n4', 's5'],
      isComplete: true,
    });
    expect((await askCalls({ personIds: [ada], providers: ['south'] }, world)).ids).toEqual(['s1']);
  });

  it('and by agents is passed by the calls that one of each took part in', async () => {
    const world = createWorld(BENS);
    const ada = await idOf('Ada Marsh', world);
    const agentIds = [agentId({ provider: 'north', nativeId: 'b1' })];
    expect((await askCalls({ personIds: [ada], agentIds }, world)).ids).toEqual(['n4']);
  });

  it('matches nothing for nobody, and asks nobody for their calls', async () => {
    const world = createWorld(BENS);
    const unknown = personId({ key: { by: 'email', mark: 'nobody' } });
    for (const personIds of [[], [unknown]])
      expect(await askCalls({ personIds }, world)).toMatchObject({ ids: [], totalCount: 0, isComplete: true });
    expect(world.north.requests.listCalls).toBe(0);
  });

  it('leaves the calls of people out within `not`, however deep', async () => {
    const world = createWorld(BENS);
    const [ada, ben] = [await idOf('Ada Marsh', world), await idOf('Ben Okafor', world)];
    expect(await askCalls({ not: { personIds: [ada] } }, world)).toMatchObject({
      ids: ['n2', 's3', 's5', 'n6'],
      isComplete: true,
    });
    expect((await askCalls({ personIds: [ada], not: { personIds: [ben] } }, world)).ids).toEqual(['n0', 's1']);
    expect((await askCalls({ not: { not: { personIds: [ben] } } }, world)).ids).toEqual(['n2', 'n4', 's5']);
    expect((await askCalls({ not: { direction: ['INBOUND'], personIds: [ada] } }, world)).ids).toEqual([
      's1',
      'n2',
      's3',
      's5',
      'n6',
    ]);
  });

  it('within `not` is incomplete as well while it is not known who they are somewhere', async () => {
    const ada = await idOf('Ada Marsh', createWorld());
    const world = createWorld();
    world.south.intercept((method) => {
      if (method === 'listAgents') throw new Error('out of order');
    });
    expect(await askCalls({ not: { personIds: [ada] } }, world)).toMatchObject({
      isComplete: false,
      totalCount: null,
    });
  });

  it('finds the calls of somebody whom no directory lists', async () => {
    const id = personId({ key: { by: 'agent', provider: 'north', nativeId: 'z1' } });
    expect((await askCalls({ personIds: [id] }, createWorld())).ids).toEqual(['n6']);
  });

  it('is incomplete while it is not known who they are somewhere', async () => {
    const world = createWorld(BENS);
    const ada = await idOf('Ada Marsh', world);
    const other = createWorld(BENS);
    other.south.intercept((method) => {
      if (method === 'listAgents') throw new Error('out of order');
    });
    expect(await askCalls({ personIds: [ada] }, other)).toMatchObject({
      ids: ['n0', 'n4'],
      isComplete: false,
      totalCount: null,
    });
  });

  it('holds for recordings as well', async () => {
    const world = createWorld(BENS);
    const ada = await idOf('Ada Marsh', world);
    const { errors } = await world.run(`{ recordings(filter: { personIds: ["${ada}"] }) { nodes { id } } }`);
    expect(errors).toEqual([]);
    expect(world.north.queries.at(-1)?.filter).toMatchObject({ agentIds: ['a1'] });
  });
});
