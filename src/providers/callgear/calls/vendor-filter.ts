import { CallFilterError, type VendorFilter } from '../../../domain/call-filter.ts';
import { refuseReversed } from '../../../domain/refuse-reversed.ts';
import { refuseEmptyConditions } from '../../refuse-empty-conditions.ts';
import { chunksOf } from '../../chunks-of.ts';
import { type Column, graphNameOf, isFilterable } from '../../columns/column.ts';
import { MOST_ITEMS, isOneOf } from '../api/ask-in-parts.ts';
import { CALL_COLUMNS } from './columns.ts';
import { wordsInsteadOf } from './closed-words.ts';
import type { WireFilter, WireOperator } from '../api/wire.ts';

/** A filter that may also be known to let everything or nothing through, before anybody is asked. */
export type Compiled = WireFilter | 'everything' | 'nothing';

/** A time to compare with: it is written as wall time of the account's zone when it is sent. */
export type Moment = { readonly moment: number };

/** Whether a value of a test is a time. */
export const isMoment = (value: unknown): value is Moment =>
  typeof value === 'object' && value !== null && 'moment' in value;

/** The parameter that is no condition: calls that have not ended are listed too. */
export const INCLUDE_ONGOING = 'includeOngoingCalls';

/** Where the vendor's own filter stands in a request. */
const ROOT = 'callgear';

/**
 * Compiles the vendor's own filter: fields are joined by and, `and` and `or` nest. Refuses what the vendor does not know
 * for a column, rather than let it be misread.
 */
export function compileVendorFilter(filter: VendorFilter): Compiled {
  refuseEmptyConditions(filter, ROOT);
  const compiled = compileFields(filter, ROOT);
  const conditions = conditionsIn(compiled);
  if (conditions > MAX_CONDITIONS)
    throw new CallFilterError(
      'UNSUPPORTED_FILTER',
      `${ROOT}: this filter has ${conditions} conditions, and ${MAX_CONDITIONS} are allowed. Give several values to one condition (in).`,
    );
  return compiled;
}

/** Branches of branches double with each level, and the whole filter is compiled and sent for every page. */
const MAX_CONDITIONS = 200;

const conditionsIn = (filter: Compiled): number =>
  typeof filter === 'object' && 'filters' in filter
    ? filter.filters.reduce((sum, part) => sum + conditionsIn(part), 0)
    : 1;

/** Joins filters; what lets everything or nothing through decides or disappears. */
export function join(parts: readonly Compiled[], condition: 'and' | 'or'): Compiled {
  const [decisive, neutral] =
    condition === 'and' ? (['nothing', 'everything'] as const) : (['everything', 'nothing'] as const);
  if (parts.includes(decisive)) return decisive;
  const filters = parts.filter((part) => part !== 'everything' && part !== 'nothing');
  const [only] = filters;
  if (only === undefined) return neutral;
  return filters.length === 1 ? only : { filters, condition };
}

/** One of some values, however many: no list is longer than the vendor is trusted with. */
export const oneOf = (field: string, values: readonly unknown[]): Compiled =>
  join(
    chunksOf(values, MOST_ITEMS).map((some) => isOneOf(field, some)),
    'or',
  );

function compileFields(filter: VendorFilter, path: string): Compiled {
  const parts = Object.entries(filter).flatMap(([name, value]): Compiled[] => {
    const place = `${path}.${name}`;
    if (value === undefined) return [];
    if (name === INCLUDE_ONGOING) {
      if (path === ROOT) return [];
      const why = `it is no condition but says what is listed at all: write it once, as ${ROOT}.${INCLUDE_ONGOING}`;
      throw new CallFilterError('UNSUPPORTED_FILTER', `${place}: ${why}.`);
    }
    if (name === 'and' || name === 'or') {
      const branches = listAt(value, place).map((branch, index) =>
        compileFields(recordAt(branch, place), `${place}[${index}]`),
      );
      return [join(branches, name)];
    }
    const found = FILTERABLE.get(name);
    if (!found)
      throw new CallFilterError('UNSUPPORTED_FILTER', `${place}: CallGear filters calls by no field of this name.`);
    return compileCondition(found, recordAt(value, place), place);
  });
  return join(parts, 'and');
}

type Named = { readonly field: string; readonly column: Column };

const FILTERABLE: ReadonlyMap<string, Named> = new Map(
  Object.entries(CALL_COLUMNS)
    .filter(([, column]) => isFilterable(column))
    .map(([field, column]) => [graphNameOf(field), { field, column }]),
);

/** The words of a condition, as far as the vendor has an operator for them. */
const ORDERED = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const EQUAL = { eq: '=', ne: '!=' } as const;
const LISTED = { in: 'in' } as const;

/** What each kind of column can be asked, in the words of a condition. */
const CONDITION_WORDS = {
  number: { ...ORDERED, ...LISTED, isEmpty: '=' },
  time: { ...ORDERED, isEmpty: '=' },
  text: { ...EQUAL, ...LISTED, contains: 'like', like: 'like', regexp: 'regexp', isEmpty: '=' },
  word: { ...EQUAL, ...LISTED, isEmpty: '=' },
  boolean: { ...EQUAL, isEmpty: '=' },
  list: { jsquery: 'jsquery' },
} as const satisfies Record<string, Readonly<Record<string, WireOperator>>>;

/** Which of these a column is. */
export function conditionKindOf(column: Column): keyof typeof CONDITION_WORDS {
  if (column.isNumber) return 'number';
  const { type } = column;
  if (type === 'rows' || type === 'texts') return 'list';
  return type === 'time' || type === 'word' || type === 'boolean' ? type : 'text';
}

function compileCondition(
  { field, column }: Named,
  condition: Readonly<Record<string, unknown>>,
  path: string,
): Compiled[] {
  const kind = conditionKindOf(column);
  const words: Readonly<Record<string, WireOperator>> = CONDITION_WORDS[kind];
  refuseReversed(condition.gte ?? condition.gt, condition.lte ?? condition.lt, path);
  return Object.entries(condition).flatMap(([word, value]): Compiled[] => {
    if (value === undefined) return [];
    const operator = words[word];
    if (operator === undefined) {
      const known = Object.keys(words).join(', ');
      throw new CallFilterError('UNSUPPORTED_FILTER', `${path}.${word}: CallGear knows only ${known} for ${field}.`);
    }
    const read = (one: unknown) => {
      const value = readValue(one, column, `${path}.${word}`);
      refuseUnknownWord(field, value, `${path}.${word}`);
      return value;
    };
    if (word === 'isEmpty') return [{ field, operator: value === true ? '=' : '!=', value: null }];
    if (word === 'in') {
      const values = listAt(value, `${path}.in`).map(read);
      return [values.length === 0 ? 'nothing' : { field, operator, value: values }];
    }
    if (word === 'contains') return [containing(field, String(read(value)))];
    return [{ field, operator, value: kind === 'list' ? textAt(value, `${path}.${word}`) : read(value) }];
  });
}

/** Characters that mean something to `like` are looked for by a pattern that takes them as they are. */
function containing(field: string, text: string): WireFilter {
  if (!/[%_\\]/.test(text)) return { field, operator: 'like', value: `%${text}%` };
  return { field, operator: 'regexp', value: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') };
}

function readValue(value: unknown, column: Column, path: string): unknown {
  const refuse = (wanted: string) =>
    new CallFilterError('BAD_FILTER', `${path}: ${JSON.stringify(value)} is no ${wanted}.`);
  if (column.type === 'boolean') {
    if (typeof value !== 'boolean') throw refuse('true or false');
    return value;
  }
  if (column.type === 'time') {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse('moment');
    return { moment: value } satisfies Moment;
  }
  if (!column.isNumber) return textAt(value, path);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (/^-?\d{1,19}$/.test(text)) return BigInt(text);
  if (column.type === 'id' || !/^-?\d+(\.\d+)?$/.test(text))
    throw refuse(column.type === 'id' ? 'id of digits' : 'number');
  return Number(text);
}

/** The vendor takes no word for another: of one that it does not know it finds nothing, or refuses everything. */
function refuseUnknownWord(field: string, value: unknown, path: string): void {
  const words = typeof value === 'string' ? wordsInsteadOf(field, value) : null;
  if (words === null) return;
  const known = `CallGear knows no ${field} ${JSON.stringify(value)}, only ${words.join(', ')}`;
  throw new CallFilterError('UNSUPPORTED_FILTER', `${path}: ${known}.`);
}

function textAt(value: unknown, path: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new CallFilterError('BAD_FILTER', `${path}: ${JSON.stringify(value)} is no text.`);
}

function listAt(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new CallFilterError('BAD_FILTER', `${path}: ${JSON.stringify(value)} is no list.`);
}

function recordAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new CallFilterError('BAD_FILTER', `${path}: ${JSON.stringify(value)} is no condition.`);
}
