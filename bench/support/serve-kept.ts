import type { KeepingProvider } from '../../src/history/reading.ts';
import type { Account } from '../../src/history/store/account.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { CALL_PARTS } from '../../src/history/store/vendor-reading.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createSyncs } from '../../src/history/sync/create-syncs.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { DAY_MS, type Instant, floorToSecond } from '../../src/time/instant.ts';
import type { TimeRange } from '../../src/time/time-range.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { keepWhole, openAccountOf } from '../../test/history/kept-world.ts';
import { makeCalls } from './make-calls.ts';

/** What the process is told, as the first message it gets; every later one asks for the processor time it has used. */
export type ServeKept = {
  readonly port: number;
  readonly providers: readonly Readonly<Record<string, unknown>>[];
  /** A file that is not there yet. */
  readonly path: string;
  /** When the vendors' data set ends. What is kept ends two days before. */
  readonly endsAt: Instant;
  /** What is kept: `all` that the vendors hold, so many made calls in their place, or nothing. */
  readonly keeps: 'all' | 'nothing' | number;
  /** Whether the server goes on reading, as products do; without it only pages ask vendors. */
  readonly syncs?: boolean;
};
/** What it answers first, once the store is filled. */
export type KeptIsServed = TimeRange & { readonly url: string };

const WINDOW_MS = 10 * DAY_MS;
const MADE_AT_ONCE = 500;

/** The product over a store file that holds everything, in a process of its own. */
process.once('message', (message) => {
  void serve(message as ServeKept).then((served) => {
    process.on('message', () => process.send?.(process.cpuUsage()));
    process.send?.(served);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({
  port,
  providers: chosen,
  path,
  endsAt,
  keeps,
  syncs = false,
}: ServeKept): Promise<KeptIsServed> {
  const history = keeps === 'nothing' ? { history: 'off' } : { store: { kind: 'sqlite', path } };
  const value = { server: { port }, ...history, providers: chosen };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now: Date.now });
  const end = floorToSecond(endsAt);
  const range = { from: end - 121 * DAY_MS, to: end - 2 * DAY_MS };
  const tools = { providers, log: SILENT_LOG, now: Date.now };
  if (keeps === 'nothing') return { url: (await startTrunkline(settings, tools)).url, ...range };
  const store = await openHistoryStore({ kind: 'sqlite', path }, { as: 'server', onSetAside() {} });
  const filling = (providers as readonly KeepingProvider[]).map(async (provider) => {
    const account = await openAccountOf(store, provider);
    return keeps === 'all' ? fillFromVendor(store, account, provider, range) : fillWithMade(store, account, keeps);
  });
  const [kept = range] = await Promise.all(filling);
  const { url } = await startTrunkline(settings, { ...tools, store, ...(syncs && { createSync: createSyncs }) });
  return { url, ...kept };
}

async function fillFromVendor(
  store: HistoryStore,
  account: Account,
  provider: KeepingProvider,
  whole: TimeRange,
): Promise<TimeRange> {
  for (let { from } = whole; from < whole.to; from += WINDOW_MS) {
    const range = { from, to: Math.min(whole.to, from + WINDOW_MS) };
    await keepWhole(store, account, provider, range, Date.now());
  }
  return whole;
}

async function fillWithMade(store: HistoryStore, account: Account, count: number): Promise<TimeRange> {
  const made = makeCalls(account.key, count);
  for (const { range, calls } of made.windows(MADE_AT_ONCE))
    await store.keep({
      account,
      lease: null,
      readAt: Date.now(),
      settledThrough: made.end,
      covers: { range, parts: CALL_PARTS },
      calls: calls.map((call) => ({ nativeId: call.nativeId, call })),
    });
  return { from: made.start, to: made.end };
}
