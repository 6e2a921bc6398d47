import { afterEach, expect, it, vi } from 'vitest';
import { readHistoryStatus } from '../../../src/history/read-history-status.ts';
import { createSyncs } from '../../../src/history/sync/create-syncs.ts';
import type { Account } from '../../../src/history/store/account.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { NOW } from '../../conformance/world.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';
import { SETTINGS, SYNC_VENDORS, readKept, startSyncWorld } from './sync-world.ts';

const vendor = SYNC_VENDORS.find(({ kind }) => kind === 'bitrix24')!;
const never = new AbortController().signal;
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

it('the sync of a provider begins once its account is known, keeps what may be kept, and is followed', async () => {
  const world = await startSyncWorld(vendor, 'even', { since: NOW - 5 * DAY_MS });
  endings.push(() => world.close());
  const timer = createFakeTimer();
  const { store, clock, provider } = world;
  let account: Account | null = null;
  const keeping = {
    ...provider.keeping,
    everything: { direction: ['INBOUND', 'OUTBOUND'] as const },
    toKept: (call: Parameters<NonNullable<typeof provider.getRecordings>>[0][number]) => ({ ...call, row: null }),
  };
  const syncs = createSyncs({
    store,
    kept: [{ provider: { ...provider, keeping }, account: () => account }],
    settings: SETTINGS,
    log: SILENT_LOG,
    now: clock.now,
    timer,
  });
  endings.push(() => syncs.stop());
  syncs.start();
  const follower = syncs.follower(provider.key);
  const range = { from: NOW - 3 * HOUR_MS, to: NOW };
  expect(await follower.follow(range, {}, never)).toBe(false);
  expect(world.vendor.server.count()).toBe(0);

  ({ account } = world);
  timer.advance(SECOND_MS);
  await vi.waitFor(
    async () => expect((await readHistoryStatus(store, provider, provider.historySince()))?.state).toBe('CURRENT'),
    {
      timeout: 20_000,
      interval: 5,
    },
  );
  const kept = await readKept(store, world.account);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.every(({ call }) => call.row === null)).toBe(true);

  clock.advance(60 * SECOND_MS);
  world.vendor.server.resetCounts();
  expect(await follower.follow({ from: NOW - 3 * HOUR_MS, to: NOW - 2 * HOUR_MS }, {}, never)).toBe(true);
  expect(world.vendor.server.count()).toBe(0);
  expect(await follower.follow(range, {}, never)).toBe(true);
  const [young] = await store.coverage(world.account, { from: NOW - HOUR_MS / 2, to: NOW }, ['calls']);
  expect(young!.readAt).toBe(clock.now());
  expect(world.vendor.server.count()).toBeGreaterThan(0);
});
