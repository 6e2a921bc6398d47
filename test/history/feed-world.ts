import type { CallSession } from '../../src/domain/call-session.ts';
import type { KeptHistory } from '../../src/domain/kept-history.ts';
import { createKeptHistory } from '../../src/history/create-kept-history.ts';
import type { Account } from '../../src/history/store/account.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import type { VendorReading } from '../../src/history/store/vendor-reading.ts';
import { HOUR_MS } from '../../src/time/instant.ts';
import { type MemoryProvider, createMemoryProvider } from '../support/memory-provider.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';
import { READ_AT, REQUEST, SPAN, START, readingOf } from './store/store-world.ts';

/** Two providers, "north" and "south", whose vendors must not be asked for what is kept of them. */
export type FeedWorld = {
  readonly store: HistoryStore;
  readonly history: KeptHistory;
  readonly providers: readonly MemoryProvider[];
  readonly accounts: Map<string, Account>;
  readonly run: QueryRunner;
  /** Keeps a whole reading of the span of tests: what is not in it is gone. */
  readonly keep: (provider: string, calls: readonly CallSession[], given?: Partial<VendorReading>) => Promise<void>;
  /** Everything that was asked of vendors. */
  readonly requests: () => number;
};

/** The moment at which every test asks. */
export const NOW = READ_AT + HOUR_MS;

export async function createFeedWorld(
  store: HistoryStore,
  { maxPageSize, keys = ['north', 'south'] }: { readonly maxPageSize?: number; readonly keys?: readonly string[] } = {},
): Promise<FeedWorld> {
  const now = () => NOW;
  const providers = keys.map((key) =>
    createMemoryProvider({ key, calls: [], agents: [ADA(key)], now, historySince: START }),
  );
  const history = createKeptHistory(store);
  const accounts = new Map<string, Account>();
  for (const { key, kind } of providers) {
    const { account } = await store.openAccount({ ...REQUEST, key, kind, identity: `account of ${key}` });
    accounts.set(key, account);
  }
  let readAt = READ_AT;
  return {
    store,
    history,
    providers,
    accounts,
    run: createQueryRunner(providers, { now, history, ...(maxPageSize !== undefined && { maxPageSize }) }),
    async keep(provider, calls, reading = {}) {
      readAt += 1;
      await store.keep(readingOf(accounts.get(provider)!, calls, { readAt, ...reading }));
    },
    requests: () => providers.reduce((sum, { requests }) => sum + requests.total, 0),
  };
}

const ADA = (provider: string) => ({
  provider,
  nativeId: 'ada',
  displayName: 'Ada Marsh',
  email: 'ada@example.com',
  extension: '101',
  isActive: true,
});

export { SPAN, START };
