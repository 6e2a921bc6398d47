import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import { createHistoryStore } from '../../src/history/store/history-store.ts';
import { openEngine } from '../../src/history/store/open-history-store.ts';
import { syncLeaseOf } from '../../src/history/sync/read-condition.ts';
import { STATE_NOTE } from '../../src/history/sync/sync-state.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/time/instant.ts';
import { makeCall } from '../support/make-call.ts';
import { type FeedWorld, NOW, SPAN, START, createFeedWorld } from '../history/feed-world.ts';
import { emptyEngine } from '../history/store/store-world.ts';
import { createWorld } from './create-world.ts';

type Change = {
  readonly kind: string;
  readonly cursor: string;
  readonly sessionId: string;
  readonly at: string;
  readonly session: (Record<string, unknown> & { readonly id: string; readonly nativeId: string }) | null;
};
type Feed = {
  readonly callSessionChanges: {
    readonly nodes: readonly Change[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
};

const FEED = `query ($after: String, $since: DateTime, $first: Int, $filter: CallSessionFilter) {
  callSessionChanges(after: $after, since: $since, first: $first, filter: $filter) {
    nodes { kind cursor sessionId at session { id nativeId providerKey note outcome } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const call = (provider: string, second: number, given: Partial<CallSession> = {}): CallSession =>
  makeCall({ provider, nativeId: `c${second}`, startedAt: START + second * SECOND_MS, ...given });

const engine = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
let world: FeedWorld;
beforeEach(async () => {
  await emptyEngine(engine);
  world = await createFeedWorld(createHistoryStore(engine));
});
afterAll(() => engine.close());

async function read(variables: Readonly<Record<string, unknown>> = {}): Promise<Feed['callSessionChanges']> {
  const { data, errors } = await world.run<Feed>(FEED, { variables });
  expect(errors).toEqual([]);
  return data.callSessionChanges;
}
const shown = ({ nodes }: Feed['callSessionChanges']): string[] =>
  nodes.map(({ kind, session }) => (session ? `${kind} ${session.nativeId}` : kind));

describe('the change feed', () => {
  it('tells what was noticed, in the order in which it was noticed', async () => {
    await world.keep('north', [call('north', 2), call('north', 1)]);
    await world.keep('south', [call('south', 9)]);
    const first = await read();
    expect(shown(first).sort()).toEqual(['ADDED c1', 'ADDED c2', 'ADDED c9']);
    expect(shown(first)[2]).toBe('ADDED c9');
    for (const { sessionId, session } of first.nodes) expect(sessionId).toBe(session!.id);

    await world.keep('north', [call('north', 1, { note: 'called back' })]);
    const next = await read({ after: first.pageInfo.endCursor });
    expect(next.nodes.map(({ kind, session }) => [kind, session?.['note'] ?? null]).sort()).toEqual([
      ['CHANGED', 'called back'],
      ['REMOVED', null],
    ]);
    const gone = first.nodes.find(({ session }) => session!.nativeId === 'c2')!;
    expect(next.nodes.find(({ kind }) => kind === 'REMOVED')!.sessionId).toBe(gone.sessionId);
    expect(world.requests()).toBe(0);
  });

  it('goes on from an empty page, and from the cursor of any change', async () => {
    const { pageInfo } = await read();
    expect(pageInfo.hasNextPage).toBe(false);
    await world.keep('north', [call('north', 1), call('north', 2), call('north', 3)]);
    const all = await read({ after: pageInfo.endCursor });
    expect(all.nodes).toHaveLength(3);
    const rest = await read({ after: all.nodes[0]!.cursor });
    expect(rest.nodes.map(({ sessionId }) => sessionId)).toEqual(all.nodes.slice(1).map(({ sessionId }) => sessionId));
  });

  it('calls added what a walk from the beginning meets for the first time, however often it changed before', async () => {
    await world.keep(
      'north',
      [1, 2, 3].map((second) => call('north', second)),
    );
    await world.keep(
      'north',
      [1, 2, 3].map((second) => call('north', second, { note: 'changed' })),
    );
    const first = await read({ first: 1 });
    const second = await read({ first: 1, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ kind }) => kind)).toEqual(['ADDED', 'ADDED']);
    await world.keep(
      'north',
      [1, 2, 3].map((each) => call('north', each, { note: 'changed again' })),
    );
    const last = await read({ after: second.pageInfo.endCursor });
    expect(last.nodes.map(({ kind }) => kind)).toEqual(['CHANGED', 'CHANGED', 'CHANGED']);
  });

  it('joins legs, agents, recordings and costs from what is kept, and asks no vendor', async () => {
    const startedAt = START + SECOND_MS;
    const leg = {
      provider: 'north',
      nativeId: 'c1:0',
      sessionId: 'c1',
      direction: 'INBOUND' as const,
      startedAt,
      durationSeconds: 30,
      from: null,
      to: null,
      agent: { provider: 'north', nativeId: 'ada', displayName: 'Ada Marsh' },
      queue: null,
      outcome: 'ANSWERED' as const,
      outcomeDetail: null,
      cost: undefined,
    };
    const recording = {
      provider: 'north',
      nativeId: 'r1',
      sessionId: 'c1',
      sessionStartedAt: startedAt,
      legId: 'c1:0',
      kind: 'CALL' as const,
      startedAt,
      durationSeconds: 40,
      sizeBytes: null,
      mediaType: 'audio/mpeg',
      expiresAt: null,
      isAvailable: true,
      transcript: null,
      cost: null,
    };
    const costs = {
      session: { amount: '0.20', currency: 'EUR' },
      legs: new Map([['c1:0', { amount: '0.10', currency: 'EUR' }]]),
    };
    const bare = { agents: undefined, queues: undefined, legs: undefined, recordings: undefined, cost: undefined };
    const whole = call('north', 1, bare);
    await world.store.keep({
      account: world.accounts.get('north')!,
      lease: null,
      readAt: NOW,
      settledThrough: START,
      covers: null,
      calls: [
        { nativeId: 'c1', call: whole, legs: [leg], recordings: [recording], costs },
        { nativeId: 'c2', call: call('north', 2, bare) },
      ],
    });
    const { data, errors } = await world.run<Feed>(`{ callSessionChanges { nodes { session {
      nativeId
      agents { nativeId displayName }
      legs { nativeId cost { amount } recordings { nativeId } agent { displayName } }
      recordings { nativeId leg { nativeId } }
      cost { amount currency }
    } } } }`);
    expect(errors).toEqual([]);
    const [first, second] = [...data.callSessionChanges.nodes].sort((a, b) =>
      a.session!.nativeId < b.session!.nativeId ? -1 : 1,
    );
    expect(first!.session).toEqual({
      nativeId: 'c1',
      agents: [{ nativeId: 'ada', displayName: 'Ada Marsh' }],
      legs: [
        {
          nativeId: 'c1:0',
          cost: { amount: '0.10' },
          recordings: [{ nativeId: 'r1' }],
          agent: { displayName: 'Ada Marsh' },
        },
      ],
      recordings: [{ nativeId: 'r1', leg: { nativeId: 'c1:0' } }],
      cost: { amount: '0.20', currency: 'EUR' },
    });
    // What was not read of it yet is not known, and not asked for either.
    expect(second!.session).toMatchObject({ legs: null, recordings: null, cost: null });
    expect(world.requests()).toBe(0);
  });

  it('tells under a filter of calls that pass it, and of those that no longer do as gone', async () => {
    await world.keep('north', [call('north', 1, { outcome: 'MISSED' }), call('north', 2)]);
    await world.keep('south', [call('south', 3, { outcome: 'MISSED' })]);
    const filter = { outcome: ['MISSED'], providers: ['north'] };
    const first = await read({ filter });
    expect(shown(first)).toEqual(['ADDED c1']);
    await world.keep('north', [call('north', 1), call('north', 2)]);
    await world.keep('south', []);
    const next = await read({ filter, after: first.pageInfo.endCursor });
    expect(next.nodes.map(({ kind, sessionId }) => [kind, sessionId])).toEqual([
      ['REMOVED', first.nodes[0]!.sessionId],
    ]);
  });

  it('filters by parts of calls, numbers and spans of time', async () => {
    const customer = { number: '+447700900123', displayName: null, defaultCountry: null };
    const agents = [{ provider: 'north', nativeId: 'ada' }];
    await world.keep('north', [call('north', 1, { customer }), call('north', 2, { agents }), call('north', 3)]);
    const { data } = await world.run<{ agents: { nodes: { id: string }[] } }>('{ agents { nodes { id } } }');
    const expected: [object, string[]][] = [
      [{ number: ['07700 900123'] }, ['ADDED c1']],
      [{ number: ['+44 7700 900123'] }, ['ADDED c1']],
      [{ agentIds: [data.agents.nodes[0]!.id] }, ['ADDED c2']],
      [{ hasRecording: true }, []],
      [{ startedAt: { from: new Date(START + 3 * SECOND_MS).toISOString() } }, ['ADDED c3']],
      [{ startedAt: { to: new Date(START + 2 * SECOND_MS).toISOString() } }, ['ADDED c1']],
      [{ providers: [] }, []],
    ];
    for (const [filter, changes] of expected)
      expect([filter, shown(await read({ filter }))]).toEqual([filter, changes]);
  });

  it('begins at a moment: what was noticed before it is left out', async () => {
    await world.keep('north', [call('north', 1)]);
    const [before] = (await read()).nodes;
    const since = new Date(Date.parse(before!.at) + HOUR_MS).toISOString();
    expect(shown(await read({ since }))).toEqual([]);
    expect(shown(await read({ since: new Date(Date.parse(before!.at) - HOUR_MS).toISOString() }))).toEqual([
      'ADDED c1',
    ]);
    expect(shown(await read({ since: before!.at.replace(/\.\d+Z/, 'Z') }))).toEqual(['ADDED c1']);
  });

  it('gives pages of the size that was asked for, also of none, and no larger than the server allows', async () => {
    world = await createFeedWorld(world.store, { maxPageSize: 2 });
    await world.keep(
      'north',
      [1, 2, 3].map((second) => call('north', second)),
    );
    const none = await read({ first: 0 });
    expect([none.nodes, none.pageInfo.hasNextPage]).toEqual([[], true]);
    const usual = await read({ after: none.pageInfo.endCursor });
    expect(usual.nodes).toHaveLength(2);
    expect(usual.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    for (const first of [3, -1]) {
      const { errors } = await world.run(FEED, { variables: { first } });
      expect(errors).toEqual([expect.stringContaining('callSessionChanges: BAD_PAGE_SIZE')]);
    }
  });

  it('refuses a cursor that is damaged, of another list, or of a history that was begun anew', async () => {
    await world.keep('north', [call('north', 1), call('north', 2)]);
    const { pageInfo } = await read({ first: 1 });
    const { data } = await createWorld().run<{ callSessions: { pageInfo: { endCursor: string } } }>(
      '{ callSessions(first: 1) { pageInfo { endCursor } } }',
    );
    const refusalOf = async (after: string): Promise<string> =>
      (await world.run(FEED, { variables: { after } })).errors.join();
    const { endCursor } = pageInfo;
    for (const after of ['', 'nonsense', endCursor.slice(1), `${endCursor}A`, data.callSessions.pageInfo.endCursor])
      expect(await refusalOf(after)).toContain('callSessionChanges: BAD_CURSOR');
    const other = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
    world = await createFeedWorld(createHistoryStore(other));
    expect(await refusalOf(endCursor)).toMatch(/^callSessionChanges: HISTORY_BEGUN_ANEW .*read everything again/);
    await other.close();
  });

  it('is refused where no history is kept', async () => {
    const { errors } = await createWorld().run(FEED);
    expect(errors).toEqual([expect.stringMatching(/^callSessionChanges: HISTORY_OFF This server keeps no history/)]);
  });

  it('says that it does not answer when its store is closed, without a word of where that is', async () => {
    const other = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
    world = await createFeedWorld(createHistoryStore(other));
    await other.close();
    const { errors } = await world.run(FEED);
    expect(errors).toEqual([expect.stringContaining('callSessionChanges: HISTORY_UNAVAILABLE')]);
  });
});

describe('the history of a provider', () => {
  const HISTORY = `{ providers { key history {
    state keptFrom keptThrough followedThrough calls progress lastReadAt lastError
  } } }`;
  type Histories = { readonly providers: readonly { readonly history: Record<string, unknown> | null }[] };

  it('tells what of it is kept', async () => {
    await world.keep('north', [call('north', 1), call('north', 2)]);
    const { data, errors } = await world.run<Histories>(HISTORY);
    expect(errors).toEqual([]);
    const [north, south] = data.providers.map(({ history }) => history);
    expect(north).toMatchObject({
      state: 'PAUSED',
      keptFrom: new Date(SPAN.from).toISOString(),
      keptThrough: new Date(SPAN.to).toISOString(),
      followedThrough: new Date(SPAN.to).toISOString(),
      calls: 2,
      lastError: null,
    });
    const settled = NOW - DAY_MS - START;
    expect(north!['progress']).toBeCloseTo(HOUR_MS / settled, 3);
    expect(south).toMatchObject({ state: 'PAUSED', keptFrom: null, keptThrough: null, calls: 0, progress: 0 });
    expect(world.requests()).toBe(0);
  });

  it('tells what whoever fills it has noted, in whatever process, and that it waits once nobody does', async () => {
    const north = world.accounts.get('north')!;
    await world.store.putNote(north, STATE_NOTE, { state: 'FILLING', lastError: 'north was slow.', at: NOW });
    const lease = await world.store.takeLease(syncLeaseOf(north), 'another process', 60_000);
    const read = async () => (await world.run<Histories>(HISTORY)).data.providers.map(({ history }) => history);
    expect((await read())[0]).toMatchObject({ state: 'FILLING', lastError: 'north was slow.' });
    expect((await read())[1]).toMatchObject({ state: 'PAUSED', lastError: null });
    await world.store.releaseLease(lease!);
    expect((await read())[0]).toMatchObject({ state: 'PAUSED', lastError: 'north was slow.' });
  });

  it('is null where nothing is kept', async () => {
    const { data, errors } = await createWorld().run<Histories>(HISTORY);
    expect(errors).toEqual([]);
    expect(data.providers.map(({ history }) => history)).toEqual([null, null]);
  });
});
