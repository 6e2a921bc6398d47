import { afterEach, expect, it, vi } from 'vitest';
import { startCallgear } from '../../../src/demo/callgear/index.ts';
import { createChangingSource } from '../../../src/demo/changing-source.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { nativeIdOf } from '../../../src/demo/native-ids.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { SETTINGS, SYNC_VENDORS, readKept, startSyncWorld } from './sync-world.ts';

/** One in ten minutes, as long as the set reaches back. */
const CALLS = 300 * 24 * 6;

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Each request of the background rests for as long as it took, and more: on a busy machine that adds up. */
const PATIENCE = { timeout: 50_000 };

it('a hint of callgear brings a call while a long history is filled, of whose minutes the rest is left', async () => {
  const points = { minute: 60, day: 100_000 };
  const callgear = SYNC_VENDORS.find(({ kind }) => kind === 'callgear')!;
  const source = createChangingSource(createDataSet('large', { endsAt: NOW, count: CALLS }).sources.callgear);
  const newest = source.count - 1;
  source.hide(newest);
  const startVendor: typeof callgear.startVendor = (options) => startCallgear({ ...options, hasLimits: true, points });
  const world = await startSyncWorld({ ...callgear, startVendor }, source, { since: NOW - 200 * DAY_MS });
  const syncer = await world.createSyncer({ settings: { ...SETTINGS, share: 0.3 } });
  const ending = new AbortController();
  const filling = (async () => {
    while (!ending.signal.aborted) {
      const { waitMs } = await syncer.step(ending.signal);
      if (waitMs > 0) await world.timer.wait(waitMs, ending.signal);
    }
  })().catch(() => {});
  endings.push(
    () => world.close(),
    () => syncer.close(new Error('the test is over')),
    async () => {
      ending.abort(new Error('the test is over'));
      await filling;
    },
  );
  const asked = (): number => world.vendor.server.exchanges.length;
  await vi.waitFor(() => expect(world.timer.waits()).toHaveLength(1), PATIENCE);
  expect(asked()).toBeLessThan(0.5 * points.minute);
  const before = asked();
  source.show(newest);
  syncer.hint();
  world.clock.advance(1050);
  world.timer.advance(1050);
  await vi.waitFor(async () => {
    const kept = await readKept(world.store, world.account, { from: NOW - HOUR_MS, to: NOW });
    expect(kept.map(({ call }) => call.nativeId)).toContain(nativeIdOf('callgear', newest));
  }, PATIENCE);
  expect(asked() - before).toBeLessThan(5);
}, 120_000);
