import { type Column, type Columns, hasFlag } from './column.ts';
import { writeLossless } from './lossless-json.ts';
import { RpcFault } from './rpc-fault.ts';

/** A filter of a request, checked: whether a row passes, and the ids it narrows a column to, where it does. */
export type RowFilter<Row> = {
  /** Whether it lets everything through. */
  readonly isEmpty: boolean;
  passes(row: Row): boolean;
  /** The values a column is limited to by `=` or `in`; null where the filter leaves it open. */
  wanted(column: string): readonly unknown[] | null;
};

type Test<Row> = { readonly passes: (row: Row) => boolean; readonly wanted: ReadonlyMap<string, readonly unknown[]> };

/** Checks a filter against the columns of its report, as strictly as the vendor does. */
export function readRowFilter<Row>(filter: unknown, columns: Columns<Row>): RowFilter<Row> {
  if (filter == null || (isObject(filter) && Object.keys(filter).length === 0))
    return { isEmpty: true, passes: () => true, wanted: () => null };
  const test = readNode(filter, columns);
  return { isEmpty: false, passes: test.passes, wanted: (column) => test.wanted.get(column) ?? null };
}

const NO_IDS: ReadonlyMap<string, readonly unknown[]> = new Map();

function readNode<Row>(node: unknown, columns: Columns<Row>): Test<Row> {
  if (!isObject(node)) throw new RpcFault('data_type_error', { field: 'filter', value: node });
  return 'filters' in node || 'condition' in node ? readTree(node, columns) : readSimple(node, columns);
}

function readTree<Row>(node: Record<string, unknown>, columns: Columns<Row>): Test<Row> {
  refuseUnknownKeys(node, ['filters', 'condition']);
  const { filters, condition } = node;
  if (!Array.isArray(filters) || filters.length === 0)
    throw new RpcFault('data_type_error', { field: 'filter.filters' });
  if (condition !== 'and' && condition !== 'or')
    throw new RpcFault('invalid_parameter_value', { field: 'filter.condition', value: condition });
  const tests = filters.map((part) => readNode(part, columns));
  return condition === 'and'
    ? {
        passes: (row) => tests.every((test) => test.passes(row)),
        wanted: new Map(tests.flatMap((test) => [...test.wanted])),
      }
    : { passes: (row) => tests.some((test) => test.passes(row)), wanted: NO_IDS };
}

function readSimple<Row>(node: Record<string, unknown>, columns: Columns<Row>): Test<Row> {
  refuseUnknownKeys(node, ['field', 'operator', 'value']);
  const name = String(node.field);
  const column = columns[name];
  if (!column) throw new RpcFault('unexpected_parameters', { field: `filter.${name}`, value: name });
  if (!hasFlag(column, 'F')) throw new RpcFault('filter_prohibited', { field: `filter.${name}`, value: name });
  const operator = String(node.operator);
  if (!OPERATORS[column.type].includes(operator))
    throw new RpcFault('invalid_parameter_value', { field: 'filter.operator', value: operator });
  const value = node.value ?? null;
  for (const one of operator === 'in' ? asList(value) : [value]) checkValue(one, column, name, operator);
  const wanted = operator === '=' ? [value] : operator === 'in' ? asList(value) : null;
  const passes = testOf(operator, value);
  return { passes: (row) => passes(column.read(row)), wanted: wanted ? new Map([[name, wanted]]) : NO_IDS };
}

const OPERATORS: Readonly<Record<Column<never>['type'], readonly string[]>> = {
  number: ['=', '!=', '<', '>', '<=', '>=', 'in'],
  iso8601: ['=', '!=', '<', '>', '<=', '>='],
  string: ['=', '!=', 'like', 'regexp', 'in'],
  enum: ['=', '!=', 'in'],
  boolean: ['=', '!='],
  array: ['jsquery'],
  object: ['jsquery'],
};

function checkValue<Row>(value: unknown, column: Column<Row>, name: string, operator: string): void {
  const fault = (mnemonic: 'data_type_error' | 'invalid_parameter_value') =>
    new RpcFault(mnemonic, { field: `filter.${name}`, value });
  if (value === null) {
    if (operator === '=' || operator === '!=') return;
    throw fault('data_type_error');
  }
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  if (
    column.type === 'number'
      ? !isNumber
      : column.type === 'boolean'
        ? typeof value !== 'boolean'
        : typeof value !== 'string'
  )
    throw fault('data_type_error');
  if (column.type === 'enum' && !(column.values as readonly unknown[] | undefined)?.includes(value))
    throw fault('invalid_parameter_value');
  if (column.type === 'iso8601' && !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value as string))
    throw fault('invalid_parameter_value');
}

function testOf(operator: string, asked: unknown): (value: unknown) => boolean {
  switch (operator) {
    case '=':
      return (value) => isSame(value, asked);
    // As in SQL, a row without a value passes no test but the one for having none.
    case '!=':
      return (value) => (asked === null ? value !== null : value !== null && !isSame(value, asked));
    case 'in':
      return (value) => asList(asked).some((one) => isSame(value, one));
    case 'like':
      return textTest(new RegExp(`^${String(asked).split('%').map(escaped).join('.*')}$`, 's'));
    case 'regexp':
      return textTest(readPattern(String(asked)));
    case 'jsquery':
      return readJsquery(String(asked));
    default:
      return (value) => value !== null && value !== undefined && compares(operator, order(value, asked));
  }
}

const textTest = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function readPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new RpcFault('invalid_parameter_value', { field: 'filter.value', value: pattern });
  }
}

/** The small part of jsquery that this vendor's arrays are asked with: `#.field = value` and `# = value`. */
function readJsquery(query: string): (value: unknown) => boolean {
  const match = /^#(?:\.(\w+))?\s*=\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)$/.exec(query.trim());
  if (!match) throw new RpcFault('invalid_parameter_value', { field: 'filter.value', value: query });
  const [, field, literal = 'null'] = match;
  const asked: unknown = JSON.parse(literal);
  const read = (item: unknown) => (field === undefined ? item : isObject(item) ? (item[field] ?? null) : undefined);
  return (value) => Array.isArray(value) && value.some((item) => isSame(read(item), asked));
}

const compares = (operator: string, difference: number): boolean =>
  operator === '<'
    ? difference < 0
    : operator === '>'
      ? difference > 0
      : operator === '<='
        ? difference <= 0
        : difference >= 0;

type Comparable = number | bigint | string;

/** Compares as the vendor does; numbers and bigints as numbers. */
export function order(a: unknown, b: unknown): number {
  const [left, right] = [a as Comparable, b as Comparable];
  return left < right ? -1 : left > right ? 1 : 0;
}

// An id may be sent as a number or as text; both name the same row.
const isSame = (value: unknown, asked: unknown): boolean =>
  value === null || asked === null || value === undefined ? value === asked : textOf(value) === textOf(asked);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : writeLossless(value));

const asList = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new RpcFault('data_type_error', { field: 'filter.value', value });
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuseUnknownKeys(node: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(node).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new RpcFault('unexpected_parameters', { field: `filter.${unknown}`, value: unknown });
}
