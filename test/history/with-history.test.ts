import { afterEach, describe, expect, it } from 'vitest';
import type { CallFilter } from '../../src/domain/call-filter.ts';
import { ROW_SELECTION, withFields } from '../../src/domain/call-selection.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { CallPage, Provider } from '../../src/domain/provider.ts';
import { toReadCall } from '../../src/history/reading.ts';
import { createStoreAccess } from '../../src/history/store-access.ts';
import type { Account } from '../../src/history/store/account.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { StoreError } from '../../src/history/store/store-error.ts';
import { withHistory } from '../../src/history/with-history.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/time/instant.ts';
import type { TimeRange } from '../../src/time/time-range.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { keepWhole, openAccountOf, toKeeping } from './kept-world.ts';

const NOW = Date.UTC(2026, 3, 30, 12);
const signal = new AbortController().signal;
const PARTS = withFields(ROW_SELECTION, ['agents', 'legs', 'recordings', 'cost']);
const SETTLED: TimeRange = { from: NOW - 10 * DAY_MS, to: NOW - 2 * DAY_MS };
const OPEN: TimeRange = { from: NOW - DAY_MS, to: NOW + SECOND_MS };

const stores: HistoryStore[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

/** A call every six hours, back for ten days. */
const CALLS = Array.from({ length: 41 }, (_, index) =>
  makeCall({
    provider: 'a',
    nativeId: String(100 + index),
    startedAt: NOW - index * 6 * HOUR_MS,
    agents: [{ provider: 'a', nativeId: '7' }],
  }),
);

async function createWorld(options: Partial<MemoryProviderOptions> = {}) {
  const clock = createFakeClock(NOW);
  const vendor = createMemoryProvider({ key: 'a', calls: CALLS, now: clock.now, ...options });
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  stores.push(store);
  const keeping = toKeeping(vendor);
  const account = await openAccountOf(store, keeping);
  const { log, lines } = createRecordingLog();
  const over = (used: HistoryStore, of: Account | null = account): Provider =>
    withHistory(keeping, {
      access: createStoreAccess(used, { log, onBegunAnew() {} }),
      account: () => of,
      freshness: { freshMs: 10_000, lateMs: 300_000 },
      keepDays: null,
      now: clock.now,
    });
  const keep = (range: TimeRange) => keepWhole(store, account, keeping, range, clock.now());
  return { clock, vendor, store, account, lines, over, provider: over(store), keep };
}

async function listPages(provider: Provider, range: TimeRange, filter: CallFilter = {}): Promise<CallPage[]> {
  const query = { range, direction: 'DESC', expect: 100 } as const;
  return Array.fromAsync(provider.prepare(filter, PARTS).list(query, signal));
}

const list = async (...asked: Parameters<typeof listPages>): Promise<CallSession[]> =>
  (await listPages(...asked)).flatMap(({ calls }) => calls);

const idsOf = (calls: readonly CallSession[]): string[] => calls.map(({ nativeId }) => nativeId);
const within = ({ from, to }: TimeRange): string[] =>
  idsOf(CALLS.filter(({ startedAt }) => startedAt >= from && startedAt < to));

describe('how old an answer may be', () => {
  it('is no matter for what is settled, unless somebody says so', async () => {
    const { provider, vendor, clock, keep } = await createWorld();
    await keep(SETTLED);
    clock.advance(20 * DAY_MS);
    const before = vendor.requests.listCalls;
    const [page] = await listPages(provider, SETTLED);
    expect(idsOf(page!.calls)).toEqual(within(SETTLED));
    expect(page).toMatchObject({ asOf: NOW });
    expect(page!.calls[0]).toMatchObject({ readAt: NOW });
    expect(vendor.requests.listCalls).toBe(before);
    // A minute is too old now, a month is not.
    await list(provider.at!({ maxAgeMs: 60_000 }), SETTLED);
    expect(vendor.requests.listCalls).toBe(before + 1);
    await list(provider.at!({ maxAgeMs: 30 * DAY_MS }), SETTLED);
    expect(vendor.requests.listCalls).toBe(before + 1);
  });

  it('is some seconds in the last hour, and some minutes in the other open ones', async () => {
    const { provider, vendor, clock, keep } = await createWorld();
    await keep(OPEN);
    const asked = async (): Promise<number> => {
      const before = vendor.queries.length;
      expect(idsOf(await list(provider, OPEN))).toEqual(within(OPEN));
      const ranges = vendor.queries.slice(before).map(({ range }) => range.to - range.from);
      return ranges.reduce((sum, length) => sum + length, 0);
    };
    expect(await asked()).toBe(0);
    clock.advance(9 * SECOND_MS);
    expect(await asked()).toBe(0);
    clock.advance(2 * SECOND_MS);
    const hour = await asked();
    expect(hour).toBeGreaterThan(0);
    expect(hour).toBeLessThanOrEqual(HOUR_MS + SECOND_MS);
    clock.advance(300 * SECOND_MS);
    expect(await asked()).toBe(OPEN.to - OPEN.from);
  });

  it('is nothing for whoever asks for zero: the vendor is read, and what came is kept and told in the feed', async () => {
    const { provider, vendor, store, account, clock, keep } = await createWorld();
    await keep(SETTLED);
    const { end } = await store.readChanges({ after: null, limit: 1000, parts: [] });
    clock.advance(HOUR_MS);
    const late = makeCall({ provider: 'a', nativeId: '1', startedAt: SETTLED.to - 5 * SECOND_MS });
    vendor.addCalls([late]);
    expect(idsOf(await list(provider, SETTLED))).not.toContain('1');
    const [fresh] = await listPages(provider.at!({ maxAgeMs: 0 }), SETTLED);
    expect(fresh).toMatchObject({ asOf: NOW + HOUR_MS });
    expect(idsOf(fresh!.calls)).toContain('1');
    const before = vendor.requests.listCalls;
    const [page] = await listPages(provider, SETTLED);
    expect(idsOf(page!.calls)).toEqual(idsOf(fresh!.calls));
    expect(page).toMatchObject({ asOf: NOW + HOUR_MS });
    expect(vendor.requests.listCalls).toBe(before);
    const told = await store.readChanges({ after: end, limit: 10, parts: [] });
    expect(told.changes).toMatchObject([{ kind: 'ADDED', nativeId: '1' }]);
    expect((await store.coverage(account, SETTLED, ['calls']))[0]).toMatchObject({ readAt: NOW + HOUR_MS });
  });

  it('is nothing under a filter either, and then nothing is kept', async () => {
    const { provider, store, account } = await createWorld();
    const calls = await list(provider.at!({ maxAgeMs: 0 }), SETTLED, { direction: ['INBOUND'] });
    expect(idsOf(calls)).toEqual(within(SETTLED));
    expect(await store.coverage(account, SETTLED, ['calls'])).toEqual([]);
    expect(await store.readChanges({ after: null, limit: 10, parts: [] })).toMatchObject({ changes: [] });
  });
});

describe('a vendor that is down', () => {
  it('takes away its gaps only, each named with its ends', async () => {
    const { provider, vendor, keep } = await createWorld();
    const [older, newer] = [
      { from: NOW - 10 * DAY_MS, to: NOW - 6 * DAY_MS },
      { from: NOW - 4 * DAY_MS, to: NOW - 2 * DAY_MS },
    ];
    await keep(older);
    await keep(newer);
    vendor.failWith('unavailable');
    const pages = await listPages(provider, { from: older.from, to: NOW });
    expect(pages.flatMap(({ calls }) => idsOf(calls))).toEqual([...within(newer), ...within(older)]);
    const problems = pages.flatMap((page) => page.problems ?? []);
    expect(problems.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
    expect(problems[1]?.message).toContain(
      'Its calls from 2026-04-24T12:00:00.000Z to 2026-04-26T12:00:00.000Z are not',
    );
  });

  it('fails as ever where nothing is kept beyond', async () => {
    const { provider, vendor, keep } = await createWorld();
    await keep({ from: NOW - 4 * DAY_MS, to: NOW - 2 * DAY_MS });
    vendor.failWith('unavailable');
    await expect(list(provider, { from: NOW - 10 * DAY_MS, to: NOW - 2 * DAY_MS })).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('is waited for only as long as what is kept beyond can still be read', async () => {
    const { provider, vendor, keep } = await createWorld({ deadlineMs: 400 });
    await keep(SETTLED);
    vendor.hang();
    const pages = await listPages(provider, { from: SETTLED.from, to: NOW });
    expect(pages.flatMap(({ calls }) => idsOf(calls))).toEqual(within(SETTLED));
    expect(pages.flatMap((page) => page.problems ?? []).map(({ kind }) => kind)).toEqual(['timed-out']);
  });

  it('leaves the calls that are kept to be found by id, and the names of their agents', async () => {
    const agents = [{ provider: 'a', nativeId: '7', displayName: 'Ada', email: null, extension: null, isActive: true }];
    const { provider, vendor, clock, keep } = await createWorld({ agents });
    await keep(SETTLED);
    expect(await provider.getAgents(['7', '8'], signal)).toEqual([agents[0], null]);
    const asked = vendor.requests.getAgents;
    expect(await provider.getAgents(['8', '7'], signal)).toEqual([null, agents[0]]);
    expect(vendor.requests.getAgents).toBe(asked);
    vendor.failWith('unavailable');
    clock.advance(3 * DAY_MS);
    expect(await provider.getAgents(['7'], signal)).toEqual([agents[0]]);
    await expect(provider.at!({ maxAgeMs: 0 }).getAgents(['7'], signal)).rejects.toMatchObject({ kind: 'unavailable' });
    const [kept] = within(SETTLED);
    const [call, other] = await provider.getCalls([{ nativeId: kept! }, { nativeId: '100' }], PARTS, signal);
    expect(call).toMatchObject({ nativeId: kept, readAt: NOW, legs: [], recordings: [] });
    expect(other).toMatchObject({ kind: 'unavailable' });
  });
});

describe('a call that is kept in part', () => {
  it('is asked of its vendor for the rest, and not taken for one that is nowhere', async () => {
    const { provider, vendor, store, account } = await createWorld();
    const settledThrough = NOW - DAY_MS;
    const calls = CALLS.filter(({ startedAt }) => startedAt >= SETTLED.from && startedAt < SETTLED.to);
    const unread = { legs: undefined, recordings: undefined };
    const rows = calls.map((call) => toReadCall(toKeeping(vendor).keeping, { ...call, ...unread }));
    const covers = { range: SETTLED, parts: ['calls'] } as const;
    await store.keep({ account, lease: null, readAt: NOW, settledThrough, covers, calls: rows });
    // Days from the border: what is named by a start may begin a day from it.
    const kept = within(SETTLED)[12];
    const key = { nativeId: kept!, startedAt: CALLS.find(({ nativeId }) => nativeId === kept)!.startedAt };
    expect(await provider.getCalls([key], ROW_SELECTION, signal)).toMatchObject([{ nativeId: kept }]);
    expect(vendor.requests.getCalls).toBe(0);
    expect(await provider.getCalls([key], PARTS, signal)).toMatchObject([{ nativeId: kept }]);
    expect(vendor.requests.getCalls).toBe(1);
    expect(await provider.getCalls([{ ...key, nativeId: 'nowhere' }], PARTS, signal)).toEqual([null]);
    expect(vendor.requests.getCalls).toBe(1);
  });
});

describe('counts', () => {
  it('are exact over what is kept, whatever the filter, and add what the vendor counts of the rest', async () => {
    const { provider, vendor, keep } = await createWorld({ applies: ['direction'] });
    await keep(SETTLED);
    const count = (filter: CallFilter, range: TimeRange) => provider.prepare(filter, PARTS).count(range, signal);
    const before = vendor.requests.countCalls;
    expect(await count({}, SETTLED)).toBe(within(SETTLED).length);
    expect(await count({ agentIds: ['7'] }, SETTLED)).toBe(within(SETTLED).length);
    expect(await count({ agentIds: ['8'] }, SETTLED)).toBe(0);
    expect(await count({ outcome: ['MISSED'] }, SETTLED)).toBe(0);
    expect(vendor.requests.countCalls).toBe(before);
    const wider = { from: SETTLED.from - DAY_MS, to: NOW + SECOND_MS };
    expect(await count({ direction: ['INBOUND'] }, wider)).toBe(CALLS.length);
    expect(vendor.requests.countCalls).toBe(before + 2);
    expect(await count({ agentIds: ['7'] }, wider)).toBeNull();
  });
});

describe('a store that fails', () => {
  it('costs nobody an answer, and is told of once until it answers again', async () => {
    const { store, over, vendor, lines, keep } = await createWorld();
    await keep(SETTLED);
    let isAway = true;
    // A proxy of the real store that is cut off, as a database behind a broken network is.
    const cut = new Proxy(store, {
      get: (target, name: keyof HistoryStore) =>
        isAway
          ? () => Promise.reject(new StoreError('away', 'The database cannot be reached.'))
          : (Reflect.get(target, name) as unknown),
    });
    const provider = over(cut);
    const before = vendor.requests.listCalls;
    expect(idsOf(await list(provider, SETTLED))).toEqual(within(SETTLED));
    expect(idsOf(await list(provider, SETTLED))).toEqual(within(SETTLED));
    expect(await provider.prepare({}, PARTS).count(SETTLED, signal)).toBe(within(SETTLED).length);
    expect(vendor.requests.listCalls).toBe(before + 2);
    expect(lines.map(({ message }) => message)).toEqual(['vendors are read live: the store fails']);
    isAway = false;
    expect(idsOf(await list(provider, SETTLED))).toEqual(within(SETTLED));
    expect(vendor.requests.listCalls).toBe(before + 2);
    expect(lines.at(-1)?.message).toBe('the store answers again');
  });

  it('is not asked for anything while nobody knows whose calls they are', async () => {
    const { store, over, vendor, keep } = await createWorld();
    await keep(SETTLED);
    const before = vendor.requests.listCalls;
    expect(idsOf(await list(over(store, null), SETTLED))).toEqual(within(SETTLED));
    expect(vendor.requests.listCalls).toBe(before + 1);
  });
});
