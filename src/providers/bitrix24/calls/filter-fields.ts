import { type Column, graphNameOf, isFilterable } from '../../columns/column.ts';
import { COLUMNS, type FilterableField } from './columns.ts';

/**
 * The vendor's prefix of each operator. It drops a condition whose prefix or field it does not know and then answers
 * with everything: nothing outside these two lists can be written down here. ">=" with "<=" says what "><" would.
 */
const PREFIXES = {
  eq: '=',
  ne: '!',
  in: '',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  contains: '%',
  notContains: '!%',
  outside: '!><',
} as const;

/** A condition's operator, as the graph spells it. */
export type FilterOperator = keyof typeof PREFIXES;
const FILTER_OPERATORS = Object.keys(PREFIXES) as readonly FilterOperator[];

/** What a field of the filter holds. Identifiers are whole numbers that may be too long for a double. */
export type FilterType = 'identifier' | 'integer' | 'decimal' | 'time' | 'text';

const COMPARING = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'outside'] as const;

/** The operators that mean something for a type of value: searching within is for text. */
export const OPERATORS_OF: Readonly<Record<FilterType, readonly FilterOperator[]>> = {
  identifier: COMPARING,
  integer: COMPARING,
  decimal: COMPARING,
  time: COMPARING,
  text: FILTER_OPERATORS,
};

/** Which of these a column holds, as the vendor compares it. */
function filterTypeOf({ type, isNumber }: Column): FilterType {
  if (type === 'time' || type === 'decimal') return type;
  return isNumber ? (type === 'id' ? 'identifier' : 'integer') : 'text';
}

type FilterField = { readonly field: FilterableField; readonly type: FilterType };

/** Every column the vendor filters by, by our name for it. */
export const FILTER_FIELDS: ReadonlyMap<string, FilterField> = new Map(
  Object.entries(COLUMNS).flatMap(([name, column]) =>
    isFilterable(column)
      ? [[graphNameOf(name), { field: name as FilterableField, type: filterTypeOf(column) }] as const]
      : [],
  ),
);

/** One condition on one field, ready to be sent: times are instants still. */
export type SentCondition = {
  readonly field: FilterableField;
  readonly type: FilterType;
  readonly operator: FilterOperator;
  /** One value; several under "in", two under "outside". */
  readonly values: readonly string[];
};

/** The key a condition has in the vendor's FILTER. */
export const keyOf = ({ field, operator }: SentCondition): string => PREFIXES[operator] + field;
