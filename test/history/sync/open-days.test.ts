import { describe, expect, it } from 'vitest';
import { createChangingSource } from '../../../src/demo/changing-source.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { indexAtOrAfter } from '../../../src/demo/call-source.ts';
import { nativeIdOf } from '../../../src/demo/native-ids.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { inOrder, readKept, readLive, runUntilIdle, startSyncWorld, SYNC_VENDORS, toWhole } from './sync-world.ts';

const SINCE = NOW - 10 * DAY_MS;
const never = new AbortController().signal;

describe.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))('the days of %s', (kind, vendor) => {
  const start = async () => {
    const source = createChangingSource(createDataSet('even').sources[kind]);
    const world = await startSyncWorld(vendor, source, { since: SINCE });
    const syncer = await world.createSyncer();
    const indexAt = (ms: number): number => indexAtOrAfter(source, NOW - ms);
    const idAt = (ms: number): string => nativeIdOf(kind, indexAt(ms));
    /** Lets time pass, and the sync do what is due by then. */
    const pass = async (ms: number) => {
      world.clock.advance(ms);
      world.timer.advance(ms);
      return runUntilIdle(syncer);
    };
    const kept = () => readKept(world.store, world.account, { from: SINCE, to: NOW + 60 * DAY_MS });
    const expectAsLive = async () =>
      expect(inOrder((await kept()).map(toWhole))).toEqual(
        inOrder(await readLive(world.createProvider(), { from: SINCE, to: world.clock.now() })),
      );
    return { ...world, source, syncer, indexAt, idAt, pass, kept, expectAsLive };
  };

  it('bring a call that is registered hours later, one that changes and one that goes, within lateSeconds', async () => {
    const world = await start();
    const [late, changed, gone] = [5 * HOUR_MS, 8 * HOUR_MS, 12 * HOUR_MS].map(world.indexAt) as [
      number,
      number,
      number,
    ];
    world.source.hide(late);
    await runUntilIdle(world.syncer);
    await world.expectAsLive();
    const ids = async () => (await world.kept()).map(({ call }) => call.nativeId);
    expect(await ids()).not.toContain(nativeIdOf(kind, late));

    world.source.show(late);
    world.source.change(changed, { customerName: 'Zoe Late', note: 'added afterwards', rating: 5, isRecorded: true });
    world.source.hide(gone);
    await world.pass(300 * SECOND_MS);
    expect(await ids()).toContain(nativeIdOf(kind, late));
    expect(await ids()).not.toContain(nativeIdOf(kind, gone));
    await world.expectAsLive();
    await world.close();
  });

  it('are closed within the hour after the vendor has settled them', async () => {
    const world = await start();
    await runUntilIdle(world.syncer);
    for (let hour = 0; hour < 3; hour += 1) {
      await world.pass(HOUR_MS);
      const { kept } = await world.store.status(world.account, world.syncer.target(), [
        'calls',
        'legs',
        'recordings',
        'costs',
      ]);
      expect(kept!.to).toBeGreaterThan(world.provider.settledThrough() - HOUR_MS);
      expect(kept!.from).toBe(world.syncer.target().from);
    }
    await world.close();
  });

  it('are read again at an age of two days, when ratings, recordings and notes have come', async () => {
    const world = await start();
    await runUntilIdle(world.syncer);
    const index = world.indexAt(40 * HOUR_MS);
    world.source.change(index, { rating: 2, note: 'said later', isRecorded: true, customerName: 'Late Name' });
    world.source.hide(index + 1);
    await world.pass(HOUR_MS);
    const noted = await world.kept();
    expect(noted.map(({ call }) => call.nativeId)).toContain(nativeIdOf(kind, index + 1));
    for (let day = 0; day < 3; day += 1) await world.pass(DAY_MS);
    await world.expectAsLive();
    await world.close();
  });

  it('stay open longer once a call has appeared after its day was closed, also after a restart', async () => {
    const world = await start();
    const index = world.indexAt(50 * HOUR_MS);
    world.source.hide(index);
    await runUntilIdle(world.syncer);
    expect(world.syncer.settledThrough()).toBe(NOW - DAY_MS);
    world.source.show(index);
    for (let day = 0; day < 3; day += 1) await world.pass(DAY_MS);
    await world.expectAsLive();
    expect(world.syncer.settledThrough()).toBe(world.clock.now() - 2 * DAY_MS);
    expect((await world.createSyncer()).settledThrough()).toBe(world.clock.now() - 2 * DAY_MS);
    const told = world.logged.filter(({ message }) => message.includes('after their day was thought closed'));
    expect(told.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ provider: world.provider.key, late: 1, lateSoFar: 1 }),
    ]);
    await world.close();
  });

  it('are asked for once by all who want them fresh at the same time', async () => {
    const world = await start();
    await runUntilIdle(world.syncer);
    world.clock.advance(20 * SECOND_MS);
    const range = { from: NOW - HOUR_MS, to: NOW };
    world.vendor.server.resetCounts();
    await world.syncer.fresh(range, 10 * SECOND_MS, never);
    const alone = world.vendor.server.count();
    expect(alone).toBeGreaterThan(0);
    await world.syncer.fresh(range, 10 * SECOND_MS, never);
    expect(world.vendor.server.count()).toBe(alone);

    world.clock.advance(20 * SECOND_MS);
    world.vendor.server.resetCounts();
    const parts = [0, 10, 20, 30].map((minutes) => ({ ...range, from: range.from + minutes * 60 * SECOND_MS }));
    await Promise.all(parts.map((part) => world.syncer.fresh(part, 10 * SECOND_MS, never)));
    expect(world.vendor.server.count()).toBeLessThanOrEqual(alone);
    const [span] = await world.store.coverage(world.account, range, ['calls']);
    expect(span).toMatchObject({ range, readAt: world.clock.now() });
    await world.close();
  });
});
