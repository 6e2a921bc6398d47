import type { StoreWatch } from '../../history/store/with-watch.ts';
import type { Traffic } from '../../transport/traffic.ts';
import type { AnsweredRequest } from '../answer-log/create-answer-log.ts';
import type { HookOutcome } from '../hooks/create-hooks.ts';
import type { HttpWatch } from '../http/watch-answer.ts';
import { type MetricsText, createMetrics } from './create-metrics.ts';
import { countHttp, countStore, countTraffic, createRequestCounter } from './counters.ts';
import { type Watched, readGauges } from './read-gauges.ts';

/** What is counted of one server, each part told by whoever knows of it. */
export type ServerMetrics = {
  readonly http: HttpWatch;
  readonly requestAnswered: (answered: AnsweredRequest) => void;
  readonly syncFailed: (provider: string, kind: string) => void;
  readonly hookCame: (provider: string | null, outcome: HookOutcome) => void;
  /** For `createProviders`. */
  readonly traffic: Traffic;
  /** For `openHistoryStore`. */
  readonly store: StoreWatch;
  /** All of it, as Prometheus reads it. */
  readonly read: (watched: Omit<Watched, 'httpInFlight' | 'storeInFlight'>) => Promise<MetricsText>;
};

/** Makes them; nothing has been counted yet. */
export function createServerMetrics(): ServerMetrics {
  const metrics = createMetrics();
  const { count } = metrics;
  const http = countHttp(metrics);
  const store = countStore(metrics);
  return {
    http,
    requestAnswered: createRequestCounter(metrics),
    syncFailed: (provider, kind) => count('trunkline_history_sync_failures_total', { provider, kind }),
    hookCame: (provider, outcome) => count('trunkline_hooks_total', { provider: provider ?? 'unknown', outcome }),
    traffic: countTraffic(metrics),
    store,
    read: (watched) =>
      metrics.read((set) =>
        readGauges({ ...watched, httpInFlight: http.inFlight, storeInFlight: store.inFlight }, set),
      ),
  };
}
