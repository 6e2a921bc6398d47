import type { StoreOutcome, StoreQuestion, StoreWatch } from '../../history/store/with-watch.ts';
import type { Traffic } from '../../transport/traffic.ts';
import { knownCallerOf } from '../auth/callers.ts';
import type { AnsweredRequest } from '../answer-log/create-answer-log.ts';
import type { HttpWatch } from '../http/watch-answer.ts';
import type { Metrics } from './create-metrics.ts';
import { createLabelBound, toLabel, toOperationLabel } from './labels.ts';

/** So many operations and callers are told apart; the others are counted together. */
const MOST_OPERATIONS = 100;
const MOST_CALLERS = 50;

/** Makes what counts the GraphQL requests that have been answered. */
export function createRequestCounter({ count, observe }: Metrics): (answered: AnsweredRequest) => void {
  const operations = createLabelBound(MOST_OPERATIONS);
  const callers = createLabelBound(MOST_CALLERS);
  return ({ record, req, outcome, upstream: { requests, rows }, seconds }) => {
    // What was refused may have any name: only what was executed gets a place of its own.
    const operation = operations(toOperationLabel(record.name), record.isExecuted);
    const caller = callers(toCaller(knownCallerOf(req)));
    const type = record.operation ?? 'unknown';
    count('trunkline_operations_total', { operation, type, caller, outcome });
    if (type !== 'subscription') observe('trunkline_operation_duration_seconds', { operation, outcome }, seconds);
    for (const code of record.errors) count('trunkline_operation_errors_total', { code: toLabel(code) });
    for (const { provider, kind } of record.missing.values())
      count('trunkline_operation_missing_total', { provider: toLabel(provider), kind: toLabel(kind) });
    if (requests > 0) count('trunkline_operation_upstream_requests_total', { operation }, requests);
    if (rows > 0) count('trunkline_operation_rows_total', { source: 'vendors' }, rows);
    const { count: kept } = record.keptRows;
    if (kept > 0) count('trunkline_operation_rows_total', { source: 'store' }, kept);
    if (record.isExecuted) count('trunkline_operation_cost_points_total', { caller }, record.cost);
  };
}

/** Holders of tokens may be many, and people: the log tells them apart. */
function toCaller(caller: ReturnType<typeof knownCallerOf>): string {
  if (caller === null || caller.id === null) return 'anybody';
  return caller.id.startsWith('key ') ? (caller.name ?? 'anybody') : 'token';
}

/** What counts requests to vendors. */
export const countTraffic = ({ count, observe }: Metrics): Traffic => ({
  asked({ provider, purpose, outcome, isRetry, seconds }) {
    count('trunkline_upstream_requests_total', { provider, purpose, outcome });
    observe('trunkline_upstream_request_duration_seconds', { provider, purpose }, seconds);
    if (isRetry) count('trunkline_upstream_retries_total', { provider });
  },
  waited({ provider, budget, seconds, wasRefused }) {
    observe('trunkline_budget_wait_seconds', { provider, budget }, seconds);
    if (wasRefused) count('trunkline_budget_refusals_total', { provider, budget });
  },
});

/** What counts requests of every route, and how many are not answered yet. */
export const countHttp = ({ count, observe }: Metrics): HttpWatch & InFlight =>
  timeEach((route: string, status: number, seconds) => {
    count('trunkline_http_requests_total', { route, status: String(status) });
    observe('trunkline_http_request_duration_seconds', { route }, seconds);
  });

/** What counts questions to the store, and how many are not answered yet. */
export const countStore = ({ count, observe }: Metrics): StoreWatch & InFlight =>
  timeEach((kind: StoreQuestion, outcome: StoreOutcome, seconds) => {
    count('trunkline_store_requests_total', { kind, outcome });
    observe('trunkline_store_request_duration_seconds', { kind }, seconds);
  });

type InFlight = { readonly inFlight: () => number };

/** Times what is asked until it has ended. */
function timeEach<Asked, Ended>(ended: (asked: Asked, end: Ended, seconds: number) => void) {
  let inFlight = 0;
  return {
    inFlight: () => inFlight,
    asked(asked: Asked) {
      const startedAt = performance.now();
      inFlight += 1;
      return (end: Ended) => {
        inFlight -= 1;
        ended(asked, end, (performance.now() - startedAt) / 1000);
      };
    },
  };
}
