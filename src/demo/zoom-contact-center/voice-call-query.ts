import { DAY_MS, type Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import { QUEUES, USERS } from './directory.ts';
import { EXAMPLE_CALLS } from './example-calls.ts';
import { Refusal, refuse, refuseField } from './refusals.ts';
import { readTime } from './time-text.ts';
import type { DemoVoiceCall } from './voice-call.ts';

/** A window as a request gave it: both ends belong to it, and answers follow the offset of `from`. */
export type QueryWindow = TimeRange & { readonly offsetMinutes: number };

const MONTH_MS = 31 * DAY_MS;

/** Reads `from` and `to`; `defaultMs` before now where neither is given. */
export function readWindow(query: URLSearchParams, now: Instant, defaultMs: number): QueryWindow {
  const [fromText, toText] = [query.get('from'), query.get('to')];
  if (fromText === null) return { from: now - defaultMs, to: now, offsetMinutes: 0 };
  if (toText === null) throw new Refusal(refuseField('to', 'to is required when from is given.'));
  const [from, to] = [readTime(fromText), readTime(toText)];
  if (!from || !to)
    throw new Refusal(refuse(400, 300, "The time must be in yyyy-MM-dd, yyyy-MM-dd'T'HH:mm:ss'Z' or ±HH:mm form."));
  if (to.instant - from.instant > MONTH_MS)
    throw new Refusal(refuse(400, 300, 'The requested report exceeds the 1-month limit.'));
  return { from: from.instant, to: to.instant, offsetMinutes: from.offsetMinutes };
}

/** Reads `page_size` within its limits. */
export function readPageSize(query: URLSearchParams, defaultSize: number, maxSize: number): number {
  const size = Number(query.get('page_size') ?? defaultSize);
  if (Number.isInteger(size) && size >= 1 && size <= maxSize) return size;
  throw new Refusal(refuseField('page_size', `page_size must be between 1 and ${maxSize}.`));
}

/** Reads every filter of voice_calls into one test of a call; null where the query has none. */
export function readFilter(query: URLSearchParams): ((call: DemoVoiceCall) => boolean) | null {
  const tests: ((call: DemoVoiceCall) => boolean)[] = [];
  for (const [name, parameter] of Object.entries(PARAMETERS)) {
    const values = valuesOf(query, name);
    if (values.length === 0) continue;
    if (parameter.limit !== undefined && values.length > parameter.limit)
      throw new Refusal(refuseField(name, `${name} takes at most ${parameter.limit} values.`));
    if (new Set(values).size < values.length && parameter.limit !== undefined)
      throw new Refusal(refuseField(name, `${name} takes no value twice.`));
    for (const value of values) {
      if (parameter.allowed && !parameter.allowed.has(value)) throw new Refusal(refuseField(name, 'Invalid field.'));
      parameter.check?.(value);
    }
    tests.push((call) => parameter.of(call).some((value) => values.includes(value)));
  }
  return tests.length === 0 ? null : (call) => tests.every((test) => test(call));
}

/** Values of a list parameter, comma-joined, repeated or both. */
const valuesOf = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((value) => value !== '');

type Parameter = {
  readonly of: (call: DemoVoiceCall) => readonly string[];
  readonly allowed?: ReadonlySet<string>;
  readonly limit?: number;
  readonly check?: (value: string) => void;
};

const CALL_TYPES = ['call', 'conference_call', 'callback_call'].flatMap((type) => [
  `external_${type}`,
  `internal_${type}`,
]);
const SUB_TYPES = ['warm_conference', 'direct_conference', 'warm_transfer', 'direct_transfer'].flatMap((type) => [
  `external_${type}_call`,
  `internal_${type}_call`,
]);
const MAX_IDS = 20;

const textsOf = (call: DemoVoiceCall, field: string): string[] => {
  const value = call.fields[field];
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
};
const partsOf = (call: DemoVoiceCall, list: string, field: string): string[] => {
  const parts = call.fields[list];
  return Array.isArray(parts)
    ? parts.flatMap((part: Record<string, string | string[] | undefined>) => part[field] ?? [])
    : [];
};
const queueIdsOf = (call: DemoVoiceCall, field: string): string[] => {
  const ids = partsOf(call, 'queues', field);
  return ids.length === 0 ? ['none'] : ids;
};

const EXAMPLE_AGENTS = EXAMPLE_CALLS.flatMap((call) => partsOf(call, 'agents', 'user_id'));
const EXAMPLE_QUEUES = EXAMPLE_CALLS.flatMap((call) => [
  ...queueIdsOf(call, 'queue_id'),
  ...queueIdsOf(call, 'cc_queue_id'),
]);
const knownUsers = new Set([...USERS.map((user) => user.user_id), ...EXAMPLE_AGENTS]);
const knownQueues = new Set([...QUEUES.flatMap((queue) => [queue.cc_queue_id, queue.queue_id]), ...EXAMPLE_QUEUES]);
const checkUser = (id: string) => {
  if (!knownUsers.has(id)) throw new Refusal(refuse(404, 1001, `User does not exist: ${id}.`));
};
const checkQueue = (id: string) => {
  if (id !== 'none' && !knownQueues.has(id)) throw new Refusal(refuse(404, 1201, `Queue does not exist: ${id}.`));
};

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  types: { of: (call) => textsOf(call, 'types'), allowed: new Set(CALL_TYPES) },
  sub_types: {
    of: (call) => textsOf(call, 'sub_types'),
    allowed: new Set([...SUB_TYPES, 'flow_initiated_outgoing_call']),
  },
  distribution: { of: (call) => textsOf(call, 'distributions'), allowed: new Set(['acd', 'non_acd']) },
  consumer_number: { of: (call) => textsOf(call, 'consumer_number') },
  direction: { of: (call) => textsOf(call, 'direction'), allowed: new Set(['inbound', 'outbound']) },
  user_ids: { of: (call) => partsOf(call, 'agents', 'user_id'), limit: MAX_IDS, check: checkUser },
  engagement_id: { of: (call) => [call.engagementId] },
  queue_ids: { of: (call) => queueIdsOf(call, 'queue_id'), limit: MAX_IDS, check: checkQueue },
  cc_queue_ids: { of: (call) => queueIdsOf(call, 'cc_queue_id'), limit: MAX_IDS, check: checkQueue },
  country_iso_codes: { of: (call) => [call.countryIsoCode] },
  number_types: {
    of: (call) => [...textsOf(call, 'caller_number_type'), ...textsOf(call, 'callee_number_type')],
    allowed: new Set(['toll_free_number', 'virtual_service_number', 'byoc_number']),
  },
  region_ids: {
    of: (call) =>
      USERS.filter((user) => partsOf(call, 'agents', 'user_id').includes(user.user_id)).map((user) => user.region_id),
    limit: MAX_IDS,
  },
  region_names: { of: (call) => partsOf(call, 'agents', 'user_region'), limit: MAX_IDS },
  team_ids: { of: (call) => partsOf(call, 'agents', 'team_ids'), limit: MAX_IDS },
  team_names: { of: (call) => partsOf(call, 'agents', 'team_names'), limit: MAX_IDS },
};
