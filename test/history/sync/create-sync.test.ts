import { Client } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { readHistoryStatus } from '../../../src/history/read-history-status.ts';
import { type SyncOptions, createSync } from '../../../src/history/sync/create-sync.ts';
import { NOW } from '../../conformance/world.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { lacksPostgres, startPostgres } from '../store/start-postgres.ts';
import { openStore } from '../store/store-world.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import { SETTINGS, SYNC_VENDORS, type SyncWorld, startSyncWorld } from './sync-world.ts';

const vendor = SYNC_VENDORS.find(({ kind }) => kind === 'voximplant')!;
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const start = async (): Promise<SyncWorld> => {
  const world = await startSyncWorld(vendor, 'even', { since: NOW - 30 * DAY_MS });
  endings.push(() => world.close());
  return world;
};

/** A sync of its own, as another process would have it, and the log it writes. */
const createOwn = async (world: SyncWorld, given: Partial<SyncOptions> = {}) => {
  const { log, lines } = createRecordingLog();
  const timer = createFakeTimer();
  const { store, account, clock } = world;
  const provider = world.createProvider();
  const sync = await createSync({ provider, store, account, settings: SETTINGS, log, now: clock.now, timer, ...given });
  endings.push(() => sync.stop());
  const pass = (ms: number): void => {
    clock.advance(ms);
    timer.advance(ms);
  };
  return { sync, timer, lines, pass };
};

/** Whether a process has said that it listens, and waits for its greeting. */
const listens = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(
    "SELECT 1 FROM pg_stat_activity WHERE application_name = 'trunkline listening' AND state = 'idle' AND query LIKE '%pg_notify%' AND datname = current_database()",
  );
  await client.end();
  return rowCount === 1;
};

const WAITING = { timeout: 20_000, interval: 5 };

const statusOf = ({ store, provider }: SyncWorld, since = provider.historySince()) =>
  readHistoryStatus(store, provider, since);

const becomes = (world: SyncWorld, state: string) =>
  vi.waitFor(async () => expect((await statusOf(world))?.state).toBe(state), WAITING);

describe('a sync that runs', () => {
  it('fills, keeps up, and says so once each', async () => {
    const world = await start();
    const { sync, lines } = await createOwn(world);
    expect(await statusOf(world)).toEqual({
      state: 'PAUSED',
      keptFrom: null,
      keptThrough: null,
      transcripts: 0,
      followedThrough: null,
      calls: 0,
      progress: 0,
      callsPerSecond: null,
      lastReadAt: null,
      lastError: null,
    });
    sync.start();
    await becomes(world, 'CURRENT');
    const calls = world.vendor.truth().filter(({ startedAt }) => startedAt >= NOW - 30 * DAY_MS).length;
    expect(await statusOf(world)).toEqual({
      state: 'CURRENT',
      keptFrom: NOW - 30.5 * DAY_MS,
      keptThrough: NOW - DAY_MS,
      transcripts: 0,
      followedThrough: NOW,
      calls: expect.any(Number) as number,
      progress: 1,
      callsPerSecond: null,
      lastReadAt: NOW,
      lastError: null,
    });
    expect((await statusOf(world))?.calls).toBeGreaterThanOrEqual(calls);
    expect(lines.map(({ message }) => message)).toEqual(['history is kept up to date']);
  });

  it('says how fast it is filled, and how far it has come', async () => {
    const world = await start();
    const pass = (ms: number): void => {
      world.clock.advance(ms);
      timer.advance(ms);
    };
    const store: HistoryStore = {
      ...world.store,
      async keep(reading) {
        const kept = await world.store.keep(reading);
        pass(12_000);
        return kept;
      },
    };
    const timer = createFakeTimer();
    const small = { ...world.createProvider(), traits: { ...world.provider.traits, maxPageSize: 1 } };
    const { sync, lines } = await createOwn(world, { store, timer, provider: small });
    sync.start();
    await vi.waitFor(async () => expect((await statusOf(world))?.callsPerSecond).toBeGreaterThan(0), WAITING);
    const told = lines.find(({ fields }) => 'callsPerSecond' in fields);
    expect(told?.fields).toMatchObject({ callsPerSecond: (await statusOf(world))?.callsPerSecond });
    await becomes(world, 'CURRENT');
    expect((await statusOf(world))?.callsPerSecond).toBeNull();
  });

  it('says that it fails while the vendor is down, and recovers', async () => {
    const world = await start();
    const { sync, timer, pass } = await createOwn(world);
    world.vendor.server.fault({ fault: { kind: 'status', status: 500 } });
    sync.start();
    await becomes(world, 'FAILING');
    await vi.waitFor(() => expect(timer.waits()).toContain(5000), WAITING);
    world.vendor.server.clearFaults();
    pass(5000);
    await becomes(world, 'CURRENT');
  });

  it('asks a vendor that stays down less and less often', async () => {
    const world = await start();
    const { sync, timer, pass } = await createOwn(world);
    world.vendor.server.fault({ fault: { kind: 'status', status: 500 } });
    sync.start();
    for (const backoffMs of [5000, 10_000, 20_000]) {
      await vi.waitFor(() => expect(timer.waits()).toContain(backoffMs), WAITING);
      expect((await statusOf(world))?.state).toBe('FAILING');
      pass(backoffMs);
    }
    const { lastError } = (await statusOf(world))!;
    expect(lastError).toContain('500');
    expect(lastError).not.toContain('127.0.0.1');
  });

  it('pauses while the vendor refuses for its limit, as long as the vendor asks', async () => {
    const world = await start();
    const { sync, timer, lines } = await createOwn(world, { provider: { ...world.createProvider(), deadlineMs: 100 } });
    world.vendor.server.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 40 } });
    sync.start();
    await becomes(world, 'PAUSED');
    expect(lines).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ history: 'PAUSED' }) as object }),
    ]);
    await vi.waitFor(() => expect(timer.waits()).toContain(40_000), WAITING);
  });

  it('is up to date where nothing is missing, also while a limit by the day lets it look at the open days seldom', async () => {
    const world = await start();
    const dayLimit = () => ({ limit: 60, remaining: 60, resetsAt: NOW + DAY_MS / 2 });
    const { sync, timer, lines, pass } = await createOwn(world, { provider: { ...world.createProvider(), dayLimit } });
    sync.start();
    await becomes(world, 'CURRENT');
    const isHeldBack = (): boolean => Math.max(...timer.waits()) > 60 * SECOND_MS;
    for (let looks = 0; looks < 100 && !isHeldBack(); looks += 1) {
      pass(10 * SECOND_MS);
      await vi.waitFor(() => expect(timer.waits()).toHaveLength(2), WAITING);
    }
    expect(isHeldBack()).toBe(true);
    expect(lines.map(({ message }) => message)).toEqual(['history is kept up to date']);
    expect((await statusOf(world))?.state).toBe('CURRENT');
  });

  it('is done by one of two processes, and by the other once the first has ended', async () => {
    const world = await start();
    const [first, second] = [await createOwn(world), await createOwn(world)];
    first.sync.start();
    await becomes(world, 'CURRENT');
    second.sync.start();
    const before = world.vendor.server.count();
    await vi.waitFor(() => expect(second.timer.waits()).toEqual([10_000, 10_000]), WAITING);
    // It looks on: what it tells is what the first has noted.
    expect((await statusOf(world))?.state).toBe('CURRENT');
    expect(second.lines).toEqual([]);
    expect(world.vendor.server.count()).toBe(before);

    await first.sync.stop();
    second.pass(60 * SECOND_MS);
    await vi.waitFor(() => expect(world.vendor.server.count()).toBeGreaterThan(before), WAITING);
  });

  it.skipIf(lacksPostgres())('is taken over at once by a replica that hears that the first has ended', async () => {
    const server = await startPostgres();
    endings.push(() => server.close());
    const url = server.createDatabase();
    const stores = [await openStore({ kind: 'postgres', url }), await openStore({ kind: 'postgres', url })];
    for (const store of stores) endings.push(() => store.close());
    const world = await startSyncWorld(vendor, 'even', { since: NOW - 3 * DAY_MS, store: stores[0]! });
    endings.push(() => world.close());
    const first = await createOwn(world);
    first.sync.start();
    await becomes(world, 'CURRENT');

    const second = await createOwn(world, { store: stores[1]! });
    second.sync.start();
    await vi.waitFor(() => expect(second.timer.waits()).toEqual([10_000, 10_000]), WAITING);
    await vi.waitFor(async () => expect(await listens(url)).toBe(true), WAITING);
    await first.sync.stop();
    // Its clock stands still: only what it hears can wake it.
    const name = `sync ${world.account.id}`;
    await vi.waitFor(async () => expect(await world.store.isLeased(name)).toBe(true), WAITING);
  });

  it('writes nothing more once another process has taken over', async () => {
    const world = await start();
    const first = await createOwn(world, { leaseMs: 1 });
    first.sync.start();
    await vi.waitFor(
      () => expect(first.lines.map(({ message }) => message)).toEqual(['history is kept up to date']),
      WAITING,
    );
    // The first was slow: its lease has run out.
    const name = `sync ${world.account.id}`;
    const lease = await vi.waitFor(
      async () => (await world.store.takeLease(name, 'another', 60_000)) ?? Promise.reject(new Error('held')),
      WAITING,
    );
    const { lastReadAt } = (await statusOf(world))!;
    world.vendor.server.resetCounts();
    first.pass(60 * SECOND_MS);
    await vi.waitFor(() => expect(first.timer.waits()).toHaveLength(2), WAITING);
    expect((await statusOf(world))?.lastReadAt).toBe(lastReadAt);
    expect(world.vendor.server.count()).toBe(0);

    const syncer = await world.createSyncer({
      lease: () => ({ ...lease, holder: 'the first', epoch: lease.epoch - 1 }),
    });
    await expect(syncer.step(new AbortController().signal)).rejects.toMatchObject({ kind: 'stale-lease' });
    expect((await statusOf(world))?.lastReadAt).toBe(lastReadAt);
  });

  it('ends every wait and every reading when it is stopped, and lets go of its lease', async () => {
    const world = await start();
    const { sync } = await createOwn(world);
    world.vendor.server.fault({ fault: { kind: 'hang' } });
    sync.start();
    await vi.waitFor(() => expect(world.vendor.server.count()).toBeGreaterThan(0), WAITING);
    const asked = sync.fresh({ from: NOW - DAY_MS, to: NOW }, 0, new AbortController().signal);
    const refused = expect(asked).rejects.toThrow('the sync has been stopped');
    await sync.stop();
    await refused;
    expect(await world.store.takeLease(`sync ${world.account.id}`, 'another', 1000)).not.toBeNull();
  });
});
