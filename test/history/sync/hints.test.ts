import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChangingSource } from '../../../src/demo/changing-source.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { nativeIdOf } from '../../../src/demo/native-ids.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { isListing } from './minimum-requests.ts';
import { SYNC_VENDORS, readKept, runUntilIdle, startSyncWorld } from './sync-world.ts';

/** One in ten minutes, as long as the set reaches back. */
const CALLS = 300 * 24 * 6;

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

describe.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))('a hint of %s', (kind, vendor) => {
  /** A vendor whose newest call of the young hour is not in its books yet, when everything else has been read. */
  const start = async (provider: object = {}) => {
    const source = createChangingSource(createDataSet('large', { endsAt: NOW, count: CALLS }).sources[kind]);
    const newest = source.count - 1;
    source.hide(newest);
    const world = await startSyncWorld(vendor, source, { since: NOW - DAY_MS, now: NOW + HOUR_MS / 2 });
    const syncer = await world.createSyncer({ provider: { ...world.provider, ...provider } });
    endings.push(
      () => world.close(),
      () => syncer.close(new Error('the test is over')),
    );
    await runUntilIdle(syncer);
    world.vendor.server.resetCounts();
    const pass = (ms: number): void => {
      world.clock.advance(ms);
      world.timer.advance(ms);
    };
    const listings = (): number =>
      world.vendor.server.exchanges.filter(({ operation }) => isListing(kind, operation)).length;
    const isKept = async (): Promise<boolean> => {
      const kept = await readKept(world.store, world.account);
      return kept.some(({ call }) => call.nativeId === nativeIdOf(kind, newest));
    };
    return { ...world, source, newest, syncer, pass, listings, isKept };
  };

  it('brings a call that its vendor has by now, without waiting for the turn of the open days', async () => {
    const { source, newest, syncer, pass, isKept, listings } = await start();
    source.show(newest);
    expect(await isKept()).toBe(false);
    expect(syncer.hint()).toBe(true);
    pass(1050);
    await vi.waitFor(async () => expect(await isKept()).toBe(true), { timeout: 10_000 });
    expect(listings()).toBe(1);
  });

  it('asks nothing where the rest of a limit by the day is held back', async () => {
    const dayLimit = () => ({ limit: 1000, remaining: 1, resetsAt: NOW + DAY_MS / 2 });
    const { syncer, pass, listings, timer, vendor: server } = await start({ dayLimit });
    server.server.resetCounts();
    syncer.hint(5000);
    pass(1050);
    await vi.waitFor(() => expect(timer.waits()).toHaveLength(1));
    expect(listings()).toBe(0);
  });
});
