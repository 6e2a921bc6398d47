import { describe, expect, it } from 'vitest';
import { PLACE_SELECTION, ROW_SELECTION, withFields } from '../../src/domain/call-selection.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { createDirectoryCache } from '../../src/loaders/directory-cache.ts';
import { createLoaders } from '../../src/loaders/index.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, createMemoryProvider } from '../support/memory-provider.ts';

const clock = createFakeClock();
const key = (provider: string, nativeId: string) => ({ provider, nativeId, selection: ROW_SELECTION });

describe('loaders', () => {
  it('answer in the order of the keys, with null for the unknown', async () => {
    const { loaders } = createWorld();
    const keys = [key('b', '2'), key('a', '9'), key('a', '1'), key('gone', '1'), key('b', '1')];
    const calls = await Promise.all(keys.map((each) => loaders.sessions.part(each)));
    expect(calls.map((call) => (call instanceof Error || !call ? call : `${call.provider}${call.nativeId}`))).toEqual([
      'b2',
      null,
      'a1',
      null,
      'b1',
    ]);
  });

  it('ask each provider once for everything of one turn, and for nothing twice', async () => {
    const { loaders, a, b } = createWorld();
    const ids = ['1', '2', '1', '3', '2'];
    await Promise.all(ids.flatMap((id) => [loaders.sessions.load(key('a', id)), loaders.sessions.load(key('b', id))]));
    await loaders.sessions.load(key('a', '1'));
    expect(a.batches).toEqual([{ method: 'getCalls', ids: ['1', '2', '3'] }]);
    expect(b.batches).toEqual([{ method: 'getCalls', ids: ['1', '2', '3'] }]);
  });

  it('ask for one call once when it is wanted with different selections', async () => {
    const { loaders, a } = createWorld();
    const [place, whole] = await Promise.all([
      loaders.sessions.load({ ...key('a', '1'), selection: PLACE_SELECTION }),
      loaders.sessions.load({ ...key('a', '1'), selection: withFields(PLACE_SELECTION, ['legs']) }),
    ]);
    expect(a.batches).toEqual([{ method: 'getCalls', ids: ['1'] }]);
    expect(whole?.legs).toHaveLength(1);
    expect(place?.nativeId).toBe('1');
  });

  it('put an error into the slot that failed and leave the others alone', async () => {
    const { loaders, a } = createWorld();
    a.garble(['2']);
    const [first, second, third] = await Promise.all(
      [key('a', '1'), key('a', '2'), key('b', '2')].map((each) => loaders.sessions.part(each)),
    );
    expect(first).toMatchObject({ nativeId: '1' });
    expect(second).toMatchObject({ kind: 'unreadable', provider: 'a' });
    expect(third).toMatchObject({ nativeId: '2', provider: 'b' });
  });

  it('give the same error to every slot of a provider that failed as a whole', async () => {
    const { loaders, a } = createWorld();
    a.failWith('forbidden');
    const slots = await Promise.all(
      [key('a', '1'), key('b', '1'), key('a', '2')].map((each) => loaders.sessions.part(each)),
    );
    expect(slots[0]).toBeInstanceOf(ProviderError);
    expect(slots[0]).toBe(slots[2]);
    expect(slots[1]).toMatchObject({ provider: 'b' });
  });

  it('wait no longer than the deadline of the provider, and say so', async () => {
    const { loaders, a } = createWorld({ deadlineMs: 30 });
    a.hang();
    await expect(loaders.sessions.load(key('a', '1'))).rejects.toMatchObject({ kind: 'timed-out', provider: 'a' });
  });

  it('stop with the reason of the caller who has gone', async () => {
    const caller = new AbortController();
    const { loaders, a } = createWorld({ signal: caller.signal });
    a.hang();
    const loading = loaders.sessions.load(key('a', '1'));
    const reason = new Error('the client has gone');
    setImmediate(() => caller.abort(reason));
    await expect(loading).rejects.toBe(reason);
  });

  it('remember agents across requests for a while, the missing ones too', async () => {
    const { createRequest, a } = createWorld();
    const load = (options?: { fresh: boolean }) => {
      const { agents } = createRequest(options);
      return Promise.all(['ada', 'nobody'].map((nativeId) => agents.load({ provider: 'a', nativeId })));
    };
    expect(await load()).toMatchObject([{ displayName: 'Ada Marsh' }, null]);
    expect(await load()).toMatchObject([{ displayName: 'Ada Marsh' }, null]);
    expect(a.requests.getAgents).toBe(1);
    await load({ fresh: true });
    expect(a.requests.getAgents).toBe(2);
    clock.advance(61_000);
    await load();
    expect(a.requests.getAgents).toBe(3);
  });

  it('ask the directory only for agents it does not know', async () => {
    const { createRequest, a } = createWorld();
    await createRequest().agents.load({ provider: 'a', nativeId: 'ada' });
    const loader = createRequest().agents;
    const agents = await Promise.all(['ben', 'ada'].map((nativeId) => loader.load({ provider: 'a', nativeId })));
    expect(agents).toMatchObject([{ nativeId: 'ben' }, { nativeId: 'ada' }]);
    expect(a.batches.map(({ ids }) => ids)).toEqual([['ada'], ['ben']]);
  });

  it('ask nothing of a provider that declares to have nothing', async () => {
    const { loaders, none } = createWorld();
    const call = makeCall({ provider: 'none', nativeId: '1', startedAt: 0 });
    expect(await loaders.legs.load(call)).toEqual([]);
    expect(await loaders.recordings.load(call)).toEqual([]);
    expect(await loaders.queues.load({ provider: 'none', nativeId: 'q' })).toBeNull();
    expect(none.requests.total).toBe(0);
  });
});

function createWorld({ signal = new AbortController().signal, deadlineMs = 60_000 } = {}) {
  const make = (provider: string, options = {}): MemoryProvider =>
    createMemoryProvider({
      key: provider,
      now: clock.now,
      deadlineMs,
      calls: ['1', '2', '3'].map((nativeId) =>
        makeCall({
          provider,
          nativeId,
          startedAt: clock.now() - 1000,
          legs: [legOf(provider, nativeId)],
        }),
      ),
      agents: ['ada', 'ben'].map((nativeId) => ({
        provider,
        nativeId,
        displayName: nativeId === 'ada' ? 'Ada Marsh' : 'Ben Okafor',
        email: null,
        extension: null,
        isActive: true,
      })),
      ...options,
    });
  const [a, b] = [make('a'), make('b')];
  const none = make('none', { lacks: ['getLegs', 'getRecordings', 'getQueues'] });
  const directoryCache = createDirectoryCache({ now: clock.now });
  const providers = new Map([a, b, none].map((provider) => [provider.key, provider]));
  const createRequest = ({ fresh = false } = {}) =>
    createLoaders({ providers, deadlines: createDeadlines(), signal, directoryCache, maxAgeMs: fresh ? 0 : undefined });
  return { a, b, none, createRequest, loaders: createRequest() };
}

const legOf = (provider: string, sessionId: string) => ({
  provider,
  nativeId: `${sessionId}:0`,
  sessionId,
  direction: 'INBOUND' as const,
  startedAt: null,
  durationSeconds: null,
  from: null,
  to: null,
  agent: null,
  queue: null,
  outcome: 'ANSWERED' as const,
  outcomeDetail: null,
  cost: null,
});
