import type { Provider } from '../../src/domain/provider.ts';
import type { HistoryLog } from '../../src/history/log.ts';
import { type KeepingProvider, canBeKept } from '../../src/history/reading.ts';
import { createStoreAccess } from '../../src/history/store-access.ts';
import type { Account } from '../../src/history/store/account.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { CALL_PARTS } from '../../src/history/store/vendor-reading.ts';
import { type ReadingTools, readSpan } from '../../src/history/sync/read-span.ts';
import { withHistory } from '../../src/history/with-history.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../src/time/time-range.ts';
import { ALL_TIME } from '../conformance/read-list.ts';
import { NOW, type StartWorld, type World } from '../conformance/world.ts';

/** How much of a vendor's calls is kept when a test begins. */
export type Kept = 'nothing' | 'everything' | 'half';

const signal = new AbortController().signal;

/** Starts a world whose providers have a history, filled as far as told. */
export const startKept =
  (start: StartWorld, kept: Kept, openStore: () => Promise<HistoryStore>): StartWorld =>
  async (dataSet, count) => {
    const world = await start(dataSet, count);
    const store = await openStore();
    const reader = toKeeping(world.createProvider());
    const account = await openAccountOf(store, reader);
    for (const range of SPANS[kept]) await keepWhole(store, account, reader, range);
    world.server?.resetCounts();
    return withKeptProviders(world, store, account);
  };

/** The same world, its providers with a history. */
export const withKeptProviders = (world: World, store: HistoryStore, account: Account): World => ({
  ...world,
  createProvider: () => keepingIn(store, account, toKeeping(world.createProvider())),
  get secrets() {
    return world.secrets;
  },
  async close() {
    await world.close();
    await store.close();
  },
});

/** A provider over what a store has of its account. */
export const keepingIn = (
  store: HistoryStore,
  account: Account,
  provider: KeepingProvider,
  now = () => NOW,
): Provider =>
  withHistory(provider, {
    access: createStoreAccess(store, { log: SILENT, onBegunAnew() {} }),
    account: () => account,
    freshness: { freshMs: 10_000, lateMs: 300_000 },
    keepDays: null,
    now,
  });

/** Finds the account behind a provider. */
export async function openAccountOf(store: HistoryStore, { key, kind, keeping }: KeepingProvider): Promise<Account> {
  const { mapper, defaultCountry } = keeping;
  const { account } = await store.openAccount({
    key,
    kind,
    mapper,
    defaultCountry,
    ...(await keeping.account(signal)),
  });
  return account;
}

/** Reads a span whole, and keeps it. */
export async function keepWhole(
  store: HistoryStore,
  account: Account,
  provider: KeepingProvider,
  range: TimeRange,
  readAt = NOW,
): Promise<void> {
  const times = { now: () => readAt, settledThrough: () => readAt - DAY_MS };
  const tools: ReadingTools = { provider, store, account, lease: null, ...times, paced: (ask) => ask() };
  for (let rest = range; !isEmptyRange(rest);) {
    const { through, problems } = await readSpan(tools, { range: rest, parts: CALL_PARTS }, signal);
    if (problems.length > 0) throw problems[0]!;
    rest = { from: rest.from, to: through };
  }
}

export function toKeeping(provider: Provider): KeepingProvider {
  if (!canBeKept(provider)) throw new Error(`${provider.key} cannot be kept`);
  return provider;
}

export const SILENT: HistoryLog = { info() {}, warn() {} };

/** Pieces of eleven days and some seconds, every other of them kept. */
const PIECE_MS = 11 * DAY_MS + 7 * SECOND_MS;
const HALF: readonly TimeRange[] = Array.from({ length: Math.ceil((460 * DAY_MS) / (2 * PIECE_MS)) }, (_, index) => {
  const to = ALL_TIME.to - (2 * index + 1) * PIECE_MS;
  return { from: to - PIECE_MS, to };
});

const SPANS: Readonly<Record<Kept, readonly TimeRange[]>> = { nothing: [], everything: [ALL_TIME], half: HALF };
