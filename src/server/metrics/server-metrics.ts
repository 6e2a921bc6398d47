import type { HookOutcome } from '../hooks/create-hooks.ts';
import { createMetrics } from './create-metrics.ts';
import { countHttp, countStore, countTraffic, createRequestCounter } from './counters.ts';
import { type Watched, readGauges } from './read-gauges.ts';

export type ServerMetrics = ReturnType<typeof createServerMetrics>;

/** Counts what one server does, each part told by whoever knows of it. Nothing has been counted yet. */
export function createServerMetrics() {
  const metrics = createMetrics();
  const { count } = metrics;
  const http = countHttp(metrics);
  const store = countStore(metrics);
  return {
    http,
    requestAnswered: createRequestCounter(metrics),
    syncFailed: (provider: string, kind: string): void =>
      count('trunkline_history_sync_failures_total', { provider, kind }),
    hookCame: (provider: string | null, outcome: HookOutcome): void =>
      count('trunkline_hooks_total', { provider: provider ?? 'unknown', outcome }),
    /** For `createProviders`. */
    traffic: countTraffic(metrics),
    /** For `openHistoryStore`. */
    store,
    /** All of it, as Prometheus reads it. */
    read: (watched: Omit<Watched, 'httpInFlight' | 'storeInFlight'>) =>
      metrics.read((set) =>
        readGauges({ ...watched, httpInFlight: http.inFlight, storeInFlight: store.inFlight }, set),
      ),
  };
}
