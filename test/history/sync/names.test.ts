import { afterEach, expect, it, vi } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { createHistory } from '../../../src/history/create-history.ts';
import { createSyncs } from '../../../src/history/sync/create-syncs.ts';
import { DAY_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { NOW } from '../../conformance/world.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';
import { SYNC_VENDORS, startSyncWorld } from './sync-world.ts';

const never = new AbortController().signal;
const WAITING = { timeout: 20_000, interval: 5 };
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

it.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))(
  'agents of %s whom nobody has asked for have their names while it is down',
  async (_kind, vendor) => {
    const world = await startSyncWorld(vendor, 'even', { since: NOW - 5 * DAY_MS });
    endings.push(() => world.close());
    const { store, provider, clock } = world;
    const timer = createFakeTimer();
    const history = createHistory({
      store,
      members: [{ provider, isKept: true }],
      settings: { keepDays: 400, share: 1, freshSeconds: 10, lateSeconds: 300 },
      log: SILENT_LOG,
      now: clock.now,
      createSync: (tools) => createSyncs({ ...tools, timer }),
    });
    endings.push(() => history.stop());
    history.start();
    await history.opened();
    const account = (await store.listAccounts()).find((one) => one.account.identity !== 'demo')!.account;
    // Whose account it is, is looked for each second.
    timer.advance(SECOND_MS);
    await vi.waitFor(async () => expect(await store.getNote(account, 'named-at')).toBe(NOW), WAITING);
    const ids = (await provider.listAgents(never)).map(({ nativeId }) => nativeId);
    expect(ids.length).toBeGreaterThan(0);
    const live = await provider.getAgents(ids, never);

    world.vendor.server.fault({ fault: { kind: 'refused' } });
    const alone = await world
      .createProvider()
      .getAgents(ids, never)
      .catch(() => []);
    expect(alone.every((slot) => slot instanceof ProviderError)).toBe(true);
    const [wrapped] = history.providers;
    const kept = await wrapped!.getAgents(ids, never);
    expect(kept).toEqual(live);
  },
);
