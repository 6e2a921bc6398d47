import { BENCH_VENDORS, type BenchVendor } from '../../../bench/vendors.ts';
import type { CallSource } from '../../../src/demo/call-source.ts';
import type { DataSetName } from '../../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../../src/demo/demo-vendor.ts';
import { KEPT_SELECTION } from '../../../src/domain/call-selection.ts';
import { type CallSession, compareText } from '../../../src/domain/call-session.ts';
import type { CallCosts, Provider } from '../../../src/domain/provider.ts';
import type { Account, AccountRequest } from '../../../src/history/store/account.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import type { KeptCall } from '../../../src/history/store/kept-page.ts';
import type { Lease } from '../../../src/history/store/lease.ts';
import { CALL_PARTS } from '../../../src/history/store/vendor-reading.ts';
import { type SyncStep, type Syncer, createSyncer } from '../../../src/history/sync/create-syncer.ts';
import type { SyncerOptions } from '../../../src/history/sync/syncer-options.ts';
import { DAY_MS, type Instant } from '../../../src/time/instant.ts';
import type { TimeRange } from '../../../src/time/time-range.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import { NOW, createVendorSource } from '../../conformance/world.ts';
import { listAll, valueOf } from '../../conformance/read-list.ts';
import { type FakeClock, createFakeClock } from '../../support/fake-clock.ts';
import { type FakeTimer, createFakeTimer } from '../../support/fake-timer.ts';
import { createRecordingLog, type LogLine } from '../../support/recording-log.ts';
import { CARRIED, type KeepingProvider } from '../../../src/history/reading.ts';
import { toKeeping } from '../kept-world.ts';
import { openStore } from '../store/store-world.ts';

/** The vendors, each with what its requests are measured by. */
export const SYNC_VENDORS = BENCH_VENDORS;

/** A vendor over HTTP, a store, and syncers between them, on a clock of their own. */
export type SyncWorld = {
  readonly vendor: DemoVendor;
  readonly provider: KeepingProvider;
  readonly store: HistoryStore;
  readonly account: Account;
  readonly clock: FakeClock;
  readonly timer: FakeTimer;
  readonly logged: readonly LogLine[];
  createProvider(): KeepingProvider;
  createSyncer(given?: Partial<SyncerOptions>): Promise<Syncer>;
  close(): Promise<void>;
};

/** From before the first call of any data set to after the last. */
export const EVER: TimeRange = { from: NOW - 460 * DAY_MS, to: NOW + 60 * DAY_MS };

/** `history` of the settings, with nothing spared. */
export const SETTINGS = { share: 1, keepDays: null, freshSeconds: 10, lateSeconds: 300 };

export const requestFor = (provider: Provider): AccountRequest => ({
  key: provider.key,
  kind: provider.kind,
  identity: 'demo',
  timeZone: 'UTC',
  defaultCountry: null,
  mapper: '1',
});

/** Starts a vendor over a data set or a source, its limits off, and opens a store in memory. */
export async function startSyncWorld(
  { kind, startVendor, create }: Pick<BenchVendor, 'kind' | 'startVendor' | 'create'>,
  source: DataSetName | CallSource,
  options: {
    readonly count?: number;
    readonly store?: HistoryStore;
    readonly now?: Instant;
    readonly since?: Instant;
  } = {},
): Promise<SyncWorld> {
  const clock = createFakeClock(options.now ?? NOW);
  const timer = createFakeTimer();
  const { count } = options;
  const calls = typeof source === 'string' ? createVendorSource(kind, source, count) : source;
  const vendor = await startVendor({ source: calls, now: clock.now });
  const { log, lines } = createRecordingLog();
  const providers: Provider[] = [];
  const historySince = new Date(options.since ?? EVER.from).toISOString().slice(0, 10);
  const createProvider = (): KeepingProvider => {
    const http = createHttpClient({ provider: vendor.settings.id });
    const provider = toKeeping(create({ ...vendor.settings, historySince }, { http, log, now: clock.now }));
    providers.push(provider);
    return provider;
  };
  const provider = createProvider();
  const store = options.store ?? (await openStore({ kind: 'memory' }));
  const { account } = await store.openAccount(requestFor(provider));
  return {
    vendor,
    provider,
    store,
    account,
    clock,
    timer,
    logged: lines,
    createProvider,
    createSyncer: (given) =>
      createSyncer({
        provider,
        store,
        account,
        settings: SETTINGS,
        log,
        now: clock.now,
        timer,
        lease: (): Lease | null => null,
        ...given,
      }),
    async close() {
      await Promise.all(providers.map((one) => one.close()));
      await vendor.close();
      if (options.store === undefined) await store.close();
    },
  };
}

/** Steps until nothing is due, and gives back what was done. */
export async function runUntilIdle(syncer: Syncer, most = 1000): Promise<SyncStep[]> {
  const steps: SyncStep[] = [];
  const { signal } = new AbortController();
  for (let step = 0; step < most; step += 1) {
    const done = await syncer.step(signal);
    if (done.did !== null) steps.push(done);
    else if (done.waitMs > 0) return steps;
  }
  throw new Error(`after ${most} steps there is still something to do: ${JSON.stringify(steps.at(-1))}`);
}

/** Everything that is kept of an account, oldest first. */
export async function readKept(store: HistoryStore, account: Account, range = EVER): Promise<KeptCall[]> {
  const calls: KeptCall[] = [];
  for (let from = range.from; from < range.to;) {
    const page = await store.readPage({
      account,
      range: { from, to: range.to },
      direction: 'ASC',
      limit: 500,
      parts: CALL_PARTS,
    });
    for (const call of page.calls) calls.push(call);
    from = page.through;
  }
  return calls;
}

/** A call with all its parts, in a form that two of can be compared. */
export type Whole = {
  readonly nativeId: string;
  readonly call: CallSession;
  readonly costs: { readonly session: unknown; readonly legs: readonly unknown[] } | null;
};

/** Everything a vendor has, read live, with every part joined. */
export async function readLive(provider: KeepingProvider, range = EVER): Promise<Whole[]> {
  const { signal } = new AbortController();
  const { keeping } = provider;
  const listed = await listAll(provider, { range, filter: keeping.everything, selection: KEPT_SELECTION });
  const join = async <Value>(
    some: readonly CallSession[],
    ask: ((calls: readonly CallSession[], signal: AbortSignal) => Promise<readonly Value[]>) | undefined,
  ): Promise<Map<string, Value>> => {
    const values = ask === undefined || some.length === 0 ? [] : await ask(some, signal);
    return new Map(values.map((value, index) => [some[index]!.nativeId, value]));
  };
  const bare = listed.filter(({ legs }) => legs === undefined);
  const legs = await join(bare, provider.getLegs?.bind(provider));
  const calls = listed.map((call) => ({ ...call, legs: call.legs ?? valueOf(legs.get(call.nativeId)) ?? undefined }));
  const silent = calls.filter((call) => CARRIED.recordings(call) === undefined);
  const recordings = await join(silent, provider.getRecordings?.bind(provider));
  const needCosts = calls.filter((call) => call.cost === undefined);
  const costs = await join(needCosts, provider.getCosts?.bind(provider));
  return calls.map((call) => ({
    nativeId: call.nativeId,
    call: keeping.toKept({
      ...call,
      recordings: valueOf(recordings.get(call.nativeId)) ?? call.recordings ?? undefined,
    }),
    costs: toPlain(valueOf(costs.get(call.nativeId))),
  }));
}

/** What is kept, in the same form. */
export const toWhole = ({ call, costs }: KeptCall): Whole => ({
  nativeId: call.nativeId,
  call: { ...call, legs: call.legs ?? undefined, recordings: call.recordings ?? undefined },
  costs: toPlain(costs ?? null),
});

/** As it is after a way through JSON, which drops what is undefined. */
export const inOrder = (calls: readonly Whole[]): Whole[] =>
  (JSON.parse(JSON.stringify(calls)) as Whole[]).sort(
    (a, b) => a.call.startedAt - b.call.startedAt || compareText(a.nativeId, b.nativeId),
  );

const toPlain = (costs: CallCosts | null): Whole['costs'] =>
  costs && { session: costs.session, legs: [...costs.legs].sort() };
