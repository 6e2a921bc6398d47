import { CallFilterError, type VendorFilter } from '../../../domain/call-filter.ts';
import { type Instant, SECOND_MS, ceilToSecond, floorToSecond } from '../../../time/instant.ts';
import { readDecimal } from '../../../domain/money.ts';
import { refuseReversed } from '../../../domain/refuse-reversed.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { refuseEmptyConditions } from '../../refuse-empty-conditions.ts';
import {
  type SentCondition,
  FILTER_FIELDS,
  type FilterOperator,
  type FilterType,
  OPERATORS_OF,
} from './filter-fields.ts';
import { isDecided } from './meets-filter.ts';

/** The vendor's own filter, read: what is sent, and the starts it leaves. */
export type VendorConditions = {
  readonly conditions: readonly SentCondition[];
  /** Bounds on CALL_START_DATE: they narrow the range that is listed. */
  readonly range: TimeRange;
  /** Conditions whose answer a row does not give, by their path: see isDecided. */
  readonly undecided: readonly string[];
  /** True where a list of values is empty. The vendor would drop that condition and answer with everything. */
  readonly matchesNothing: boolean;
};

/**
 * Reads the vendor's own filter. Throws CallFilterError for whatever the vendor would ignore or misread: a field or an
 * operator it does not know, a condition that says nothing, a value of another type, empty text, a search that it would
 * take for a pattern.
 */
export function readVendorConditions(filter: VendorFilter): VendorConditions {
  refuseEmptyConditions(filter, 'bitrix24');
  const conditions: SentCondition[] = [];
  const undecided: string[] = [];
  let range: TimeRange = { from: -Infinity, to: Infinity };
  for (const [name, condition] of Object.entries(filter)) {
    if (condition === undefined) continue;
    const known = FILTER_FIELDS.get(name);
    if (!known) throw unsupported(`bitrix24.${name}`, 'Bitrix24 has no such field to filter by');
    const { field, type } = known;
    const operators = recordOf(condition);
    if (type !== 'text') refuseReversedRanges(operators, `bitrix24.${name}`);
    for (const [operator, value] of Object.entries(operators)) {
      if (value === undefined) continue;
      const path = `bitrix24.${name}.${operator}`;
      if (!isOperatorOf(type, operator))
        throw unsupported(
          path,
          `Bitrix24 knows no such operator for this field; it knows ${OPERATORS_OF[type].join(', ')}`,
        );
      const values = readValues(operator, type, value, path);
      const bound = type === 'time' ? toBound(operator, Number(values[0])) : null;
      if (bound === null) {
        const condition = { field, type, operator, values };
        conditions.push(condition);
        if (!isDecided(condition)) undecided.push(path);
      } else range = { from: Math.max(range.from, bound.from), to: Math.min(range.to, bound.to) };
    }
  }
  return {
    conditions,
    range,
    undecided,
    matchesNothing: conditions.some(({ values }) => values.length === 0) || range.from >= range.to,
  };
}

function refuseReversedRanges({ gt, gte = gt, lt, lte = lt, outside }: Operators, path: string): void {
  const { min, max } = recordOf(outside);
  refuseReversed(gte, lte, path);
  refuseReversed(min, max, `${path}.outside`);
}

type Operators = Readonly<Record<string, unknown>>;

const isOperatorOf = (type: FilterType, operator: string): operator is FilterOperator =>
  OPERATORS_OF[type].some((known) => known === operator);

function readValues(operator: FilterOperator, type: FilterType, value: unknown, path: string): string[] {
  if (operator === 'in') {
    if (!Array.isArray(value)) throw unsupported(path, 'a list of values is needed');
    return value.map((item) => readValue(type, item, path));
  }
  if (operator === 'outside') {
    const { min, max } = recordOf(value);
    return [readValue(type, min, `${path}.min`), readValue(type, max, `${path}.max`)];
  }
  const text = readValue(type, value, path);
  // The vendor's LIKE may take these for wildcards: "has" then finds too much, which is cut here; "has not" too little.
  if (operator === 'notContains' && /[%_\\]/.test(text))
    throw unsupported(path, 'Bitrix24 may take "%", "_" and "\\" for wildcards and would leave out more than asked');
  return [text];
}

function readValue(type: FilterType, value: unknown, path: string): string {
  const text = READERS[type](value);
  if (text === null)
    throw unsupported(path, `${EXPECTED[type]} is needed, and ${JSON.stringify(value) ?? 'nothing'} is none`);
  return text;
}

const READERS: Readonly<Record<FilterType, (value: unknown) => string | null>> = {
  identifier: (value) => (/^\d{1,20}$/.test(String(value)) ? String(value) : null),
  integer: (value) => (Number.isSafeInteger(value) ? String(value) : null),
  decimal: readDecimal,
  time: (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : null),
  text: (value) => (typeof value === 'string' && value.trim() !== '' ? value : null),
};

const EXPECTED: Readonly<Record<FilterType, string>> = {
  identifier: 'an id of digits',
  integer: 'a whole number',
  decimal: 'a decimal number',
  time: 'a time',
  text: 'text that is not empty',
};

/** The whole seconds that a bound on the start leaves; null for an operator that is no bound. */
function toBound(operator: FilterOperator, at: Instant): TimeRange | null {
  const next = floorToSecond(at) + SECOND_MS;
  switch (operator) {
    case 'eq':
      // No call starts between two seconds.
      return at === floorToSecond(at) ? { from: at, to: next } : { from: at, to: at };
    case 'gt':
      return { from: next, to: Infinity };
    case 'gte':
      return { from: ceilToSecond(at), to: Infinity };
    case 'lt':
      return { from: -Infinity, to: ceilToSecond(at) };
    case 'lte':
      return { from: -Infinity, to: next };
    default:
      return null;
  }
}

const unsupported = (path: string, reason: string): CallFilterError =>
  new CallFilterError('UNSUPPORTED_FILTER', `${path}: ${reason}.`);
