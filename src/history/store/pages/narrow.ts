import type { CallFilter, CallFilterField } from '../../../domain/call-filter.ts';
import { fieldsOf } from '../../../domain/call-filter.ts';
import type { Seconds } from '../coverage/read-coverage.ts';
import type { Engine, EngineWords, Value } from '../engine.ts';
import type { Account } from '../history-store.ts';
import { numberKeys } from '../number-key.ts';
import { toOrderText } from '../order-text.ts';

/** Whether columns alone decide these fields; the others only leave out calls that surely do not match. */
const DECIDED: ReadonlySet<CallFilterField> = new Set([
  'direction',
  'kind',
  'outcome',
  'durationSeconds',
  'hasRecording',
]);

/** Whether a filter can be answered from columns, as far as its fields go. */
export const isDecidedByColumns = (filter: CallFilter): boolean =>
  fieldsOf(filter).every((field) => DECIDED.has(field));

/** What is known of a question while its SQL is written. */
export type NarrowContext = {
  readonly words: EngineWords;
  readonly defaultCountry: string | null;
  /** The values of the statement; adding one names it. */
  readonly values: { readonly list: Value[]; add(value: Value): string };
  /** The parameters that hold the account and the range. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
};

/** Begins a statement over calls of an account in a span. */
export function createContext({ words }: Engine, account: Account, { from, to }: Seconds): NarrowContext {
  const list: Value[] = [];
  const add = (value: Value): string => `$${list.push(value)}`;
  return {
    words,
    defaultCountry: account.defaultCountry,
    values: { list, add },
    account: add(account.id),
    from: add(from),
    to: add(to),
  };
}

/** One condition of several. */
export const allOf = (conditions: readonly string[]): string => conditions.join(' AND ');

/** The account and the range, of rows that have both. */
export const rangeConditions = ({ account, from, to }: NarrowContext): string[] => [
  `account = ${account}`,
  `start_second >= ${from}`,
  `start_second < ${to}`,
];

/** Conditions on rows of `calls` that every call which matches the filter meets; empty for none. */
export function narrow(filter: CallFilter, context: NarrowContext): string[] {
  const { words, values, defaultCountry } = context;
  const isOneOf = (column: string, texts: readonly string[]): string => oneOf(column, texts, context);
  const isLinkedTo = (role: 'agent' | 'queue', ids: readonly string[]): string =>
    words.among(
      'call',
      `SELECT call FROM call_links WHERE ${allOf([...rangeConditions(context), linkCondition(role, ids, context)])}`,
    );
  const keysOf = (numbers: readonly string[]): string[] => [
    ...new Set(numbers.flatMap((number) => numberKeys(number, defaultCountry)).map(toOrderText)),
  ];

  const { direction, kind, outcome, agentIds, alongside = [], queueIds, number, customerNumber, lineNumber } = filter;
  const { durationSeconds: { min, max } = {}, hasRecording } = filter;
  return [
    direction && isOneOf('direction', direction),
    kind && isOneOf('kind', kind),
    outcome && isOneOf('outcome', outcome),
    agentIds && isLinkedTo('agent', agentIds),
    ...alongside.map((others) => isLinkedTo('agent', others)),
    queueIds && isLinkedTo('queue', queueIds),
    number && `(${isOneOf('customer_key', keysOf(number))} OR ${isOneOf('line_key', keysOf(number))})`,
    customerNumber && isOneOf('customer_key', keysOf(customerNumber)),
    lineNumber && isOneOf('line_key', keysOf(lineNumber)),
    min !== undefined && `duration_seconds >= ${values.add(min)}`,
    max !== undefined && `duration_seconds <= ${values.add(max)}`,
    // While its recordings are not read, a call may have one.
    hasRecording !== undefined && `(has_recording = ${hasRecording ? 1 : 0} OR has_recording IS NULL)`,
  ].filter((condition) => typeof condition === 'string');
}

/** A condition on rows of `call_links`. */
export const linkCondition = (role: 'agent' | 'queue', ids: readonly string[], context: NarrowContext): string =>
  `role = '${role}' AND ${oneOf('linked', ids.map(toOrderText), context)}`;

/** One value is compared alone: then an index that begins with the column still tells the order. */
const oneOf = (column: string, texts: readonly string[], { words, values }: NarrowContext): string =>
  texts.length === 1
    ? `${column} = ${values.add(texts[0]!)}`
    : words.among(column, words.texts(values.add(JSON.stringify(texts))));
