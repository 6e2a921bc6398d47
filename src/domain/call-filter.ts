import type { CallField } from './call-selection.ts';
import type { CallSession } from './call-session.ts';
import type { CallDirection, CallKind, CallOutcome } from './outcome.ts';
import type { Party } from './party.ts';
import { type PhoneNumberTest, createPhoneNumberTest } from './phone-number.ts';

/**
 * Which calls are wanted, in our own words. Different fields: and. Several values of one field: or. An empty list
 * matches nothing, and whoever holds one asks no vendor.
 */
export type CallFilter = {
  readonly direction?: readonly CallDirection[];
  readonly kind?: readonly CallKind[];
  readonly outcome?: readonly CallOutcome[];
  /** Native ids, of the provider that is asked. */
  readonly agentIds?: readonly string[];
  /** Agents likewise: of each of these lists too, somebody took part. See `withAgents`. */
  readonly alongside?: readonly (readonly string[])[];
  /** Native ids, of the provider that is asked. */
  readonly queueIds?: readonly string[];
  /** Customer or line, in any spelling; likewise the two below. */
  readonly number?: readonly string[];
  readonly customerNumber?: readonly string[];
  readonly lineNumber?: readonly string[];
  /** Both ends included. */
  readonly durationSeconds?: { readonly min?: number; readonly max?: number };
  readonly hasRecording?: boolean;
  /** What only the asked kind of provider understands. Applied by the provider alone. */
  readonly vendor?: VendorFilter;
};

/** A condition of a filter, by name. */
export type CallFilterField = keyof CallFilter;
/** Conditions of one kind of provider, as its input of the graph spells them. */
export type VendorFilter = Readonly<Record<string, unknown>>;

/** Every condition a filter can have. */
export const CALL_FILTER_FIELDS = [
  'direction',
  'kind',
  'outcome',
  'agentIds',
  'alongside',
  'queueIds',
  'number',
  'customerNumber',
  'lineNumber',
  'durationSeconds',
  'hasRecording',
  'vendor',
] as const satisfies readonly CallFilterField[];

/** A filter that cannot be answered, refused before anything is sent; the code is published (extensions.code). */
export class CallFilterError extends Error {
  readonly code: 'BAD_FILTER' | 'UNSUPPORTED_FILTER';

  constructor(code: 'BAD_FILTER' | 'UNSUPPORTED_FILTER', message: string) {
    super(message);
    this.name = 'CallFilterError';
    this.code = code;
  }
}

/** The fields a filter sets. */
export const fieldsOf = (filter: CallFilter): CallFilterField[] =>
  CALL_FILTER_FIELDS.filter((field) => filter[field] !== undefined);

/** Whether a filter can match no call at all. */
export function matchesNothing(filter: CallFilter): boolean {
  const { min, max } = filter.durationSeconds ?? {};
  if (min !== undefined && max !== undefined && min > max) return true;
  return CALL_FILTER_FIELDS.some((field) => {
    const value = filter[field];
    return Array.isArray(value) && value.length === 0;
  });
}

/**
 * Whether a call passes the given fields of a filter. The parts they read (`agents`, `queues`, `recordings`) must have
 * been brought or joined before; `vendor` is the provider's own and passes here.
 */
export function matchesFilter(call: CallSession, filter: CallFilter, fields: readonly CallFilterField[]): boolean {
  return fields.every((field) => TESTS[field](call, filter));
}

const TESTS: Record<CallFilterField, (call: CallSession, filter: CallFilter) => boolean> = {
  direction: (call, { direction = [] }) => direction.includes(call.direction),
  kind: (call, { kind = [] }) => kind.includes(call.kind),
  outcome: (call, { outcome = [] }) => outcome.includes(call.outcome),
  agentIds: (call, { agentIds = [] }) => hasOneOf(call, agentIds),
  alongside: (call, { alongside = [] }) => alongside.every((agentIds) => hasOneOf(call, agentIds)),
  queueIds: (call, { queueIds = [] }) => call.queues?.some((queue) => setOf(queueIds).has(queue.nativeId)) ?? false,
  number: (call, { number = [] }) => isOneOf(call.customer, number) || isOneOf(call.line, number),
  customerNumber: (call, { customerNumber = [] }) => isOneOf(call.customer, customerNumber),
  lineNumber: (call, { lineNumber = [] }) => isOneOf(call.line, lineNumber),
  durationSeconds: (call, { durationSeconds: { min, max } = {} }) => {
    if (min === undefined && max === undefined) return true;
    const seconds = call.durationSeconds;
    return seconds !== null && seconds >= (min ?? 0) && seconds <= (max ?? Infinity);
  },
  hasRecording: (call, { hasRecording }) => (call.recordings ?? []).length > 0 === hasRecording,
  vendor: () => true,
};

/** Fields of a call that conditions read. Agents, queues and recordings may have to be joined first. */
export const readsOf = (fields: readonly CallFilterField[]): CallField[] => fields.flatMap((field) => READS[field]);

const READS: Record<CallFilterField, readonly CallField[]> = {
  direction: ['direction'],
  kind: ['kind'],
  outcome: ['outcome'],
  agentIds: ['agents'],
  alongside: ['agents'],
  queueIds: ['queues', 'legs'],
  number: ['customer', 'line'],
  customerNumber: ['customer'],
  lineNumber: ['line'],
  durationSeconds: ['durationSeconds'],
  hasRecording: ['recordings'],
  vendor: [],
};

const hasOneOf = ({ agents }: CallSession, agentIds: readonly string[]): boolean =>
  agents?.some((agent) => setOf(agentIds).has(agent.nativeId)) ?? false;

const isOneOf = (party: Party | null, numbers: readonly string[]): boolean =>
  party !== null && numberTestOf(numbers)(party.number, party.defaultCountry);

/** Makes of a list, once, what all rows of a page are compared with. */
function onceForEachList<Made>(make: (list: readonly string[]) => Made): (list: readonly string[]) => Made {
  const known = new WeakMap<readonly string[], Made>();
  return (list) => {
    const made = known.get(list) ?? make(list);
    known.set(list, made);
    return made;
  };
}

const setOf = onceForEachList((list): ReadonlySet<string> => new Set(list));
const numberTestOf = onceForEachList((numbers): PhoneNumberTest => createPhoneNumberTest(numbers));
