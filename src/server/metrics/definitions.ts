/** A metric as Prometheus knows it: https://prometheus.io/docs/practices/naming/ */
export type Definition = {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
};

/** From an answer out of memory to one that took all of a provider's time, in seconds. */
const ANSWERS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const STORE = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Everything that is counted, beside what Node says of its process. Every label takes few values: routes, keys of providers,
 * kinds of failures, and names of operations and callers that are bounded in number and form (see labels.ts).
 */
export const METRICS = {
  trunkline_http_requests_total: {
    type: 'counter',
    help: 'Requests by route and status.',
    labels: ['route', 'status'],
  },
  trunkline_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time until an answer was sent or cut off, by route. Streams last as long as somebody listens.',
    labels: ['route'],
    buckets: ANSWERS,
  },
  trunkline_http_requests_in_flight: {
    type: 'gauge',
    help: 'Requests that are being answered, streams among them.',
    labels: [],
  },
  trunkline_admission_requests_in_flight: {
    type: 'gauge',
    help: 'GraphQL requests that are worked on.',
    labels: [],
  },
  trunkline_admission_requests_waiting: {
    type: 'gauge',
    help: 'GraphQL requests in line, by what for: to be worked on, or to ask vendors.',
    labels: ['for'],
  },
  trunkline_admission_refusals_total: {
    type: 'counter',
    help: 'GraphQL requests that were not begun: too much to do here or for vendors, or a minute used up in requests or cost.',
    labels: ['reason'],
  },
  trunkline_admission_vendor_requests_in_flight: {
    type: 'gauge',
    help: 'GraphQL requests that ask a provider.',
    labels: ['provider'],
  },
  trunkline_admission_vendor_requests_limit: {
    type: 'gauge',
    help: 'How many of them it answers in time, as far as is known.',
    labels: ['provider'],
  },
  trunkline_operations_total: {
    type: 'counter',
    help: 'GraphQL operations by name, type, caller and outcome.',
    labels: ['operation', 'type', 'caller', 'outcome'],
  },
  trunkline_operation_duration_seconds: {
    type: 'histogram',
    help: 'Time until an operation was answered, by name and outcome. Subscriptions are left out.',
    labels: ['operation', 'outcome'],
    buckets: ANSWERS,
  },
  trunkline_operation_errors_total: {
    type: 'counter',
    help: 'Answers with an error of this code.',
    labels: ['code'],
  },
  trunkline_operation_missing_total: {
    type: 'counter',
    help: 'Answers in which something of a provider was missing, by why.',
    labels: ['provider', 'kind'],
  },
  trunkline_operation_upstream_requests_total: {
    type: 'counter',
    help: 'Requests to vendors that operations caused or joined, by operation.',
    labels: ['operation'],
  },
  trunkline_operation_rows_total: {
    type: 'counter',
    help: 'Rows that operations read, by where they came from.',
    labels: ['source'],
  },
  trunkline_operation_cost_points_total: {
    type: 'counter',
    help: 'Points that operations were counted at before they were executed, by caller.',
    labels: ['caller'],
  },
  trunkline_upstream_requests_total: {
    type: 'counter',
    help: 'Requests to vendors by purpose and what became of them.',
    labels: ['provider', 'purpose', 'outcome'],
  },
  trunkline_upstream_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from sending a request to a vendor to its whole reply; of recordings, to the head of the reply.',
    labels: ['provider', 'purpose'],
    buckets: ANSWERS,
  },
  trunkline_upstream_retries_total: {
    type: 'counter',
    help: 'Requests to vendors that were sent again.',
    labels: ['provider'],
  },
  trunkline_budget_wait_seconds: {
    type: 'histogram',
    help: "Time that requests waited for their turn within a vendor's limit.",
    labels: ['provider', 'budget'],
    buckets: ANSWERS,
  },
  trunkline_budget_refusals_total: {
    type: 'counter',
    help: "Requests that were not sent, since a vendor's limit would not let them through in time.",
    labels: ['provider', 'budget'],
  },
  trunkline_budget_limit_points: {
    type: 'gauge',
    help: 'What a budget lets through at once, as far as it is known.',
    labels: ['provider', 'budget'],
  },
  trunkline_budget_left_points: {
    type: 'gauge',
    help: 'What is left of it now.',
    labels: ['provider', 'budget'],
  },
  trunkline_budget_waiting_requests: {
    type: 'gauge',
    help: 'Requests that wait for their turn.',
    labels: ['provider', 'budget'],
  },
  trunkline_budget_paused_seconds: {
    type: 'gauge',
    help: 'How long a vendor still wants to be left alone; 0 for not at all.',
    labels: ['provider', 'budget'],
  },
  trunkline_provider_state: {
    type: 'gauge',
    help: '1 for the state that a provider is in.',
    labels: ['provider', 'state'],
  },
  trunkline_breaker_state: {
    type: 'gauge',
    help: "1 for the state that a provider's circuit breaker is in.",
    labels: ['provider', 'state'],
  },
  trunkline_provider_limit_left: {
    type: 'gauge',
    help: 'What is left of a limit that the vendor itself tells of.',
    labels: ['provider'],
  },
  trunkline_history_state: {
    type: 'gauge',
    help: "1 for the state that a provider's history is in.",
    labels: ['provider', 'state'],
  },
  trunkline_history_followed_lag_seconds: {
    type: 'gauge',
    help: 'How long ago the open days were last read.',
    labels: ['provider'],
  },
  trunkline_history_kept_lag_seconds: {
    type: 'gauge',
    help: 'How far the history that is kept whole ends before what is settled.',
    labels: ['provider'],
  },
  trunkline_history_kept_ratio: {
    type: 'gauge',
    help: 'Share of the settled history that is kept, 0 to 1.',
    labels: ['provider'],
  },
  trunkline_history_filled_calls_per_second: {
    type: 'gauge',
    help: 'How fast the history is being filled; absent while it is not.',
    labels: ['provider'],
  },
  trunkline_history_calls: { type: 'gauge', help: 'Calls that are kept.', labels: ['provider'] },
  trunkline_history_sync_failures_total: {
    type: 'counter',
    help: 'What stood in the way of the sync, by kind.',
    labels: ['provider', 'kind'],
  },
  trunkline_hooks_total: {
    type: 'counter',
    help: 'What vendors have pushed, and others in their name, by what became of it.',
    labels: ['provider', 'outcome'],
  },
  trunkline_feed_newest_change: { type: 'gauge', help: 'Number of the newest change in the feed.', labels: [] },
  trunkline_store_up: { type: 'gauge', help: '1 where the store answered just now, 0 where it did not.', labels: [] },
  trunkline_store_requests_total: {
    type: 'counter',
    help: 'Questions to the store and what became of them.',
    labels: ['kind', 'outcome'],
  },
  trunkline_store_request_duration_seconds: {
    type: 'histogram',
    help: 'Time until the store answered, waiting included.',
    labels: ['kind'],
    buckets: STORE,
  },
  trunkline_store_requests_in_flight: {
    type: 'gauge',
    help: 'Questions that the store has not answered yet: those beyond the first wait for the thread of SQLite.',
    labels: [],
  },
  trunkline_store_size_bytes: { type: 'gauge', help: 'Size of the database.', labels: [] },
} as const satisfies Readonly<Record<string, Definition>>;

type Metrics = typeof METRICS;
type NameOf<Type extends Definition['type']> = {
  [Name in keyof Metrics]: Metrics[Name]['type'] extends Type ? Name : never;
}[keyof Metrics];
export type MetricName = keyof Metrics;
export type CounterName = NameOf<'counter'>;
/** A counter that somebody else keeps is set like a gauge. */
export type GaugeName = NameOf<'gauge'> | 'trunkline_admission_refusals_total';
export type HistogramName = NameOf<'histogram'>;
export type LabelsOf<Name extends MetricName> = Readonly<Record<Metrics[Name]['labels'][number], string>>;
