import { QuestionError } from './question-error.ts';
import type { CallSession } from './call-session.ts';
import type { Instant } from '../time/instant.ts';
import { foldText, wordsOf } from './fold-text.ts';
import { onceFor } from './once-for.ts';
import type { CallDirection, CallKind, CallOutcome } from './outcome.ts';
import type { Party } from './party.ts';
import { createPhoneNumberTest, hasDigits } from './phone-number.ts';

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
  /** Digits that stand together in the number of the customer or of the line, as sent or as E.164. */
  readonly numberContains?: string;
  /** Words, each a part of the customer's name, the note or the name of an agent, in any case. */
  readonly text?: string;
  /** Whether `text` is searched for in transcripts as well, where these are kept. No condition by itself. */
  readonly searchesTranscripts?: true;
  /** Both ends included; likewise the three below. A value that is not known lies in no range that has an end. */
  readonly durationSeconds?: NumberRange;
  readonly talkSeconds?: NumberRange;
  readonly waitSeconds?: NumberRange;
  readonly rating?: NumberRange;
  readonly hasRecording?: boolean;
  /** Whether the customer of a call that nobody answered has since spoken with anybody; see `CallSession.isReturned`. */
  readonly isReturned?: boolean;
  /** When it started, within `not`: elsewhere the range of the question says it. The end is not included. */
  readonly startedAt?: { readonly from?: Instant; readonly to?: Instant };
  /** Leaves out what it matches. Has no `vendor`. */
  readonly not?: CallFilter;
  /** What only the asked kind of provider understands. Applied by the provider alone. */
  readonly vendor?: VendorFilter;
};

/** Both ends included, each open where it is left out. */
export type NumberRange = { readonly min?: number; readonly max?: number };

/** A condition of a filter, by name. */
export type CallFilterField = Exclude<keyof CallFilter, 'searchesTranscripts'>;
/** A condition that a client writes under its own name; `alongside` only comes of several that name agents. */
export type PublishedFilterField = Exclude<CallFilterField, 'alongside'>;
/** Conditions of one kind of provider, as its input of the graph spells them. */
export type VendorFilter = Readonly<Record<string, unknown>>;

/** A filter that cannot be answered, refused before anything is sent; the code is published (extensions.code). */
export class CallFilterError extends QuestionError<'BAD_FILTER' | 'UNSUPPORTED_FILTER'> {}

/** The fields a filter sets. */
export const fieldsOf = (filter: CallFilter): CallFilterField[] =>
  CALL_FILTER_FIELDS.filter((field) => filter[field] !== undefined);

/** Whether a filter can match no call at all. */
export function matchesNothing(filter: CallFilter): boolean {
  return (
    RANGES.some((field) => isReversed(filter[field])) ||
    (filter.not !== undefined && matchesEverything(filter.not)) ||
    CALL_FILTER_FIELDS.some((field) => {
      const value = filter[field];
      return Array.isArray(value) && value.length === 0;
    })
  );
}

/** Whether a filter surely matches every call. */
function matchesEverything(filter: CallFilter): boolean {
  return fieldsOf(filter).every((field) => field === 'not' && matchesNothing(filter.not!));
}

/** Fields that are ranges of numbers. */
const RANGES = ['durationSeconds', 'talkSeconds', 'waitSeconds', 'rating'] as const;

const isReversed = ({ min = -Infinity, max = Infinity }: NumberRange = {}): boolean => min > max;

/**
 * Whether a call passes the given fields of a filter. The parts they read (`joinsOf`) must have been brought or joined
 * before; `vendor` is the provider's own and passes here.
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
  numberContains: ({ customer, line }, { numberContains = '' }) =>
    hasDigits(customer, numberContains) || hasDigits(line, numberContains),
  text: (call, { text = '' }) => {
    const searched = searchedTextOf(call);
    return wordsOf(text).every((word) => searched.includes(word) || call.spokenWords?.includes(word) === true);
  },
  durationSeconds: (call, { durationSeconds }) => isInRange(call.durationSeconds, durationSeconds),
  talkSeconds: (call, { talkSeconds }) => isInRange(call.talkSeconds, talkSeconds),
  waitSeconds: (call, { waitSeconds }) => isInRange(call.waitSeconds, waitSeconds),
  rating: (call, { rating }) => isInRange(call.rating, rating),
  hasRecording: (call, { hasRecording }) => (call.recordings ?? []).length > 0 === hasRecording,
  isReturned: (call, { isReturned }) => call.isReturned === isReturned,
  startedAt: ({ startedAt }, { startedAt: { from = -Infinity, to = Infinity } = {} }) =>
    startedAt >= from && startedAt < to,
  not: (call, { not = {} }) => !matchesFilter(call, not, fieldsOf(not)),
  vendor: () => true,
};

/** Every condition a filter can have. */
export const CALL_FILTER_FIELDS = Object.keys(TESTS) as readonly CallFilterField[];

/** All that `text` looks through, folded. No word lies across two of its lines. */
export const searchedTextOf = ({ customer, note, agents }: Pick<CallSession, 'customer' | 'note' | 'agents'>): string =>
  foldText(
    [customer?.displayName, note, ...(agents ?? []).map(({ displayName }) => displayName)]
      .filter((text) => text != null)
      .join('\n'),
  );

const isInRange = (value: number | null, { min, max }: NumberRange = {}): boolean =>
  (min === undefined && max === undefined) ||
  (value !== null && value >= (min ?? -Infinity) && value <= (max ?? Infinity));

const hasOneOf = ({ agents }: CallSession, agentIds: readonly string[]): boolean =>
  agents?.some((agent) => setOf(agentIds).has(agent.nativeId)) ?? false;

const isOneOf = (party: Party | null, numbers: readonly string[]): boolean =>
  party !== null && numberTestOf(numbers)(party.number, party.defaultCountry);

// What all rows of a page are compared with.
const setOf = onceFor((list: readonly string[]): ReadonlySet<string> => new Set(list));
const numberTestOf = onceFor(createPhoneNumberTest);
