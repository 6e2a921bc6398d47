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

const counter = <Label extends string>(labels: readonly Label[], help: string) =>
  ({ type: 'counter', labels, help }) as const;
const gauge = <Label extends string>(labels: readonly Label[], help: string) =>
  ({ type: 'gauge', labels, help }) as const;
const histogram = <Label extends string>(labels: readonly Label[], help: string, buckets: readonly number[]) =>
  ({ type: 'histogram', labels, help, buckets }) as const;

/**
 * Everything that is counted, beside what Node says of its process. Every label takes few values: routes, keys of providers,
 * kinds of failures, and names of operations and callers that are bounded in number and form (see labels.ts).
 */
export const METRICS = {
  trunkline_http_requests_total: counter(['route', 'status'], 'Requests by route and status.'),
  trunkline_http_request_duration_seconds: histogram(
    ['route'],
    'Time until an answer was sent or cut off, by route. Streams last as long as somebody listens.',
    ANSWERS,
  ),
  trunkline_http_requests_in_flight: gauge([], 'Requests that are being answered, streams among them.'),
  trunkline_admission_requests_in_flight: gauge([], 'GraphQL requests that are worked on.'),
  trunkline_admission_requests_waiting: gauge(
    ['for'],
    'GraphQL requests in line, by what for: to be worked on, or to ask vendors.',
  ),
  trunkline_admission_refusals_total: counter(
    ['reason'],
    'GraphQL requests that were not begun: too much to do here or for vendors, or a minute used up in requests or cost.',
  ),
  trunkline_admission_vendor_requests_in_flight: gauge(['provider'], 'GraphQL requests that ask a provider.'),
  trunkline_admission_vendor_requests_limit: gauge(
    ['provider'],
    'How many of them it answers in time, as far as is known.',
  ),
  trunkline_operations_total: counter(
    ['operation', 'type', 'caller', 'outcome'],
    'GraphQL operations by name, type, caller and outcome.',
  ),
  trunkline_operation_duration_seconds: histogram(
    ['operation', 'outcome'],
    'Time until an operation was answered, by name and outcome. Subscriptions are left out.',
    ANSWERS,
  ),
  trunkline_operation_errors_total: counter(['code'], 'Answers with an error of this code.'),
  trunkline_operation_missing_total: counter(
    ['provider', 'kind'],
    'Answers in which something of a provider was missing, by why.',
  ),
  trunkline_operation_upstream_requests_total: counter(
    ['operation'],
    'Requests to vendors that operations caused or joined, by operation.',
  ),
  trunkline_operation_rows_total: counter(['source'], 'Rows that operations read, by where they came from.'),
  trunkline_operation_cost_points_total: counter(
    ['caller'],
    'Points that operations were counted at before they were executed, by caller.',
  ),
  trunkline_upstream_requests_total: counter(
    ['provider', 'purpose', 'outcome'],
    'Requests to vendors by purpose and what became of them.',
  ),
  trunkline_upstream_request_duration_seconds: histogram(
    ['provider', 'purpose'],
    'Time from sending a request to a vendor to its whole reply; of recordings, to the head of the reply.',
    ANSWERS,
  ),
  trunkline_upstream_retries_total: counter(['provider'], 'Requests to vendors that were sent again.'),
  trunkline_budget_wait_seconds: histogram(
    ['provider', 'budget'],
    "Time that requests waited for their turn within a vendor's limit.",
    ANSWERS,
  ),
  trunkline_budget_refusals_total: counter(
    ['provider', 'budget'],
    "Requests that were not sent, since a vendor's limit would not let them through in time.",
  ),
  trunkline_budget_limit_points: gauge(
    ['provider', 'budget'],
    'What a budget lets through at once, as far as it is known.',
  ),
  trunkline_budget_left_points: gauge(['provider', 'budget'], 'What is left of it now.'),
  trunkline_budget_waiting_requests: gauge(['provider', 'budget'], 'Requests that wait for their turn.'),
  trunkline_budget_paused_seconds: gauge(
    ['provider', 'budget'],
    'How long a vendor still wants to be left alone; 0 for not at all.',
  ),
  trunkline_provider_state: gauge(['provider', 'state'], '1 for the state that a provider is in.'),
  trunkline_breaker_state: gauge(['provider', 'state'], "1 for the state that a provider's circuit breaker is in."),
  trunkline_provider_limit_left: gauge(['provider'], 'What is left of a limit that the vendor itself tells of.'),
  trunkline_history_state: gauge(['provider', 'state'], "1 for the state that a provider's history is in."),
  trunkline_history_followed_lag_seconds: gauge(['provider'], 'How long ago the open days were last read.'),
  trunkline_history_kept_lag_seconds: gauge(
    ['provider'],
    'How far the history that is kept whole ends before what is settled.',
  ),
  trunkline_history_kept_ratio: gauge(['provider'], 'Share of the settled history that is kept, 0 to 1.'),
  trunkline_history_filled_calls_per_second: gauge(
    ['provider'],
    'How fast the history is being filled; absent while it is not.',
  ),
  trunkline_history_calls: gauge(['provider'], 'Calls that are kept.'),
  trunkline_history_sync_failures_total: counter(['provider', 'kind'], 'What stood in the way of the sync, by kind.'),
  trunkline_hooks_total: counter(
    ['provider', 'outcome'],
    'What vendors have pushed, and others in their name, by what became of it.',
  ),
  trunkline_feed_newest_change: gauge([], 'Number of the newest change in the feed.'),
  trunkline_store_up: gauge([], '1 where the store answered just now, 0 where it did not.'),
  trunkline_store_requests_total: counter(['kind', 'outcome'], 'Questions to the store and what became of them.'),
  trunkline_store_request_duration_seconds: histogram(
    ['kind'],
    'Time until the store answered, waiting included.',
    STORE,
  ),
  trunkline_store_requests_in_flight: gauge(
    [],
    'Questions that the store has not answered yet: those beyond the first wait for the thread of SQLite.',
  ),
  trunkline_store_size_bytes: gauge([], 'Size of the database.'),
};

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
