import type { DataSetName } from '../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../src/demo/demo-vendor.ts';
import type { KeepingProvider } from '../../src/history/reading.ts';
import type { Account } from '../../src/history/store/account.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { type Syncer, createSyncer } from '../../src/history/sync/create-syncer.ts';
import '../../src/providers/index.ts';
import { anyProviderSettings, createProvider } from '../../src/providers/provider-kinds.ts';
import { DAY_MS, type Instant } from '../../src/time/instant.ts';
import { MONOTONIC_TIMER } from '../../src/time/timer.ts';
import { createHttpClient } from '../../src/transport/create-http-client.ts';
import type { HttpClient } from '../../src/transport/http.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { NOW, createVendorSource } from '../../test/conformance/world.ts';
import { openAccountOf, toKeeping } from '../../test/history/kept-world.ts';
import type { BenchVendor } from '../vendors.ts';

/** The share of a vendor's limits that a sync has where the settings say nothing. */
export const USUAL_SHARE = 0.3;

/** A vendor with its limits on, asked as the usual settings have it, and a sync that fills a store from it. */
export type LimitedVendor = {
  readonly vendor: DemoVendor;
  readonly provider: KeepingProvider;
  readonly account: Account;
  readonly syncer: Syncer;
  readonly now: () => Instant;
  close(): Promise<void>;
};

/** Starts one the day after its newest call; its clock goes on as fast as any other. */
export async function startLimitedVendor(
  { kind, startVendor }: BenchVendor,
  {
    dataSet,
    calls,
    days,
    store,
    watch = (http) => http,
  }: {
    readonly dataSet: DataSetName;
    readonly calls: number;
    /** How far back its history goes. */
    readonly days: number;
    readonly store: HistoryStore;
    readonly watch?: (http: HttpClient) => HttpClient;
  },
): Promise<LimitedVendor> {
  const begun = performance.now();
  const now = (): Instant => NOW + Math.round(performance.now() - begun);
  const vendor = await startVendor({ source: createVendorSource(kind, dataSet, calls), now, hasLimits: true });
  const historySince = new Date(NOW - days * DAY_MS).toISOString().slice(0, 10);
  const settings = anyProviderSettings().parse({ ...vendor.settings, historySince });
  const http = watch(createHttpClient({ provider: settings.id, now }));
  const provider = toKeeping(createProvider(settings, { http, log: SILENT_LOG, now }));
  const account = await openAccountOf(store, provider);
  const syncer = await createSyncer({
    provider,
    store,
    account,
    settings: { share: USUAL_SHARE, keepDays: null, freshSeconds: 10, lateSeconds: 300 },
    log: SILENT_LOG,
    now,
    timer: MONOTONIC_TIMER,
    lease: () => null,
  });
  return {
    vendor,
    provider,
    account,
    syncer,
    now,
    async close() {
      await provider.close();
      await vendor.close();
    },
  };
}
