import { describe, expect, it } from 'vitest';

import type { AgentMention } from '../../src/domain/agent.ts';
import type { CallLeg } from '../../src/domain/call-leg.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Recording } from '../../src/domain/recording.ts';
import { createDirectoryCache } from '../../src/loaders/directory-cache.ts';
import { createLoaders } from '../../src/loaders/index.ts';
import { createJoinParts, joinPage } from '../../src/loaders/join-page.ts';
import type { AgentField, PageJoins } from '../../src/loaders/joined-call.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';

const clock = createFakeClock();
const EVERYTHING: PageJoins = {
  agents: new Set<AgentField>(['displayName', 'email']),
  queues: new Set(['name']),
  legs: true,
  legAgents: new Set<AgentField>(['displayName', 'email']),
  recordings: true,
  cost: true,
  legCosts: true,
};

describe('joinPage', () => {
  it('asks one question of each kind for a whole page, and for each agent once', async () => {
    const { provider, join } = createWorld();
    const { calls, problems } = await join(EVERYTHING);
    expect(problems).toEqual([]);
    expect(provider.requests).toMatchObject({ getLegs: 1, getRecordings: 1, getCosts: 1, getAgents: 1, total: 4 });
    expect(provider.batches.find(({ method }) => method === 'getAgents')?.ids.toSorted()).toEqual(['ada', 'ben', 'cy']);
    expect(calls[0]).toMatchObject({
      agents: [{ nativeId: 'ada', displayName: 'Ada Marsh', email: 'ada@example.com' }],
      queues: [{ nativeId: 'sales', name: 'Sales' }],
      legs: [
        { agent: { nativeId: 'ada' }, recordings: [{ nativeId: 'r1' }], cost: { amount: '0.10' } },
        { agent: { nativeId: 'ben', email: 'ben@example.com' }, recordings: [], cost: { amount: '0.20' } },
      ],
      recordings: [{ nativeId: 'r1' }],
      cost: { amount: '0.30' },
    });
  });

  it('asks nothing that is not selected', async () => {
    const { provider, join } = createWorld();
    const { calls } = await join({});
    expect(provider.requests.total).toBe(0);
    expect(calls[0]).toMatchObject({ agents: undefined, queues: undefined, legs: undefined, recordings: undefined });
  });

  it('asks nothing that the row carries', async () => {
    const { provider, join } = createWorld({ brings: ['agents', 'queues', 'legs', 'recordings', 'cost'] });
    const { calls } = await join({ ...EVERYTHING, agents: new Set(), legAgents: new Set<AgentField>() });
    expect(provider.requests.total).toBe(0);
    expect(calls[0]?.agents).toMatchObject([{ nativeId: 'ada' }]);
  });

  it('asks the directory only for agents whose selected fields the row leaves out', async () => {
    const { provider, join } = createWorld({ brings: ['agents'] });
    await join({ agents: new Set<AgentField>(['displayName']) });
    expect(provider.batches).toEqual([{ method: 'getAgents', ids: ['ada'] }]);
  });

  it('takes queues and agents from the legs where the row leaves them out', async () => {
    const { provider, join } = createWorld({ brings: [] });
    const { calls } = await join({ queues: new Set(), agents: new Set() });
    expect(calls.map(({ queues }) => queues)).toMatchObject([[{ nativeId: 'sales' }], [{ nativeId: 'sales' }]]);
    expect(calls.map(({ agents }) => agents)).toMatchObject([[{ nativeId: 'ada' }, { nativeId: 'ben' }], []]);
    expect(provider.requests).toMatchObject({ getLegs: 1, total: 1 });
  });

  it('says that agents are not known where neither row nor legs can name them', async () => {
    const { join } = createWorld({ brings: [], lacks: ['getLegs'] });
    const { calls } = await join({ agents: new Set(), legs: true });
    expect(calls[0]).toMatchObject({ agents: null, legs: [] });
  });

  it('keeps the id and the name of an agent whom the directory does not know', async () => {
    const { join } = createWorld({ brings: ['agents'] });
    const { calls } = await join({ agents: new Set<AgentField>(['displayName', 'email']) });
    expect(calls[1]?.agents).toEqual([
      {
        provider: 'p',
        nativeId: 'cy',
        displayName: 'Cy, who left',
        email: null,
        extension: null,
        isActive: null,
        problem: null,
      },
    ]);
  });

  it('keeps rows and everything else when one kind of join fails', async () => {
    const { provider, join } = createWorld();
    provider.intercept((method) => {
      if (method === 'getRecordings') throw new ProviderError('p', 'rate-limited', 'too many requests');
    });
    const { calls, problems } = await join(EVERYTHING);
    expect(problems).toMatchObject([{ kind: 'rate-limited' }]);
    expect(calls.map(({ recordings }) => recordings)).toEqual([problems[0], problems[0]]);
    expect(calls[0]?.legs).toMatchObject([{ agent: { displayName: 'Ada Marsh' }, recordings: problems[0] }, {}]);
  });

  it('keeps what the row names when the directory fails, and says what stood in the way', async () => {
    const { provider, join } = createWorld({ brings: ['agents'] });
    provider.failWith('unavailable');
    const { calls, problems } = await join({ agents: new Set<AgentField>(['displayName', 'email']) });
    expect(problems).toMatchObject([{ kind: 'unavailable' }]);
    expect(calls[1]?.agents).toMatchObject([{ nativeId: 'cy', displayName: 'Cy, who left', problem: problems[0] }]);
    expect(calls[1]?.agents).not.toHaveProperty('0.email');
  });

  it('does not say that a leg has no recordings when recordings do not name their legs', async () => {
    const { join } = createWorld({}, { namesLegs: false });
    const { calls } = await join({ legs: true, recordings: true });
    expect(calls[0]?.legs).toMatchObject([{ recordings: null }, { recordings: null }]);
  });

  it('shares questions between pages that are joined in the same turn', async () => {
    const { provider, rows, loaders } = createWorld();
    await Promise.all(rows.map((row) => joinPage([row], EVERYTHING, loaders)));
    expect(provider.requests).toMatchObject({ getLegs: 1, getRecordings: 1, getCosts: 1, getAgents: 1, total: 4 });
  });

  it('asks for the agents of one provider while another is slow with its legs', async () => {
    const ofProvider = (key: string) => {
      const ben = { provider: key, nativeId: 'ben' };
      const legs = [{ ...makeLeg('1', 0, ben, '0'), provider: key }];
      const call = makeCall({ provider: key, nativeId: '1', startedAt: clock.now(), legs });
      return createMemoryProvider({ key, now: clock.now, calls: [call] });
    };
    const [slow, swift] = [ofProvider('slow'), ofProvider('swift')];
    const answers = Promise.withResolvers<void>();
    slow.intercept(() => answers.promise);
    const row = { ...makeCall({ provider: 'slow', nativeId: '1', startedAt: clock.now() }), legs: undefined };
    const rows = [row, { ...row, provider: 'swift' }];
    const page = joinPage(rows, { legAgents: new Set<AgentField>(['email']) }, createLoadersOver([slow, swift]));
    await expect.poll(() => swift.requests.getAgents).toBe(1);
    expect(slow.requests).toMatchObject({ getLegs: 1, getAgents: 0 });
    answers.resolve();
    const { of } = await page;
    expect(rows.map((call) => of(call).call.provider)).toEqual(['slow', 'swift']);
  });

  it('brings the parts that a filter reads, and an error where one cannot be had', async () => {
    const { provider, rows, loaders } = createWorld({ brings: [] });
    provider.garble(['2']);
    const join = createJoinParts(loaders);
    const [first, second] = await join(rows, new Set(['agents', 'queues', 'recordings']));
    expect(first).toMatchObject({
      agents: [{ nativeId: 'ada' }, { nativeId: 'ben' }],
      recordings: [{ nativeId: 'r1' }],
    });
    expect(second).toMatchObject({ kind: 'unreadable' });
    expect(provider.requests).toMatchObject({ getLegs: 1, getRecordings: 1, total: 2 });
  });
});

function createWorld(options: Partial<MemoryProviderOptions> = {}, { namesLegs = true } = {}) {
  const provider = createMemoryProvider({
    key: 'p',
    now: clock.now,
    calls: [callWithLegs(namesLegs ? '1:0' : undefined), CALL_WITHOUT_LEGS],
    agents: ['Ada Marsh', 'Ben Okafor'].map((displayName) => {
      const nativeId = displayName.slice(0, 3).toLowerCase();
      return {
        provider: 'p',
        nativeId,
        displayName,
        email: `${nativeId}@example.com`,
        extension: null,
        isActive: true,
      };
    }),
    ...options,
  });
  const brings = options.brings ?? ['agents', 'queues'];
  const leftOut = (['agents', 'queues', 'legs', 'recordings', 'cost'] as const).filter(
    (part) => !brings.includes(part),
  );
  const rows = [callWithLegs(namesLegs ? '1:0' : undefined), CALL_WITHOUT_LEGS].map((call): CallSession => ({
    ...call,
    ...Object.fromEntries(leftOut.map((part) => [part, undefined])),
  }));
  const loaders = createLoadersOver([provider]);
  const join = async (joins: PageJoins) => {
    const page = await joinPage(rows, joins, loaders);
    return { calls: rows.map(page.of), problems: page.problems };
  };
  return { provider, rows, loaders, join };
}

const createLoadersOver = (providers: readonly Provider[]) =>
  createLoaders({
    providers: new Map(providers.map((provider) => [provider.key, provider])),
    deadlines: createDeadlines(),
    signal: new AbortController().signal,
    directoryCache: createDirectoryCache({ now: clock.now }),
  });

const SALES = { provider: 'p', nativeId: 'sales', name: 'Sales' };

const makeLeg = (sessionId: string, position: number, agent: AgentMention | null, amount: string): CallLeg => ({
  provider: 'p',
  nativeId: `${sessionId}:${position}`,
  sessionId,
  direction: 'INBOUND',
  startedAt: null,
  durationSeconds: null,
  from: null,
  to: null,
  agent,
  queue: SALES,
  outcome: 'ANSWERED',
  outcomeDetail: null,
  cost: { amount, currency: 'USD' },
});

const makeRecording = (legId: string | undefined): Recording => ({
  provider: 'p',
  nativeId: 'r1',
  sessionId: '1',
  sessionStartedAt: 0,
  legId,
  kind: 'CALL',
  startedAt: null,
  durationSeconds: null,
  sizeBytes: null,
  mediaType: null,
  expiresAt: null,
  isAvailable: true,
  transcript: null,
  cost: null,
});

const callWithLegs = (legId: string | undefined): CallSession =>
  makeCall({
    provider: 'p',
    nativeId: '1',
    startedAt: clock.now() - 2000,
    agents: [{ provider: 'p', nativeId: 'ada' }],
    queues: [SALES],
    legs: [
      makeLeg('1', 0, { provider: 'p', nativeId: 'ada' }, '0.10'),
      makeLeg('1', 1, { provider: 'p', nativeId: 'ben' }, '0.20'),
    ],
    recordings: [makeRecording(legId)],
    cost: { amount: '0.30', currency: 'USD' },
  });

const CALL_WITHOUT_LEGS = makeCall({
  provider: 'p',
  nativeId: '2',
  startedAt: clock.now() - 1000,
  agents: [{ provider: 'p', nativeId: 'cy', displayName: 'Cy, who left' }],
  legs: [makeLeg('2', 0, null, '0.00')],
});
