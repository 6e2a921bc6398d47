import type { CallFilter, CallFilterField } from '../../../domain/call-filter.ts';
import { fieldsOf } from '../../../domain/call-filter.ts';
import type { EngineWords, Value } from '../engine.ts';
import { numberKey } from '../number-key.ts';
import { toOrderText } from '../order-text.ts';

/** Collects the values of a statement, and names them. */
export type Values = { readonly list: Value[]; add(value: Value): string };

export function createValues(): Values {
  const list: Value[] = [];
  return { list, add: (value) => `$${list.push(value)}` };
}

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

/** What is known of a question when its SQL is written. */
export type NarrowContext = {
  readonly words: EngineWords;
  readonly values: Values;
  readonly defaultCountry: string | null;
  /** The parameters that hold the account and the range. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
};

/** Conditions on rows of `calls` that every call which matches the filter meets; empty for none. */
export function narrow(filter: CallFilter, context: NarrowContext): string[] {
  const { words, values, defaultCountry } = context;
  const isOneOf = (column: string, texts: readonly string[]): string =>
    texts.length === 1
      ? `${column} = ${values.add(texts[0]!)}`
      : `${column} IN ${words.textsIn(values.add(JSON.stringify(texts)))}`;
  const isLinkedTo = (role: string, ids: readonly string[]): string =>
    `call IN (SELECT call FROM call_links WHERE account = ${context.account} AND role = '${role}' AND ` +
    `${isOneOf('linked', ids.map(toOrderText))} AND start_second >= ${context.from} AND start_second < ${context.to})`;
  const keysOf = (numbers: readonly string[]): string[] => [
    ...new Set(numbers.flatMap((number) => numberKey(number, defaultCountry) ?? []).map(toOrderText)),
  ];

  const { direction, kind, outcome, agentIds, queueIds, number, customerNumber, lineNumber } = filter;
  const { durationSeconds: { min, max } = {}, hasRecording } = filter;
  return [
    direction && isOneOf('direction', direction),
    kind && isOneOf('kind', kind),
    outcome && isOneOf('outcome', outcome),
    agentIds && isLinkedTo('agent', agentIds),
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
