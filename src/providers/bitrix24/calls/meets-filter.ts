import { compareDecimals, readDecimal } from '../../../domain/money.ts';
import { onceFor } from '../../../domain/once-for.ts';
import { textOrNull, withoutTrailing } from '../../../transport/read-wire.ts';
import type { SentCondition, FilterOperator, FilterType } from './filter-fields.ts';
import { LINKS } from './to-kept.ts';
import type { FilterableField, StatisticsRow } from './columns.ts';
import { instantOrNull } from '../../columns/read-cell.ts';

/**
 * Whether a row that came back can be meant by a condition that was sent: the vendor drops conditions in silence, so each
 * row is looked at again. Where databases differ (the order of texts, what an empty field is unequal to), the vendor's
 * answer stands.
 */
export function meetsCondition(row: StatisticsRow, condition: SentCondition): boolean {
  const { field, type, operator, values } = condition;
  const value = textOrNull(row[field]);
  if (value === null) return MAY_KEEP_EMPTY.includes(operator) || (row[field] === '' && IN_ORDER.includes(operator));
  const compare = (other: string | undefined): number => COMPARE[type](value, other ?? '');
  const [first, second] = values;
  switch (operator) {
    case 'eq':
    case 'in':
      return keysOf(condition).has(toKey(type, value));
    case 'ne':
      return compare(first) !== 0;
    case 'contains':
      return fold(value).includes(fold(first ?? ''));
    case 'notContains':
      return !fold(value).includes(fold(first ?? ''));
    case 'gt':
      return type === 'text' || compare(first) > 0;
    case 'gte':
      return type === 'text' || compare(first) >= 0;
    case 'lt':
      return type === 'text' || compare(first) < 0;
    case 'lte':
      return type === 'text' || compare(first) <= 0;
    case 'outside':
      return type === 'text' || compare(first) < 0 || compare(second) > 0;
  }
}

/** The values of a condition as `toKey` has them: each row is looked up in them. */
const keysOf = onceFor(({ type, values }: SentCondition) => new Set(values.map((value) => toKey(type, value))));

/** Equal values have equal keys. */
function toKey(type: FilterType, value: string): string {
  if (type === 'text') return fold(value);
  if (type === 'time') return String(instantOrNull(value) ?? Number(value));
  const decimal = readDecimal(value) ?? '0';
  const shortest = decimal.includes('.') ? withoutTrailing(withoutTrailing(decimal, '0'), '.') : decimal;
  return shortest === '-0' ? '0' : shortest;
}

/** Whether a row tells all that a condition asks: not where databases differ, nor of links, which are not kept whole. */
export const isDecided = ({ field, type, operator }: SentCondition): boolean =>
  !LINKS.has(field) &&
  !(MAY_KEEP_EMPTY.includes(operator) && !NEVER_EMPTY.has(field)) &&
  !(type === 'text' && (IN_ORDER.includes(operator) || operator === 'outside'));

/** Columns that the vendor documents as never null. */
const NEVER_EMPTY: ReadonlySet<FilterableField> = new Set([
  'ID',
  'CALL_ID',
  'PHONE_NUMBER',
  'CALL_TYPE',
  'CALL_DURATION',
  'CALL_START_DATE',
]);

const MAY_KEEP_EMPTY: readonly FilterOperator[] = ['ne', 'notContains', 'outside'];
/** Empty text has a place in the order of texts, null has none. */
const IN_ORDER: readonly FilterOperator[] = ['gt', 'gte', 'lt', 'lte'];

const COMPARE: Readonly<Record<FilterType, (value: string, other: string) => number>> = {
  identifier: (value, other) => compareNumbers(value, other),
  integer: (value, other) => compareNumbers(value, other),
  decimal: (value, other) => compareNumbers(value, other),
  time: (value, other) => (instantOrNull(value) ?? NaN) - Number(other),
  text: (value, other) => (fold(value) === fold(other) ? 0 : 1),
};

const compareNumbers = (value: string, other: string): number =>
  compareDecimals(readDecimal(value) ?? '0', readDecimal(other) ?? '0');

/** Text as the vendor's database compares it: without case, accents and trailing blanks. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();
