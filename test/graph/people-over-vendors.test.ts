import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_AGENTS, type DemoKind, DEMO_KINDS } from '../../src/demo/call-source.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { withReadTimes } from '../../src/history/with-read-times.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { keepWhole, keepingIn, openAccountOf, toKeeping } from '../history/kept-world.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';

const NOW = DATA_SETS_END;
const now = () => NOW;
/** Everything that is settled, from before the histories begin on. */
const SETTLED = { from: NOW - 366 * DAY_MS, to: NOW - DAY_MS };
const SETTLED_TEXT = { from: new Date(NOW - 200 * DAY_MS).toISOString(), to: new Date(SETTLED.to).toISOString() };
/** Requests are counted here, not seconds. */
const PLANS: Readonly<Record<string, object>> = {
  bitrix24: { plan: 'on-premise' },
  'zoom-contact-center': { plan: 'business' },
};

type Agent = { readonly provider: { readonly key: string }; readonly nativeId: string; readonly displayName: string };
type Person = {
  readonly id: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly agents: readonly Agent[];
};
type People = {
  readonly people: {
    readonly nodes: readonly Person[];
    readonly totalCount: number | null;
    readonly isComplete: boolean;
    readonly problems: readonly { readonly provider: { readonly key: string } }[];
  };
};
const PEOPLE = `{ people(first: 50) {
  nodes { id displayName email agents { provider { key } nativeId displayName } }
  totalCount isComplete problems { provider { key } }
} }`;
const LINES = `{ lines {
  nodes { id name provider { key } party { number e164 } }
  isComplete totalCount problems { provider { key } kind message }
} }`;
type Lines = {
  readonly lines: {
    readonly nodes: readonly {
      readonly id: string;
      readonly name: string | null;
      readonly provider: { readonly key: string };
      readonly party: { readonly number: string; readonly e164: string | null };
    }[];
    readonly isComplete: boolean;
    readonly totalCount: number | null;
    readonly problems: readonly object[];
  };
};
type CallPage = {
  readonly nodes: readonly {
    readonly providerKey: string;
    readonly nativeId: string;
    readonly agents: readonly Agent[];
  }[];
  readonly isComplete: boolean;
  readonly totalCount: number | null;
};

describe('one person over the four demo vendors', () => {
  let demo: Demo;
  const open: Provider[] = [];
  beforeAll(async () => {
    demo = await startDemo({ dataSet: 'even', count: 150, now, hasExamples: true });
  });
  afterEach(() => {
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.clearFaults();
  });
  afterAll(async () => {
    await Promise.all(open.map((provider) => provider.close()));
    await demo.close();
  });

  const create = () => {
    const providers = demo.providers.map((each) => ({ ...each, ...PLANS[String(each['kind'])] }));
    const settings = checkSettings(
      { value: { people: demo.people, providers }, problems: [], filled: new Set() },
      'the demo',
    );
    const created = createProviders(settings.providers, { log: SILENT_LOG, now });
    open.push(...created);
    return { created, people: settings.people };
  };
  const createLive = (): QueryRunner => {
    const { created, people } = create();
    return createQueryRunner(
      created.map((provider) => withReadTimes(provider, now)),
      { now, people },
    );
  };
  /** Whose settled calls are all kept, and whose directories were read a while ago. */
  const createKept = async (): Promise<QueryRunner> => {
    const { created, people } = create();
    const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
    const kept = await Promise.all(
      created.map(async (each) => {
        const provider = toKeeping(each);
        const account = await openAccountOf(store, provider);
        await keepWhole(store, account, provider, SETTLED);
        return keepingIn(store, account, provider, now);
      }),
    );
    return createQueryRunner(kept, { now, people });
  };
  const serverOf = (kind: DemoKind) => demo.vendors[kind].server;
  const counts = (): number[] => DEMO_KINDS.map((kind) => serverOf(kind).count());
  const resetCounts = () => DEMO_KINDS.forEach((kind) => serverOf(kind).resetCounts());
  const breakAll = () => DEMO_KINDS.forEach((kind) => serverOf(kind).fault({ fault: { kind: 'status', status: 500 } }));

  it('is who has the same address in another case, and who the settings say it is', async () => {
    const { data, errors } = await createLive()<People>(PEOPLE);
    expect(errors).toEqual([]);
    expect(data.people).toMatchObject({ isComplete: true, problems: [] });
    const placesOf = (name: string) =>
      data.people.nodes
        .filter(({ displayName }) => displayName === name)
        .map(({ agents }) => agents.map(({ provider }) => provider.key).join(' '));
    // The first four are named in the settings; Voximplant has no addresses of the others.
    const expected = DEMO_AGENTS.map((_agent, index) =>
      index < 4 ? ['desk pbx portal tracking'] : ['desk portal tracking', 'pbx'],
    );
    expect(DEMO_AGENTS.map(({ name }) => placesOf(name).sort())).toEqual(expected);
    const ada = data.people.nodes.find(({ displayName }) => displayName === 'Ada Marsh');
    expect(ada?.email).toBe('Ada.Marsh@example.com');
  });

  it('costs one reading of each directory, with the agents of people and the people of agents', async () => {
    const run = createLive();
    resetCounts();
    const query =
      '{ people(first: 50) { nodes { displayName agents { displayName email person { id } } } } agents(first: 50) { nodes { person { id } } } }';
    expect((await run(query)).errors).toEqual([]);
    const asked = counts();
    // Voximplant lists its users by application, of which there are two.
    expect(asked).toEqual([1, 1, 3, 1]);
    await run(query);
    await run('{ people(last: 3) { nodes { id agents { email } } } }');
    expect(counts()).toEqual(asked);
  });

  it('has the calls of all their agents, each once', async () => {
    const run = createLive();
    const { data } = await run<People>(PEOPLE);
    const ada = data.people.nodes.find(({ displayName }) => displayName === 'Ada Marsh')!;
    const ids = new Set(ada.agents.map(({ provider, nativeId }) => `${provider.key} ${nativeId}`));
    const filter = { startedAt: SETTLED_TEXT };
    const all = await run<{ callSessions: CallPage }>(
      `query ($filter: CallSessionFilter) { callSessions(first: 1000, filter: $filter) {
        nodes { providerKey nativeId agents { provider { key } nativeId } } isComplete
      } }`,
      { variables: { filter } },
    );
    expect(all.data.callSessions.isComplete).toBe(true);
    const theirs = all.data.callSessions.nodes.filter(({ agents }) =>
      agents?.some(({ provider, nativeId }) => ids.has(`${provider.key} ${nativeId}`)),
    );
    expect(new Set(theirs.map(({ providerKey }) => providerKey)).size).toBe(4);
    const own = await run<{ node: { callSessions: CallPage } }>(
      `query ($id: ID!, $filter: CallSessionFilter) { node(id: $id) { ... on Person {
        callSessions(first: 1000, filter: $filter) { nodes { providerKey nativeId } isComplete }
      } } }`,
      { variables: { id: ada.id, filter } },
    );
    const placesOf = (nodes: CallPage['nodes']) =>
      nodes.map(({ providerKey, nativeId }) => `${providerKey} ${nativeId}`);
    expect(own.errors).toEqual([]);
    expect(placesOf(own.data.node.callSessions.nodes)).toEqual(placesOf(theirs));
    const filtered = await run<{ callSessions: CallPage }>(
      'query ($filter: CallSessionFilter) { callSessions(first: 1000, filter: $filter) { nodes { providerKey nativeId } } }',
      { variables: { filter: { ...filter, personIds: [ada.id] } } },
    );
    expect(placesOf(filtered.data.callSessions.nodes)).toEqual(placesOf(theirs));
  });

  it('is also somebody whom only kept calls name', async () => {
    // The desk keeps the records of its documentation, whose agent works there no more.
    const named = (people: People) => people.people.nodes.filter(({ displayName }) => displayName === 'Agent 1');
    expect(named((await createLive()<People>(PEOPLE)).data)).toEqual([]);
    const kept = await createKept();
    const { data } = await kept<People>(PEOPLE);
    expect(named(data)).toMatchObject([{ agents: [{ provider: { key: 'desk' } }] }]);
    const [{ id }] = named(data) as [Person];
    const calls = `query ($id: ID!) { node(id: $id) { ... on Person { displayName callSessions { totalCount nodes { providerKey } } } } }`;
    const found = await kept<{ node: { displayName: string; callSessions: CallPage } }>(calls, { variables: { id } });
    expect(found.data.node).toMatchObject({ displayName: 'Agent 1' });
    expect(found.data.node.callSessions.nodes.length).toBeGreaterThan(0);
  });

  it('is there with all their kept calls while every vendor is down', async () => {
    const run = await createKept();
    const up = await run<People>(PEOPLE);
    const ada = up.data.people.nodes.find(({ displayName }) => displayName === 'Ada Marsh')!;
    const query = `query ($id: ID!, $filter: CallSessionFilter) { node(id: $id) { ... on Person {
      displayName callSessions(first: 1000, filter: $filter) { nodes { providerKey nativeId } isComplete totalCount }
    } } }`;
    const variables = { id: ada.id, filter: { startedAt: SETTLED_TEXT } };
    const before = await run(query, { variables });
    breakAll();
    const after = await run(query, { variables });
    expect(after).toMatchObject({ data: before.data, errors: [] });
    expect(after.data).toMatchObject({ node: { callSessions: { isComplete: true } } });
  });

  it('is who they were when the directories were read last, where that was today', async () => {
    const { created, people } = create();
    const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
    let time = NOW;
    const kept = await Promise.all(
      created.map(async (each) => {
        const provider = toKeeping(each);
        return keepingIn(store, await openAccountOf(store, provider), provider, () => time);
      }),
    );
    const run = createQueryRunner(kept, { now: () => time, people });
    const up = await run<People>(PEOPLE);
    expect(up.data.people.isComplete).toBe(true);
    breakAll();
    time += DAY_MS - 60_000;
    expect((await run<People>(PEOPLE)).data).toEqual(up.data);
    // What is older still tells who they are, and is not taken for whole.
    time += 2 * DAY_MS;
    const old = await run<People>(PEOPLE);
    expect(old.data.people.nodes).toEqual(up.data.people.nodes);
    expect(old.data.people.isComplete).toBe(false);
    const missing = old.data.people.problems.map(({ provider }) => provider.key);
    // Voximplant's users are remembered for a minute of the machine's own clock.
    expect(missing).toEqual(expect.arrayContaining(['portal', 'tracking', 'desk']));
  });

  describe('has beside them the lines', () => {
    it('that vendors list, each number once; of the others nothing is known without kept calls', async () => {
      const { data, errors } = await createLive()<Lines>(LINES);
      expect(errors).toEqual([]);
      const { nodes, problems, isComplete, totalCount } = data.lines;
      expect([isComplete, totalCount]).toEqual([false, null]);
      expect(problems).toMatchObject([
        { provider: { key: 'desk' }, kind: 'UNSUPPORTED' },
        { provider: { key: 'pbx' }, kind: 'UNSUPPORTED' },
      ]);
      const namesOf = (key: string) => nodes.filter(({ provider }) => provider.key === key).map(({ name }) => name);
      expect(namesOf('tracking')).toEqual([
        'Front desk',
        'Orders',
        'Garden advice',
        'Deliveries',
        'Trade customers',
        null,
      ]);
      expect(namesOf('portal')).toEqual([
        'Exchange of the workshop',
        ...['Front desk', 'Orders', 'Garden advice', 'Deliveries', 'Trade customers', null],
        'SIP line of the head office',
      ]);
    });

    it('that kept calls name, however they spell a number, and says when that is all of them', async () => {
      const run = await createKept();
      const { data } = await run<Lines>(LINES);
      expect(data.lines).toMatchObject({ isComplete: true, problems: [] });
      const numbersOf = (key: string) =>
        data.lines.nodes.filter(({ provider }) => provider.key === key).map(({ party }) => party.e164 ?? party.number);
      const six = Array.from({ length: 6 }, (_, index) => `+44207946000${index}`);
      expect(numbersOf('portal').filter((number) => number.startsWith('+'))).toEqual(six);
      expect(numbersOf('tracking')).toEqual(six);
      expect(numbersOf('pbx')).toEqual(expect.arrayContaining(six));
      expect(numbersOf('desk')).toEqual(expect.arrayContaining(six));
      const { id, party } = data.lines.nodes.find(({ provider }) => provider.key === 'pbx')!;
      const again = await run<{ node: object }>(
        'query ($id: ID!) { node(id: $id) { ... on Line { id party { number e164 } } } }',
        { variables: { id } },
      );
      expect(again.data.node).toEqual({ id, party });
    });

    it('says so while only a part of the calls is kept', async () => {
      const { created, people } = create();
      const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
      const provider = toKeeping(created.find(({ key }) => key === 'pbx')!);
      const account = await openAccountOf(store, provider);
      const run = createQueryRunner([keepingIn(store, account, provider, now)], { now, people });
      await keepWhole(store, account, provider, { from: NOW - 30 * DAY_MS, to: SETTLED.to });
      const { data } = await run<Lines>(LINES);
      expect(data.lines.nodes.length).toBeGreaterThan(1);
      expect(data.lines.problems).toMatchObject([
        {
          provider: { key: 'pbx' },
          kind: 'UNAVAILABLE',
          message: expect.stringContaining('2026-03-31T12:00:00.000Z') as string,
        },
      ]);
    });

    it('and queues of those that have some, of all providers in one order', async () => {
      const { data } = await createLive()<{ queues: { nodes: { name: string; provider: { key: string } }[] } }>(
        '{ queues { nodes { name provider { key } } isComplete } }',
      );
      expect(data.queues).toMatchObject({ isComplete: true });
      const names = data.queues.nodes.map(({ name, provider }) => `${provider.key} ${name}`);
      expect(names.filter((name) => name.startsWith('desk')).sort()).toEqual([
        'desk Billing',
        'desk Sales',
        'desk Support',
      ]);
      expect(names.filter((name) => name.startsWith('tracking')).sort()).toEqual(
        ['Billing', 'Sales', 'Support'].map((name) => `tracking ${name}`),
      );
      expect(names).toHaveLength(6);
    });
  });
});
