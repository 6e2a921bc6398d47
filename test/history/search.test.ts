import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { DAY_MS, HOUR_MS } from '../../src/time/instant.ts';
import { makeCall } from '../support/make-call.ts';
import { bytesOfFiles } from './store/bytes-of-files.ts';
import { openStore } from './store/store-world.ts';
import { EVERYTHING, NOW, type SearchedWorld, createSearchedWorld } from './searched-world.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const customer = (number: string | null) => ({ number, displayName: null, defaultCountry: 'GB' });
const at = (provider: string, nativeId: string, agoMs: number, given: Partial<CallSession> = {}): CallSession =>
  makeCall({
    provider,
    nativeId,
    startedAt: NOW - agoMs,
    outcome: 'MISSED',
    customer: customer('02079460001'),
    ...given,
  });
const answered = (provider: string, nativeId: string, agoMs: number, given: Partial<CallSession> = {}): CallSession =>
  at(provider, nativeId, agoMs, {
    outcome: 'ANSWERED',
    direction: 'OUTBOUND',
    customer: customer('+442079460001'),
    ...given,
  });

async function start(
  calls: readonly (readonly CallSession[])[],
  kept: Parameters<typeof createSearchedWorld>[2] = [EVERYTHING],
): Promise<SearchedWorld> {
  const store: HistoryStore = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const world = await createSearchedWorld(store, calls, kept);
  closing.push(() => store.close(), world.close);
  return world;
}

type Listed = {
  readonly callSessions: {
    readonly nodes: readonly { readonly nativeId: string }[];
    readonly totalCount: number | null;
  };
};

async function list(world: SearchedWorld, filter: object, order = 'STARTED_AT', args = '') {
  const { data, errors } = await world.run<Listed>(
    `query ($filter: CallSessionFilter) {
      callSessions(filter: $filter, orderBy: { field: ${order}, direction: DESC } ${args}) { nodes { nativeId } totalCount }
    }`,
    { variables: { filter } },
  );
  return errors.length > 0 ? errors : data.callSessions.nodes.map(({ nativeId }) => nativeId);
}

const since = (agoMs: number) => ({ startedAt: { from: new Date(NOW - agoMs).toISOString() } });

describe('isReturned', () => {
  it('finds the call back in another provider, spelled otherwise, past the end of the range', async () => {
    const world = await start([[at('a', 'missed', 5 * DAY_MS)], [answered('b', 'back', 3 * DAY_MS)]]);
    const range = {
      startedAt: { from: new Date(NOW - 6 * DAY_MS).toISOString(), to: new Date(NOW - 4 * DAY_MS).toISOString() },
    };
    expect(await list(world, { ...range, isReturned: true })).toEqual(['missed']);
    expect(await list(world, { ...range, isReturned: false })).toEqual([]);
    expect(await list(world, { ...range, isReturned: true, providers: ['a'] })).toEqual(['missed']);
  });

  it('takes no answered call at the same second or before for a call back', async () => {
    const world = await start([
      [at('a', 'missed', 5 * DAY_MS)],
      [answered('b', 'same', 5 * DAY_MS), answered('b', 'before', 6 * DAY_MS)],
    ]);
    expect(await list(world, { ...since(7 * DAY_MS), isReturned: false })).toEqual(['missed']);
  });

  it('matches no call without a number, and none that was blocked, is internal or unknown', async () => {
    const world = await start([
      [
        at('a', 'hidden', DAY_MS, { customer: customer('hidden') }),
        at('a', 'none', DAY_MS, { customer: null }),
        at('a', 'blocked', DAY_MS, { outcome: 'BLOCKED' }),
        at('a', 'internal', DAY_MS, { direction: 'INTERNAL' }),
        at('a', 'unknown', DAY_MS, { direction: 'UNKNOWN' }),
        at('a', 'no outcome', DAY_MS, { outcome: 'UNKNOWN' }),
      ],
      [],
    ]);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: false })).toEqual([]);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: true })).toEqual([]);
    expect(await list(world, { ...since(2 * DAY_MS), not: { isReturned: false } })).toHaveLength(6);
  });

  it('keeps numbers apart that end alike', async () => {
    const world = await start([
      [at('a', 'moscow', DAY_MS, { customer: customer('+74951234567') })],
      [answered('b', 'petersburg', HOUR_MS, { customer: customer('+78121234567') })],
    ]);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: false })).toEqual(['moscow']);
  });

  it('lets a call go from the list once the one that returned it has been seen', async () => {
    const world = await start([[at('a', 'missed', HOUR_MS)], []]);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: false })).toEqual(['missed']);
    world.vendors[1]!.addCalls([answered('b', 'back', 60_000)]);
    await world.keep({ from: NOW - 2 * HOUR_MS, to: NOW }, 1);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: false })).toEqual([]);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: true })).toEqual(['missed']);
  });

  it('reads the open days of every provider first, where nobody has read them yet', async () => {
    const settled = { from: EVERYTHING.from, to: NOW - DAY_MS };
    const world = await start([[at('a', 'missed', 2 * HOUR_MS)], [answered('b', 'back', HOUR_MS)]], [settled]);
    expect(await list(world, { ...since(2 * DAY_MS), isReturned: true })).toEqual(['missed']);
  });

  it('counts in figures, under `not` too', async () => {
    const world = await start([
      [at('a', 'returned', 5 * DAY_MS), at('a', 'missed', DAY_MS), answered('a', 'talked', 2 * DAY_MS)],
      [answered('b', 'back', 3 * DAY_MS)],
    ]);
    const count = async (filter: object): Promise<number> => {
      const { data, errors } = await world.run<{ callStats: { totals: { calls: number } } }>(
        'query ($filter: CallSessionFilter) { callStats(filter: $filter) { totals { calls } } }',
        { variables: { filter: { ...since(6 * DAY_MS), ...filter } } },
      );
      expect(errors).toEqual([]);
      return data.callStats.totals.calls;
    };
    expect(await count({ isReturned: false })).toBe(1);
    expect(await count({ isReturned: true })).toBe(1);
    expect(await count({ not: { isReturned: false } })).toBe(3);
    expect(await count({ text: 'nobody' })).toBe(0);
  });

  it.each([
    ['isReturned', { isReturned: true }],
    ['`not`', { not: { isReturned: false } }],
    ['`not` in `not`', { not: { not: { isReturned: true } } }],
  ])('within %s is counted anew once a later day has the call back', async (_, filter) => {
    const world = await start([[at('a', 'missed', 9 * DAY_MS)], []]);
    const week = { from: new Date(NOW - 10 * DAY_MS).toISOString(), to: new Date(NOW - 8 * DAY_MS).toISOString() };
    const count = async (): Promise<number> => {
      const { data } = await world.run<{ callStats: { totals: { calls: number } } }>(
        'query ($filter: CallSessionFilter) { callStats(filter: $filter) { totals { calls } } }',
        { variables: { filter: { startedAt: week, ...filter } } },
      );
      return data.callStats.totals.calls;
    };
    expect(await count()).toBe(0);
    world.vendors[1]!.addCalls([answered('b', 'back', 3 * DAY_MS)]);
    await world.keep({ from: NOW - 4 * DAY_MS, to: NOW - 2 * DAY_MS }, 1);
    expect(await count()).toBe(1);
  });

  it('is refused where closed history is missing, and says from when it is kept', async () => {
    const world = await start([[at('a', 'missed', DAY_MS)], []], [{ from: NOW - 10 * DAY_MS, to: NOW }]);
    const [error] = await list(world, { ...since(20 * DAY_MS), isReturned: false });
    expect(error).toContain('callSessions: UNSUPPORTED_FILTER');
    expect(error).toContain(new Date(NOW - 10 * DAY_MS).toISOString());
    expect(await list(world, { ...since(9 * DAY_MS), isReturned: false })).toEqual(['missed']);
  });

  it('is refused where the end of closed history is missing, and says what is', async () => {
    const kept = { from: NOW - 10 * DAY_MS, to: NOW - 5 * DAY_MS };
    const world = await start([[at('a', 'missed', DAY_MS)], []], [kept]);
    const [error] = await list(world, { ...since(9 * DAY_MS), isReturned: false });
    expect(error).toContain(`the calls of a from ${new Date(kept.to).toISOString()} to `);
    expect(error).not.toContain('nothing is kept');
    const [later] = await list(world, { ...since(4 * DAY_MS), isReturned: false });
    expect(later).toContain('nothing is kept of a in this range yet');
  });

  it('names a provider whose open days cannot be read, and leaves its answer incomplete', async () => {
    const settled = { from: EVERYTHING.from, to: NOW - DAY_MS };
    const world = await start([[at('a', 'missed', 2 * DAY_MS)], []], [settled]);
    world.vendors[1]!.failWith('unavailable');
    const { data } = await world.run<{
      callSessions: {
        isComplete: boolean;
        problems: { message: string; provider: { key: string } }[];
        totalCount: number | null;
      };
    }>(
      'query ($filter: CallSessionFilter) { callSessions(filter: $filter) { isComplete totalCount problems { message provider { key } } } }',
      { variables: { filter: { ...since(3 * DAY_MS), providers: ['a'], isReturned: false } } },
    );
    expect(data.callSessions).toMatchObject({ isComplete: false, totalCount: null });
    expect(data.callSessions.problems[0]).toMatchObject({ provider: { key: 'b' } });
  });
});

describe('orders by value', () => {
  it('are refused where the range is not kept whole, and say what of it is', async () => {
    const kept = { from: NOW - 10 * DAY_MS, to: NOW };
    const world = await start([[at('a', 'one', DAY_MS)], []], [kept]);
    const [error] = await list(world, since(20 * DAY_MS), 'DURATION');
    expect(error).toContain('callSessions: UNSUPPORTED_ORDER');
    expect(error).toContain(`is kept from ${new Date(kept.from).toISOString()} to `);
    expect(await list(world, since(9 * DAY_MS), 'DURATION')).toEqual(['one']);
  });

  it('refuse a cursor of another order', async () => {
    const world = await start([[at('a', 'one', DAY_MS), at('a', 'two', DAY_MS)], []]);
    const { data } = await world.run<{ callSessions: { pageInfo: { endCursor: string } } }>(
      '{ callSessions(first: 1, orderBy: { field: TALK_TIME, direction: DESC }) { pageInfo { endCursor } } }',
    );
    const { endCursor } = data.callSessions.pageInfo;
    for (const order of ['STARTED_AT', 'DURATION', 'WAIT_TIME'])
      expect((await list(world, {}, order, `after: "${endCursor}"`))[0]).toContain('callSessions: BAD_CURSOR');
  });

  it('go on from every call, forwards and backwards, where ids are too long for a cursor and begin alike', async () => {
    const long = 'x'.repeat(200);
    const calls = [3, 1, 4, 2, 5].map((end) => at('a', `${long}${end}`, DAY_MS, { durationSeconds: 60 }));
    const others = [2, 1].map((end) => at('b', `${long}${end}`, DAY_MS, { durationSeconds: 60 }));
    const world = await start([calls, others]);
    type Walked = {
      callSessions: { nodes: { id: string }[]; pageInfo: { startCursor: string | null; endCursor: string | null } };
    };
    const walk = async (size: 'first' | 'last', side: 'after' | 'before'): Promise<string[]> => {
      const ids: string[] = [];
      for (let cursor: string | null = null; ;) {
        const place: string = cursor === null ? '' : `, ${side}: "${cursor}"`;
        const { data, errors }: { data: Walked; errors: readonly string[] } = await world.run<Walked>(
          `{ callSessions(${size}: 1, orderBy: { field: DURATION, direction: DESC }${place}) {
            nodes { id } pageInfo { startCursor endCursor } } }`,
        );
        expect(errors).toEqual([]);
        const { nodes, pageInfo } = data.callSessions;
        if (nodes.length === 0 || ids.length > 10) return ids;
        ids.push(nodes[0]!.id);
        cursor = size === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
      }
    };
    const forwards = await walk('first', 'after');
    expect(new Set(forwards).size).toBe(7);
    expect(forwards).toHaveLength(7);
    expect((await walk('last', 'before')).toReversed()).toEqual(forwards);
  });

  it('serve one provider by DURATION from what is kept, and from its vendor elsewhere', async () => {
    const calls = [1, 2, 3].map((seconds) => at('a', `c${seconds}`, seconds * DAY_MS, { durationSeconds: seconds }));
    const world = await start([calls, []], [{ from: NOW - 20 * DAY_MS, to: NOW }]);
    const ask = async (days: number) => {
      const { data } = await world.run<{ provider: { callSessions: { nodes: { nativeId: string }[] } } }>(
        `query ($filter: CallSessionFilter) { provider(key: "a") {
          callSessions(filter: $filter, orderBy: { field: DURATION, direction: DESC }) { nodes { nativeId } }
        } }`,
        { variables: { filter: since(days * DAY_MS) } },
      );
      return data.provider.callSessions.nodes.map(({ nativeId }) => nativeId);
    };
    const before = world.vendors[0]!.requests.listCallsByOffset;
    expect(await ask(10)).toEqual(['c3', 'c2', 'c1']);
    expect(world.vendors[0]!.requests.listCallsByOffset).toBe(before);
    expect(await ask(30)).toEqual(['c3', 'c2', 'c1']);
    expect(world.vendors[0]!.requests.listCallsByOffset).toBe(before + 1);
  });
});

describe.each([
  ['DURATION', 'durationSeconds'],
  ['TALK_TIME', 'talkSeconds'],
  ['WAIT_TIME', 'waitSeconds'],
] as const)("somebody's calls by %s", (order, field) => {
  const call = (provider: string, nativeId: string, value: number | null, agent: string): CallSession =>
    at(provider, nativeId, DAY_MS, { [field]: value, agents: [{ provider, nativeId: agent }] });
  const A = [call('a', 'short', 1, '1'), call('a', 'unknown', null, '1'), call('a', 'long', 9, '1')];
  const B = [call('b', 'middle', 5, '1'), call('b', 'longest', 99, '2'), call('b', 'nothing', 0, '1')];

  type Page = {
    readonly nodes: readonly { readonly nativeId: string }[];
    readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
  };
  const askFor = async (world: SearchedWorld, type: 'Agent' | 'Person', args: string) => {
    const { data } = await world.run<{ agents: { nodes: { id: string; person: { id: string } }[] } }>(
      '{ agents(first: 1) { nodes { id person { id } } } }',
    );
    const [ada] = data.agents.nodes;
    const { data: found, errors } = await world.run<{ node: { callSessions: Page } }>(
      `query ($id: ID!, $filter: CallSessionFilter) { node(id: $id) { ... on ${type} {
        callSessions(filter: $filter, ${args}) { nodes { nativeId } pageInfo { startCursor endCursor } }
      } } }`,
      { variables: { id: type === 'Agent' ? ada!.id : ada!.person.id, filter: since(20 * DAY_MS) } },
    );
    const page = found?.node.callSessions;
    return { ids: page?.nodes.map(({ nativeId }) => nativeId), ...page?.pageInfo, errors };
  };
  const by = (direction: 'ASC' | 'DESC', more = '') => `orderBy: { field: ${order}, direction: ${direction} } ${more}`;

  it.each([
    ['Person', ['long', 'middle', 'short', 'nothing', 'unknown']],
    ['Agent', ['long', 'short', 'unknown']],
  ] as const)('of a %s have what is not known last, and ASC is the exact reverse', async (type, expected) => {
    const world = await start([A, B]);
    expect(await askFor(world, type, by('DESC'))).toMatchObject({ ids: expected, errors: [] });
    expect((await askFor(world, type, by('ASC'))).ids).toEqual(expected.toReversed());
    const first = await askFor(world, type, by('DESC', 'first: 2'));
    const second = await askFor(world, type, by('DESC', `first: 9, after: "${first.endCursor}"`));
    expect([...first.ids, ...second.ids]).toEqual(expected);
    expect((await askFor(world, type, by('DESC', `last: 1, before: "${second.startCursor}"`))).ids).toEqual([
      expected[1],
    ]);
  });

  it.each(['Person', 'Agent'] as const)('of a %s are refused where the range is not kept whole', async (type) => {
    const world = await start([A, B], [{ from: NOW - 10 * DAY_MS, to: NOW }]);
    const { errors } = await askFor(world, type, by('DESC'));
    expect(errors[0]).toContain('node.callSessions: UNSUPPORTED_ORDER');
  });
});

describe('searches', () => {
  it('refuse what nobody could mean', async () => {
    const world = await start([[], []]);
    for (const numberContains of ['12', 'abc', '12a34', ''])
      expect((await list(world, { numberContains }))[0]).toContain('callSessions: BAD_FILTER');
    expect((await list(world, { not: { voximplant: { ruleName: 'x' } } }))[0]).toContain(
      'callSessions: UNSUPPORTED_FILTER',
    );
    expect((await list(world, { not: { not: { numberContains: '1' } } }))[0]).toContain(
      'filter.not.not.numberContains',
    );
  });

  it('ask the vendor nothing where everything is kept', async () => {
    const world = await start([[at('a', 'one', 2 * DAY_MS, { note: 'Urgent' })], []]);
    for (const vendor of world.vendors) vendor.failWith('unavailable');
    expect(await list(world, { ...since(5 * DAY_MS), text: 'urgent' })).toEqual(['one']);
    expect(await list(world, { ...since(5 * DAY_MS), numberContains: '946 0001' })).toEqual(['one']);
    expect(await list(world, { ...since(5 * DAY_MS), not: {} })).toEqual([]);
  });

  it('leave nothing of a forgotten number in the file, in the index neither', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-forgotten-'));
    const store = await openStore({ kind: 'sqlite', path: join(folder, 'trunkline.db') });
    closing.push(
      async () => rmSync(folder, { recursive: true, force: true }),
      () => store.close(),
    );
    // Hashes and ids that are made by chance stand beside them in the file: in letters that these have not.
    const note = 'Ксилофон карантин';
    const secret = at('a', 'one', 2 * DAY_MS, { customer: customer('+442079467531'), note });
    const others = Array.from({ length: 50 }, (_, index) =>
      at('a', `other ${index}`, 2 * DAY_MS, { note: `Note ${index}` }),
    );
    const world = await createSearchedWorld(store, [[secret, ...others], []], [EVERYTHING]);
    closing.push(world.close);
    const traces = [note, ...[note.toLowerCase(), 'кси', 'кар'], '79467531'];
    const found = (): string[] => {
      const bytes = bytesOfFiles(folder);
      return traces.filter((trace) => bytes.includes(trace));
    };
    expect(await list(world, { ...since(5 * DAY_MS), text: 'карантин' })).toEqual(['one']);
    // A trigram of the index is a key of its own: 'кси' and 'кар' stand in no other text.
    expect(found()).toEqual(traces);
    await store.forgetNumber('020 7946 7531');
    expect(await list(world, { ...since(5 * DAY_MS), text: 'карантин' })).toEqual([]);
    expect(found()).toEqual([]);
  });
});
