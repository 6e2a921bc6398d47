import { afterEach, describe, expect, it } from 'vitest';
import { createChangingSource } from '../../../src/demo/changing-source.ts';
import { indexAtOrAfter } from '../../../src/demo/call-source.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import type { CallFilter } from '../../../src/domain/call-filter.ts';
import { type CallSelection, KEPT_SELECTION, ROW_SELECTION } from '../../../src/domain/call-selection.ts';
import type { CallPage, Provider } from '../../../src/domain/provider.ts';
import { createStoreAccess } from '../../../src/history/store-access.ts';
import { CALL_PARTS } from '../../../src/history/store/vendor-reading.ts';
import type { Syncer } from '../../../src/history/sync/create-syncer.ts';
import { withHistory } from '../../../src/history/with-history.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import type { TimeRange } from '../../../src/time/time-range.ts';
import { NOW } from '../../conformance/world.ts';
import { SILENT, toKeeping } from '../kept-world.ts';
import { type SyncWorld, SYNC_VENDORS, runUntilIdle, startSyncWorld } from './sync-world.ts';

const bitrix24 = SYNC_VENDORS.find(({ kind }) => kind === 'bitrix24')!;
const never = new AbortController().signal;
const SINCE = NOW - 100 * DAY_MS;
const [FRESH_MS, LATE_MS] = [10 * SECOND_MS, 300 * SECOND_MS];
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A provider over what a sync keeps of it, as people read it. */
const readOver = ({ provider, store, account, clock }: SyncWorld, syncer: Syncer): Provider =>
  withHistory(toKeeping(provider), {
    access: createStoreAccess(store, { log: SILENT, onBegunAnew() {} }),
    account: () => account,
    freshness: { freshMs: FRESH_MS, lateMs: LATE_MS },
    keepDays: null,
    now: clock.now,
    follower: {
      async follow(range, { maxAgeMs = FRESH_MS }, signal) {
        await syncer.fresh(range, maxAgeMs, signal);
        return true;
      },
      readNext: (range) => syncer.readNext(range),
      settledThrough: () => syncer.settledThrough(),
    },
  });

/** Reads pages until so many calls have come. */
async function readSome(
  provider: Provider,
  range: TimeRange,
  most: number,
  { filter = {}, selection = ROW_SELECTION }: { filter?: CallFilter; selection?: CallSelection } = {},
): Promise<CallPage[]> {
  const pages: CallPage[] = [];
  let calls = 0;
  for await (const page of provider
    .prepare(filter, selection)
    .list({ range, direction: 'DESC', expect: most }, never)) {
    pages.push(page);
    calls += page.calls.length;
    if (calls >= most) break;
  }
  return pages;
}

describe('people who read what a sync keeps', () => {
  const start = async (vendor = bitrix24) => {
    const source = createChangingSource(createDataSet('even').sources[vendor.kind]);
    const world = await startSyncWorld(vendor, source, { since: SINCE });
    endings.push(() => world.close());
    const syncer = await world.createSyncer();
    const pass = (ms: number): void => {
      world.clock.advance(ms);
      world.timer.advance(ms);
    };
    return { ...world, source, syncer, pass, reader: readOver(world, syncer) };
  };

  it('have what they read of a gap kept next, and as much again', async () => {
    const { syncer, reader, store, account } = await start();
    await syncer.step(never);
    const to = NOW - 60 * DAY_MS;
    const pages = await readSome(reader, { from: SINCE, to }, 40, { filter: { direction: ['INBOUND'] } });
    const through = pages.at(-1)!.through;
    const step = await syncer.step(never);
    expect(step.did).toBe('filled');
    expect(step.range).toEqual({ from: to - 2 * (to - through), to });
    const [span] = await store.coverage(account, step.range!, CALL_PARTS);
    expect(span!.range).toEqual(step.range);
  });

  it('want nothing of the vendor when they take only what is kept', async () => {
    const { syncer, reader } = await start();
    await syncer.step(never);
    const range = { from: NOW - 60 * DAY_MS, to: NOW - 50 * DAY_MS };
    await expect(readSome(reader.at!({ isKeptOnly: true }), range, 10)).rejects.toThrow('Only what is kept');
    const step = await syncer.step(never);
    expect(step.range!.to).toBeGreaterThan(range.to);
  });

  it.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))(
    'keep a page of %s that they read whole, so that nobody asks for it again',
    async (_kind, vendor) => {
      const { reader, vendor: demo } = await start(vendor);
      const range = { from: NOW - 40 * DAY_MS, to: NOW - 30 * DAY_MS };
      const read = async (filter: CallFilter) => (await readSome(reader, range, 20, { filter })).at(-1)!;
      const whole = await readSome(reader, range, 20, { selection: KEPT_SELECTION });
      demo.server.resetCounts();
      const again = await readSome(reader, { from: whole.at(-1)!.through, to: range.to }, 1000);
      expect(again.flatMap(({ calls }) => calls.map(({ nativeId }) => nativeId))).toEqual(
        whole.flatMap(({ calls }) => calls.map(({ nativeId }) => nativeId)),
      );
      expect(demo.server.count()).toBe(0);
      // What somebody filtered covers nothing.
      const { through } = await read({ outcome: ['MISSED'] });
      expect(through).toBeLessThan(whole.at(-1)!.through);
      demo.server.resetCounts();
      await readSome(reader, { from: through, to: whole.at(-1)!.through }, 1000);
      expect(demo.server.count()).toBeGreaterThan(0);
    },
  );

  it('take no day for settled that a call was added to after its time', async () => {
    const { syncer, reader, provider, source, clock, pass } = await start();
    const index = indexAtOrAfter(source, NOW - 50 * HOUR_MS);
    source.hide(index);
    await runUntilIdle(syncer);
    source.show(index);
    for (let day = 0; day < 3; day += 1) {
      pass(DAY_MS);
      await runUntilIdle(syncer);
    }
    expect(provider.settledThrough()).toBe(clock.now() - DAY_MS);
    expect(reader.settledThrough()).toBe(clock.now() - 2 * DAY_MS);
    // A day and a half ago is open by now: what was read of it does not last.
    const range = { from: clock.now() - 37 * HOUR_MS, to: clock.now() - 35 * HOUR_MS };
    const [before] = await readSome(reader, range, 1000);
    pass(2 * LATE_MS);
    const [after] = await readSome(reader, range, 1000);
    expect(after!.asOf).toBeGreaterThan(before!.asOf!);
  });

  it.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))(
    'of %s share one reading of the newest calls for as long as it is fresh, whatever they filter',
    async (_kind, vendor) => {
      const { syncer, reader, clock, pass, vendor: demo } = await start(vendor);
      await runUntilIdle(syncer);
      const lists = demo.server.exchanges.length;
      const readNewest = async (filter: CallFilter) =>
        readSome(reader, { from: clock.now() - HOUR_MS, to: clock.now() }, 50, { filter });
      const filters: CallFilter[] = [
        {},
        { direction: ['INBOUND'] },
        { outcome: ['MISSED'] },
        { durationSeconds: { min: 60 } },
      ];
      for (const ms of [SECOND_MS, 4 * SECOND_MS, 4 * SECOND_MS]) {
        pass(ms);
        for (const filter of filters) expect((await readNewest(filter))[0]!.asOf).toBe(NOW);
      }
      expect(demo.server.exchanges.length).toBe(lists);

      pass(2 * SECOND_MS);
      const answers = await Promise.all([...filters, ...filters].map(readNewest));
      const asked = demo.server.exchanges.length - lists;
      expect(asked).toBeGreaterThan(0);
      const now = clock.now();
      for (const [page] of answers) expect(page!.asOf).toBe(now);
      // As often as one who reads it whole by themselves.
      pass(11 * SECOND_MS);
      const alone = demo.server.exchanges.length;
      await syncer.fresh({ from: clock.now() - HOUR_MS, to: clock.now() }, FRESH_MS, never);
      expect(asked).toBeLessThanOrEqual(demo.server.exchanges.length - alone);
    },
  );

  it('have the whole hour read with one list once its last second is too old', async () => {
    const { syncer, reader, clock, pass, vendor: demo } = await start();
    // What a reading half a second later says of the last whole second is half a second older than the reading.
    pass(SECOND_MS / 2);
    await runUntilIdle(syncer);
    const readNewest = () => readSome(reader, { from: clock.now() - HOUR_MS, to: clock.now() }, 50);
    pass(FRESH_MS - SECOND_MS / 4);
    demo.server.resetCounts();
    await readNewest();
    pass(SECOND_MS / 2);
    await readNewest();
    expect(demo.server.count()).toBe(1);
  });

  it('ask for nothing more when the reading that they waited for took longer than it stays fresh', async () => {
    const { syncer, clock, pass, vendor: demo, ...world } = await start();
    await runUntilIdle(syncer);
    const slow: Syncer = {
      ...syncer,
      async fresh(range, maxAgeMs, signal) {
        await syncer.fresh(range, maxAgeMs, signal);
        pass(FRESH_MS + SECOND_MS);
      },
    };
    const reader = readOver({ ...world, clock, vendor: demo }, slow);
    pass(FRESH_MS + SECOND_MS);
    demo.server.resetCounts();
    const asked = clock.now();
    const [page] = await readSome(reader, { from: asked - HOUR_MS, to: asked }, 50);
    expect(page!.asOf).toBe(asked);
    expect(demo.server.count()).toBe(1);
  });

  it('are told which open hours are missing while the vendor is down, and read what is kept', async () => {
    const { syncer, reader, clock, pass, vendor } = await start();
    await runUntilIdle(syncer);
    pass(HOUR_MS / 2);
    vendor.server.fault({ fault: { kind: 'status', status: 500 } });
    const pages = await readSome(reader, { from: NOW - 10 * DAY_MS, to: clock.now() }, 100);
    const [missing] = pages.flatMap(({ problems = [] }) => problems);
    expect(missing!.message).toContain(`to ${new Date(clock.now()).toISOString()} are not kept, and missing.`);
    expect(pages.flatMap(({ calls }) => calls).length).toBeGreaterThanOrEqual(100);
  });
});
