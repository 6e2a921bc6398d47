import { afterEach, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import { createHistory } from '../../src/history/create-history.ts';
import type { KeepingProvider } from '../../src/history/reading.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { NOW } from '../conformance/world.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { keepWhole, openAccountOf } from './kept-world.ts';
import { SYNC_VENDORS, readKept, startSyncWorld } from './sync/sync-world.ts';

const RANGE = { from: NOW - 30 * DAY_MS, to: NOW - 2 * DAY_MS };
const SETTINGS = { keepDays: 400, share: 0.3, freshSeconds: 10, lateSeconds: 300 };

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function openStore(): Promise<HistoryStore> {
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  endings.push(() => store.close());
  return store;
}

/** What an earlier program may have made of the same rows. */
const asBefore = (call: CallSession): CallSession => ({
  ...call,
  endedAt: null,
  durationSeconds: null,
  outcome: 'UNKNOWN',
  outcomeDetail: null,
  customer: call.customer && { ...call.customer, displayName: null, defaultCountry: 'FR' },
  legs: call.legs?.map((leg) => ({ ...leg, durationSeconds: null, outcome: 'UNKNOWN', from: null })) ?? call.legs,
});

it.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))(
  'kept calls of %s are what a newer mapper makes of their rows, and nobody is asked for them',
  async (_kind, vendor) => {
    const world = await startSyncWorld(vendor, 'even', { since: RANGE.from });
    endings.push(() => world.close());
    const { provider, clock } = world;
    const { keeping } = provider;
    const keepIn = async (store: HistoryStore, as: KeepingProvider) => {
      const account = await openAccountOf(store, as);
      await keepWhole(store, account, as, RANGE);
      return readKept(store, account);
    };
    const truth = await keepIn(await openStore(), provider);
    const store = await openStore();
    const toKept = (call: CallSession) => asBefore(keeping.toKept(call));
    const before = await keepIn(store, { ...provider, keeping: { ...keeping, mapper: '0', toKept } });
    expect(truth.length).toBeGreaterThan(0);
    expect(before).not.toEqual(truth);
    const { newest } = await store.readChanges({ after: null, limit: 1, parts: [] });

    // Who the account is was asked for already.
    const vendorAccount = await keeping.account(new AbortController().signal);
    const member = { ...provider, keeping: { ...keeping, account: () => Promise.resolve(vendorAccount) } };
    const { log, lines } = createRecordingLog();
    world.vendor.server.resetCounts();
    const start = async () => {
      const members = [{ provider: member, isKept: true }];
      const history = createHistory({ store, members, settings: SETTINGS, log, now: clock.now });
      endings.push(() => history.stop());
      history.start();
      await history.opened();
    };
    await start();
    const { account } = (await store.listAccounts())[0]!;
    expect(await readKept(store, account)).toEqual(truth);
    expect(world.vendor.server.count()).toBe(0);
    const told = expect.objectContaining({ fields: { provider: provider.key, calls: truth.length } }) as object;
    expect(lines).toEqual([told]);
    // What was changed is told to those who follow; the calls are as old as they were, and made anew once.
    const { changes } = await store.readChanges({ after: newest, limit: 10_000, parts: [] });
    expect(changes).toHaveLength(truth.length);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['CHANGED']));
    await start();
    expect(lines).toHaveLength(1);
  },
);
