import type { HistoryStatus, KeptHistory } from '../../domain/kept-history.ts';
import type { Provider } from '../../domain/provider.ts';
import type { HistoryStore } from '../../history/store/history-store.ts';
import { type Instant, SECOND_MS } from '../../time/instant.ts';
import { untilAborted } from '../../time/until-aborted.ts';
import { withDeadline } from '../../time/with-deadline.ts';
import type { Admission, AdmissionStatus } from '../admission/create-admission.ts';
import type { SetGauge } from './create-metrics.ts';

/** What is asked how it is whenever somebody reads the metrics. */
export type Watched = {
  readonly providers: readonly Provider[];
  readonly history: KeptHistory | null;
  readonly store: HistoryStore | null;
  readonly admission: Pick<Admission, 'status'>;
  /** Requests that are being answered, and questions to the store that are not answered yet. */
  readonly httpInFlight: () => number;
  readonly storeInFlight: () => number;
  readonly now: () => Instant;
};

/** Whoever scrapes does not wait long. */
const PATIENCE_MS = 2000;

/** Sets the gauges by how things are now. Of a store that does not answer it says so, and nothing of what it holds. */
export async function readGauges(watched: Watched, set: SetGauge): Promise<void> {
  const { providers, history, store, now } = watched;
  set('trunkline_http_requests_in_flight', {}, watched.httpInFlight());
  setAdmission(watched.admission.status(), set);
  for (const provider of providers) setProvider(provider, set);
  if (history === null || store === null) return;
  set('trunkline_store_requests_in_flight', {}, watched.storeInFlight());
  const signal = withDeadline(new AbortController().signal, PATIENCE_MS);
  try {
    const [size, newest, histories] = await untilAborted(
      Promise.all([
        store.size(),
        history.newestPlace(),
        Promise.all(providers.map((provider) => history.status(provider))),
      ]),
      signal,
    );
    set('trunkline_store_up', {}, 1);
    set('trunkline_store_size_bytes', {}, size);
    set('trunkline_feed_newest_change', {}, newest.number);
    histories.forEach((status, index) => status && setHistory(providers[index]!, status, now(), set));
  } catch {
    // Why is in the log, and counted by kind.
    set('trunkline_store_up', {}, 0);
  }
}

function setAdmission(status: AdmissionStatus, set: SetGauge): void {
  set('trunkline_admission_requests_in_flight', {}, status.inFlight);
  set('trunkline_admission_requests_waiting', { for: 'work' }, status.waiting);
  set('trunkline_admission_requests_waiting', { for: 'vendors' }, status.waitingForVendors);
  for (const [reason, count] of Object.entries(status.refused))
    set('trunkline_admission_refusals_total', { reason }, count);
  for (const [provider, { inFlight, limit }] of Object.entries(status.vendors)) {
    set('trunkline_admission_vendor_requests_in_flight', { provider }, inFlight);
    set('trunkline_admission_vendor_requests_limit', { provider }, limit);
  }
}

const STATES = ['UP', 'DEGRADED', 'DOWN'] as const;
const BREAKER_STATES = ['closed', 'open', 'half-open'] as const;
const HISTORY_STATES = ['FILLING', 'CURRENT', 'PAUSED', 'FAILING'] as const;

function setProvider(watched: Provider, set: SetGauge): void {
  const { key: provider } = watched;
  const { state: current, breaker, budgets = [], rateLimit } = watched.status();
  for (const state of STATES)
    set('trunkline_provider_state', { provider, state: state.toLowerCase() }, Number(state === current));
  if (breaker !== undefined)
    for (const state of BREAKER_STATES) set('trunkline_breaker_state', { provider, state }, Number(state === breaker));
  if (rateLimit?.remaining != null) set('trunkline_provider_limit_left', { provider }, rateLimit.remaining);
  for (const { label: budget, limit, left, waiting, pausedMs } of budgets) {
    if (limit !== null) set('trunkline_budget_limit_points', { provider, budget }, limit);
    if (left !== null) set('trunkline_budget_left_points', { provider, budget }, left);
    set('trunkline_budget_waiting_requests', { provider, budget }, waiting);
    set('trunkline_budget_paused_seconds', { provider, budget }, pausedMs / SECOND_MS);
  }
}

function setHistory(provider: Provider, status: HistoryStatus, now: Instant, set: SetGauge): void {
  const { key } = provider;
  const { state: current, keptThrough, followedThrough, progress, calls } = status;
  for (const state of HISTORY_STATES)
    set('trunkline_history_state', { provider: key, state: state.toLowerCase() }, Number(state === current));
  set('trunkline_history_kept_ratio', { provider: key }, progress);
  set('trunkline_history_calls', { provider: key }, calls);
  if (keptThrough !== null) {
    const lagMs = Math.max(0, provider.settledThrough() - keptThrough);
    set('trunkline_history_kept_lag_seconds', { provider: key }, lagMs / SECOND_MS);
  }
  if (followedThrough !== null)
    set('trunkline_history_followed_lag_seconds', { provider: key }, Math.max(0, now - followedThrough) / SECOND_MS);
}
