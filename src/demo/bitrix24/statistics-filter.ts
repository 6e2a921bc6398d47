import { type Instant, SECOND_MS } from '../../time/instant.ts';
import { compareDecimals, readDecimal } from '../../domain/money.ts';
import { readPortalTime } from './portal-time.ts';
import { type Parameter, readList } from './read-parameters.ts';
import type { StatisticsRow } from './statistics-row.ts';

/** One condition the vendor understood. Those it did not are gone without a word, as with the vendor. */
export type Condition = {
  readonly field: FilterField;
  readonly operator: FilterOperator;
  /** Several values only under "=", "!", "><" and "!><". */
  readonly values: readonly string[];
};

export type FilterField = Exclude<keyof StatisticsRow, 'RECORD_FILE_ID'>;
type FilterOperator = '=' | '!' | '>' | '>=' | '<' | '<=' | '><' | '!><' | '?' | '%' | '!%';

const OPERATORS: Readonly<Record<string, FilterOperator>> = {
  '': '=',
  '=': '=',
  '!': '!',
  '!=': '!',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  '><': '><',
  '!><': '!><',
  '?': '?',
  '%': '%',
  '!%': '!%',
};

type ColumnType = 'integer' | 'decimal' | 'time' | 'text';

const COLUMNS: Readonly<Record<FilterField, ColumnType>> = {
  ID: 'integer',
  CALL_ID: 'text',
  EXTERNAL_CALL_ID: 'text',
  CALL_CATEGORY: 'text',
  PORTAL_USER_ID: 'integer',
  PORTAL_NUMBER: 'text',
  PHONE_NUMBER: 'text',
  CALL_TYPE: 'integer',
  CALL_DURATION: 'integer',
  CALL_START_DATE: 'time',
  CALL_LOG: 'text',
  CALL_RECORD_URL: 'text',
  CALL_VOTE: 'integer',
  COST: 'decimal',
  COST_CURRENCY: 'text',
  CALL_FAILED_CODE: 'text',
  CALL_FAILED_REASON: 'text',
  CRM_ENTITY_TYPE: 'text',
  CRM_ENTITY_ID: 'integer',
  CRM_ACTIVITY_ID: 'integer',
  REST_APP_ID: 'integer',
  REST_APP_NAME: 'text',
  TRANSCRIPT_ID: 'integer',
  TRANSCRIPT_PENDING: 'text',
  SESSION_ID: 'integer',
  REDIAL_ATTEMPT: 'integer',
  COMMENT: 'text',
  RECORD_DURATION: 'integer',
};

/** Whether a name is a field of the filter, spelled as the vendor spells it. */
export const isFilterField = (name: string): name is FilterField => Object.hasOwn(COLUMNS, name);

/** Reads FILTER as the vendor does: what it does not know is dropped in silence, an empty list too. */
export function readFilter(filter: Parameter | undefined): Condition[] {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return [];
  return Object.entries(filter).flatMap(([key, value]): Condition[] => {
    const [, prefix = '', name = ''] = /^([^a-zA-Z]*)([a-zA-Z].*)?$/s.exec(key.toUpperCase()) ?? [];
    // A nested object holds conditions of its own; a list of plain values has no names to read.
    if (name === '') return typeof value === 'object' ? readFilter(value) : [];
    const operator = Object.hasOwn(OPERATORS, prefix) ? OPERATORS[prefix] : undefined;
    const values = readList(value);
    if (operator === undefined || !isFilterField(name) || values.length === 0) return [];
    return [{ field: name, operator, values }];
  });
}

/** Whether a row meets a condition, as the database behind the vendor compares: without case, null equal to nothing. */
export function meets(row: StatisticsRow, { field, operator, values }: Condition): boolean {
  const value = row[field];
  const [first = '', second = ''] = values;
  if (operator === '!' || operator === '!%' || operator === '!><') {
    if (value === null) return true;
  } else if (value === null) return false;
  const compare = (other: string): number => COMPARE[COLUMNS[field]](value, other);
  const has = (text: string): boolean => value.toLowerCase().includes(text.toLowerCase());
  switch (operator) {
    case '=':
      return values.some((other) => compare(other) === 0);
    case '!':
      return !values.some((other) => compare(other) === 0);
    case '>':
      return compare(first) > 0;
    case '>=':
      return compare(first) >= 0;
    case '<':
      return compare(first) < 0;
    case '<=':
      return compare(first) <= 0;
    case '><':
      return compare(first) >= 0 && compare(second) <= 0;
    case '!><':
      return compare(first) < 0 || compare(second) > 0;
    case '?':
    case '%':
      return has(first);
    case '!%':
      return !has(first);
  }
}

/** Compares two values of a column as the database sorts them; null comes first. */
export function compareColumn(field: FilterField, a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return COMPARE[COLUMNS[field]](a, b);
}

/** The span of whole seconds that the conditions on the start leave, both ends included. */
export function boundsOfStart(conditions: readonly Condition[]): { from: Instant; to: Instant } {
  let from = -Infinity;
  let to = Infinity;
  for (const { field, operator, values } of conditions) {
    if (field !== 'CALL_START_DATE') continue;
    const [first = null, second = null] = values.map(readPortalTime);
    if (first === null) continue;
    if (operator === '>=' || operator === '><' || (operator === '=' && values.length === 1))
      from = Math.max(from, first);
    if (operator === '>') from = Math.max(from, first + SECOND_MS);
    if (operator === '<=' || (operator === '=' && values.length === 1)) to = Math.min(to, first);
    if (operator === '<') to = Math.min(to, first - 1);
    if (operator === '><' && second !== null) to = Math.min(to, second);
  }
  return { from, to };
}

/** The ids that a condition names one by one; null where none does. */
export const idsOf = (conditions: readonly Condition[]): readonly string[] | null =>
  conditions.find(({ field, operator }) => field === 'ID' && operator === '=')?.values ?? null;

/** Whether conditions are on the start alone, as bounds: they can be counted without reading a row. */
export const areBoundsOfStart = (conditions: readonly Condition[]): boolean =>
  conditions.every(
    ({ field, operator, values }) =>
      field === 'CALL_START_DATE' &&
      ['>=', '>', '<=', '<', '><'].includes(operator) &&
      values.every((value) => readPortalTime(value) !== null),
  );

const COMPARE: Readonly<Record<ColumnType, (a: string, b: string) => number>> = {
  integer: (a, b) => compareNumbers(a, b),
  decimal: (a, b) => compareNumbers(a, b),
  time: (a, b) => (readPortalTime(a) ?? 0) - (readPortalTime(b) ?? 0),
  text: (a, b) => {
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    return left < right ? -1 : left > right ? 1 : 0;
  },
};

// What is no number counts as 0, as in MySQL; large integers keep their digits.
function compareNumbers(a: string, b: string): number {
  if (a.length < 15 && b.length < 15) return (Number(a) || 0) - (Number(b) || 0);
  return compareDecimals(readDecimal(a) ?? '0', readDecimal(b) ?? '0');
}
