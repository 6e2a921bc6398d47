import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { minimumRequestsOf } from './minimum-requests.ts';
import { CALL_PARTS } from '../../../src/history/store/vendor-reading.ts';
import { inOrder, readKept, readLive, runUntilIdle, startSyncWorld, SYNC_VENDORS, toWhole } from './sync-world.ts';

describe.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))(
  'filling the history of %s',
  (_kind, vendor) => {
    it.each(['even', 'sparse', 'fold', 'burst'] as const)(
      'keeps exactly what %s holds, with every part',
      async (dataSet) => {
        const world = await startSyncWorld(vendor, dataSet);
        const syncer = await world.createSyncer();
        await runUntilIdle(syncer);
        const kept = await readKept(world.store, world.account);
        expect(inOrder(kept.map(toWhole))).toEqual(inOrder(await readLive(world.createProvider())));
        expect(kept.map(({ call }) => call.nativeId).sort()).toEqual(
          world.vendor
            .truth()
            .map(({ nativeId }) => nativeId)
            .sort(),
        );
        const target = syncer.target();
        const coverage = await world.store.coverage(world.account, target, CALL_PARTS);
        expect(coverage.every(({ isSettled }) => isSettled)).toBe(true);
        expect((await world.store.status(world.account, target, CALL_PARTS)).kept).toEqual(target);
        await world.close();
      },
    );

    it('asks for at most a tenth more pages than the fewest there can be', async () => {
      const world = await startSyncWorld(vendor, 'even', { count: 4000, since: NOW - 120 * DAY_MS });
      const syncer = await world.createSyncer();
      await runUntilIdle(syncer);
      const { pages, minimum } = minimumRequestsOf(world, vendor, world.clock.now());
      expect(pages / minimum).toBeLessThanOrEqual(1.1);
      await world.close();
    });
  },
);
