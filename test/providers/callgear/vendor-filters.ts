import fc from 'fast-check';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { type Column, graphNameOf, isFilterable } from '../../../src/providers/columns/column.ts';
import { CALL_COLUMNS } from '../../../src/providers/callgear/calls/columns.ts';
import { storedRowOf } from '../../../src/providers/callgear/calls/row.ts';
import { conditionKindOf } from '../../../src/providers/callgear/calls/vendor-filter.ts';
import { createWallClock } from '../../../src/time/wall-clock.ts';
import type { VendorFilters } from '../../conformance/matches.ts';

const FILTERABLE = Object.entries(CALL_COLUMNS).filter(([, column]) => isFilterable(column));
const WORDS = {
  number: ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'isEmpty'],
  time: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'isEmpty'],
  text: ['eq', 'ne', 'in', 'contains', 'like', 'regexp', 'isEmpty'],
  word: ['eq', 'ne', 'in', 'isEmpty'],
  boolean: ['eq', 'ne', 'isEmpty'],
  list: ['jsquery'],
} as const;

/** Conditions on every column with every word, nested in and and or, compared with what rows have. */
export const CALLGEAR_FILTERS: VendorFilters = {
  everything: { includeOngoingCalls: true },
  arbitrary(calls) {
    const { filter } = fc.letrec<{ filter: Record<string, unknown> }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 2, depthSize: 'small' },
        fc.constantFrom(...FILTERABLE).chain(([name, column]) => condition(name, column, calls)),
        fc.array(tie('filter'), { maxLength: 3 }).map((or) => ({ or })),
        fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map((and) => ({ and })),
      ),
    }));
    return fc
      .tuple(filter, fc.boolean())
      .map(([own, isWhole]) => (isWhole ? { ...own, includeOngoingCalls: true } : own));
  },
};

function condition(name: string, column: Column, calls: readonly CallSession[]) {
  const kind = conditionKindOf(column);
  const rows = calls.map(storedRowOf);
  const sent = [...new Set(rows.map(({ columns }) => columns[name]).filter((value) => value != null && value !== ''))];
  const values = sent.length > 0 ? sent.slice(0, 40) : [kind === 'boolean' ? true : kind === 'number' ? 7 : 'seven'];
  const zone = createWallClock(rows[0]!.timeZone);
  const value = fc.constantFrom(...values).map((one) => {
    if (kind === 'time') return zone.toInstant(one) ?? 0;
    return kind === 'number' || kind === 'boolean' ? one : String(one);
  });
  const part = value.map((one) => String(one).slice(1, 4) || '7');
  return fc.constantFrom(...WORDS[kind]).chain((word): fc.Arbitrary<Record<string, unknown>> => {
    const operand: fc.Arbitrary<unknown> =
      word === 'isEmpty'
        ? fc.boolean()
        : word === 'in'
          ? fc.array(value, { maxLength: 3 })
          : word === 'contains'
            ? part
            : word === 'like'
              ? fc.tuple(part, fc.constantFrom('%', '')).map(([text, end]) => `%${text}${end}`)
              : word === 'regexp'
                ? fc.constant('^[a-m]')
                : word === 'jsquery'
                  ? fc.constant('#.employee_id = 391018')
                  : value;
    return operand.map((each) => ({ [graphNameOf(name)]: { [word]: each } }));
  });
}
