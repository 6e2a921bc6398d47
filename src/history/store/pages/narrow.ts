import { type CallFilter, type CallFilterField, type NumberRange, fieldsOf } from '../../../domain/call-filter.ts';
import { NUMBER_FIGURES } from '../../../domain/call-figures.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import type { Seconds } from '../coverage/read-coverage.ts';
import type { Engine, EngineWords, Value } from '../engine.ts';
import type { Account } from '../account.ts';
import type { FilterKnowledge } from '../kept-page.ts';
import { numberKeys } from '../number-key.ts';
import { toOrderText } from '../order-text.ts';
import { NUMBER_COLUMNS } from '../rows/call-columns.ts';
import { type ReturnedConditions, returnedConditions } from '../returned/narrow-returned.ts';

/** Whether columns alone decide these fields; the others only leave out calls that surely do not match. */
const DECIDED: ReadonlySet<CallFilterField> = new Set([
  'direction',
  'kind',
  'outcome',
  'numberContains',
  'durationSeconds',
  'talkSeconds',
  'waitSeconds',
  'rating',
  'hasRecording',
  'startedAt',
]);

/** Whether a filter can be answered from columns, as far as its fields go. */
export const isDecidedByColumns = (filter: CallFilter): boolean =>
  fieldsOf(filter).every((field) => (field === 'not' ? isTurnedRound(filter.not!) : DECIDED.has(field)));

/** Whether columns say of each call that it does not match: not while they may lack what was not read. */
const isTurnedRound = (filter: CallFilter): boolean => filter.hasRecording === undefined && isDecidedByColumns(filter);

/** What is known of a question while its SQL is written. */
export type NarrowContext = {
  readonly words: EngineWords;
  readonly defaultCountry: string | null;
  readonly beyond: FilterKnowledge;
  /** The values of the statement; adding one names it. */
  readonly values: { readonly list: Value[]; add(value: Value): string };
  /** The parameters that hold the account and the range: Postgres wants each that is given to be named. */
  readonly account: () => string;
  readonly from: () => string;
  readonly to: () => string;
};

/** Begins a statement over calls of an account in a span. */
export function createContext(
  { words }: Engine,
  account: Account,
  { from, to }: Seconds,
  beyond: FilterKnowledge = {},
): NarrowContext {
  const list: Value[] = [];
  const add = (value: Value): string => `$${list.push(value)}`;
  const onceNamed = (value: Value): (() => string) => {
    let name: string | undefined;
    return () => (name ??= add(value));
  };
  return {
    words,
    defaultCountry: account.defaultCountry,
    beyond,
    values: { list, add },
    account: onceNamed(account.id),
    from: onceNamed(from),
    to: onceNamed(to),
  };
}

/** One condition of several. */
export const allOf = (conditions: readonly string[]): string => conditions.join(' AND ');

/**
 * The account and the range, of rows that have both. With UNINDEXED before them, the index of starts is not followed:
 * something else in the statement leads to few rows.
 */
export const rangeConditions = ({ account, from, to }: NarrowContext, sign: '' | typeof UNINDEXED = ''): string[] => [
  `${sign}account = ${account()}`,
  `${sign}start_second >= ${from()}`,
  `${sign}start_second < ${to()}`,
];

/** Before a column, it says the same number, of which no index knows. */
export const UNINDEXED = '+';

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
  const { numberContains, hasRecording, startedAt, not } = filter;
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
    numberContains && digitsCondition(numberContains, context),
    ...NUMBER_FIGURES.flatMap((field) => rangeOf(NUMBER_COLUMNS[field], filter[field], context)),
    // While its recordings are not read, a call may have one.
    hasRecording !== undefined && `(has_recording = ${hasRecording ? 1 : 0} OR has_recording IS NULL)`,
    ...returnedOf(filter, context).narrowing,
    startedAt?.from !== undefined && `start_second >= ${values.add(ceilSecond(startedAt.from))}`,
    startedAt?.to !== undefined && `start_second < ${values.add(ceilSecond(startedAt.to))}`,
    not && isTurnedRound(not) && `(${allOf(['1 = 1', ...narrow(not, context)])}) IS NOT TRUE`,
  ].filter((condition) => typeof condition === 'string');
}

const rangeOf = (column: string, { min, max }: NumberRange = {}, { values }: NarrowContext): string[] => [
  ...(min === undefined ? [] : [`${column} >= ${values.add(min)}`]),
  ...(max === undefined ? [] : [`${column} <= ${values.add(max)}`]),
];

/** Digits hold no sign that LIKE takes for another. */
function digitsCondition(digits: string, { values }: NarrowContext): string {
  const pattern = values.add(`%${digits}%`);
  return `(customer_digits LIKE ${pattern} OR line_digits LIKE ${pattern})`;
}

/** Whether calls were returned, as far as columns tell. */
export function returnedOf({ isReturned }: CallFilter, { values, words, beyond }: NarrowContext): ReturnedConditions {
  if (isReturned === undefined || beyond.answersIn === undefined) return { narrowing: [], unclear: '1 = 0' };
  const accounts = values.add(JSON.stringify(beyond.answersIn.map(({ id }) => id)));
  return returnedConditions(isReturned, accounts, words);
}

const ceilSecond = (instant: Instant): number => Math.ceil(instant / SECOND_MS);

/** A condition on rows of `call_links`. */
export const linkCondition = (role: 'agent' | 'queue', ids: readonly string[], context: NarrowContext): string =>
  `role = '${role}' AND ${oneOf('linked', ids.map(toOrderText), context)}`;

/** One value is compared alone: then an index that begins with the column still tells the order. */
const oneOf = (column: string, texts: readonly string[], { words, values }: NarrowContext): string =>
  texts.length === 1
    ? `${column} = ${values.add(texts[0]!)}`
    : words.among(column, words.texts(values.add(JSON.stringify(texts))));
