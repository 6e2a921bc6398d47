import { wallClockOf } from '../../../time/wall-clock.ts';
import { compareDecimals, readDecimal } from '../../../domain/money.ts';
import type { RowTest } from '../../../domain/prepared-filter.ts';
import { booleanOrNull, lookUp, textOrNull } from '../../../transport/read-wire.ts';
import type { CallRow, StoredRow, WireFilter } from '../api/wire.ts';
import { graphNameOf } from '../../columns/column.ts';
import { storedRowOf } from './row.ts';
import { type Compiled, isMoment } from './vendor-filter.ts';

/** Makes a test of rows of what is sent to the vendor. */
export function testRows(filter: Compiled): RowTest {
  const simple = filter === 'everything' || filter === 'nothing' ? [] : simpleTestsOf(filter);
  return {
    passes: (call) => filter === 'everything' || (filter !== 'nothing' && meets(storedRowOf(call), filter)),
    reads: { details: new Set(simple.map(({ field }) => graphNameOf(field))) },
    undecided: simple
      .filter((test) => !isDecided(test))
      .map(({ field, operator }) => `callgear.${graphNameOf(field)} (${operator})`),
  };
}

type SimpleTest = Extract<WireFilter, { readonly field: string }>;

const simpleTestsOf = (filter: WireFilter): SimpleTest[] =>
  'filters' in filter ? filter.filters.flatMap(simpleTestsOf) : [filter];

/** It is not documented what a negative test makes of rows without a value, and patterns are PostgreSQL's. */
function isDecided({ operator, value }: SimpleTest): boolean {
  if (operator === '!=') return value === null;
  if (operator === 'like') return !/[_\\]/.test(textOrNull(value) ?? '');
  return operator !== 'regexp' && operator !== 'jsquery';
}

function meets(row: StoredRow<CallRow>, test: WireFilter): boolean {
  if ('filters' in test)
    return test.condition === 'and'
      ? test.filters.every((one) => meets(row, one))
      : test.filters.some((one) => meets(row, one));
  const { operator, value: asked } = test;
  const value = row.columns[test.field] ?? null;
  if (asked === null) return (value === null) === (operator === '=');
  if (value === null) return false;
  if (operator === 'in') return (asked as readonly unknown[]).some((one) => compare(value, one, row) === 0);
  if (operator === 'like') return fits(textOrNull(value), textOrNull(asked));
  const holds = lookUp(COMPARISONS, operator);
  if (holds === undefined) throw new TypeError(`${test.field} ${operator} is decided by the vendor alone`);
  return holds(compare(value, asked, row));
}

const COMPARISONS: Readonly<Partial<Record<string, (order: number) => boolean>>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** NaN, which meets no test, where a value has another form than what it is compared with. */
function compare(value: unknown, asked: unknown, { timeZone }: StoredRow<CallRow>): number {
  if (typeof asked === 'boolean') return booleanOrNull(value) === asked ? 0 : NaN;
  if (isMoment(asked)) return compareTexts(textOrNull(value), wallClockOf(timeZone).toWall(asked.moment));
  if (typeof asked === 'string') return compareTexts(textOrNull(value), asked);
  const [left, right] = [readDecimal(value), readDecimal(String(asked))];
  return left === null || right === null ? NaN : compareDecimals(left, right);
}

const compareTexts = (value: string | null, asked: string): number =>
  value === null ? NaN : value === asked ? 0 : value < asked ? -1 : 1;

/** Whether a text fits a pattern in which "%" stands for any characters. */
function fits(text: string | null, pattern: string | null): boolean {
  if (text === null || pattern === null) return false;
  const [first = '', ...others] = pattern.split('%');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
