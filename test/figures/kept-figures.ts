import type { CallSession } from '../../src/domain/call-session.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Follower } from '../../src/history/history-scope.ts';
import { type StoreAccess, createStoreAccess } from '../../src/history/store-access.ts';
import type { Account } from '../../src/history/store/account.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { CALL_PARTS } from '../../src/history/store/vendor-reading.ts';
import { withHistory } from '../../src/history/with-history.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../src/time/instant.ts';
import { SILENT, toKeeping } from '../history/kept-world.ts';
import { openStore } from '../history/store/store-world.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';
import { createQueryRunner } from '../support/run-query.ts';

export const NOW = Date.UTC(2026, 3, 30, 12);
export const SETTLED = NOW - 2 * DAY_MS;
export const SINCE = NOW - 40 * DAY_MS;
export const now = (): Instant => NOW;
export const callAt = (nativeId: string, startedAt: Instant, given: Partial<CallSession> = {}): CallSession =>
  makeCall({ provider: 'north', nativeId, startedAt, ...given });

/** A provider of which all that is settled is kept, and which is asked for the rest. */
export async function startKept(
  calls: readonly CallSession[],
  covered = { from: SINCE, to: SETTLED },
  given: Partial<MemoryProviderOptions> = {},
) {
  const vendor = createMemoryProvider({
    ...{ key: 'north', calls, now, historySince: SINCE, agents: [], queues: [] },
    ...given,
  });
  const store = await openStore({ kind: 'memory' });
  const { account } = await store.openAccount({
    ...{ key: 'north', kind: vendor.kind, identity: 'one', timeZone: 'UTC', defaultCountry: 'GB', mapper: '1' },
  });
  const keep = (kept: readonly CallSession[], readAt: Instant, range = covered) =>
    store.keep({
      account,
      lease: null,
      readAt,
      settledThrough: SETTLED,
      covers: { range, parts: CALL_PARTS },
      calls: kept.map((call) => ({ nativeId: call.nativeId, call })),
    });
  await keep(
    calls.filter(({ startedAt }) => startedAt >= covered.from && startedAt < covered.to),
    NOW - HOUR_MS,
  );
  const provider = keeping(vendor, store, account);
  return { vendor, store, account, keep, run: createQueryRunner([provider], { now }), provider };
}

export const keeping = (
  vendor: MemoryProvider,
  store: HistoryStore,
  account: Account,
  {
    follower,
    access,
    keepDays = null,
  }: { readonly follower?: Follower; readonly access?: StoreAccess; readonly keepDays?: number | null } = {},
): Provider =>
  withHistory(toKeeping({ ...vendor, keeping: KEEPING }), {
    access: access ?? createStoreAccess(store, { log: SILENT, onBegunAnew() {} }),
    account: () => account,
    freshness: { freshMs: 10_000, lateMs: 300_000 },
    keepDays,
    now,
    ...(follower && { follower }),
  });

const KEEPING = {
  mapper: '1',
  defaultCountry: 'GB',
  settingsPrint: 'one',
  account: () => Promise.resolve({ identity: 'one', timeZone: 'UTC' }),
  everything: {},
  isWhole: () => true,
  toKept: (call: CallSession) => call,
  remap: (call: CallSession) => call,
};
