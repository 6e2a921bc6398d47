import fc from 'fast-check';
import type { CallSession } from '../../../src/domain/call-session.ts';
import {
  FILTER_FIELDS,
  type FilterOperator,
  OPERATORS_OF,
} from '../../../src/providers/bitrix24/calls/filter-fields.ts';
import { rowOf } from '../../../src/providers/bitrix24/calls/row.ts';
import type { VendorFilters } from '../../conformance/matches.ts';

/** Conditions on every field with every operator, compared with what rows have. */
export const BITRIX24_FILTERS: VendorFilters = {
  arbitrary: (calls) =>
    fc
      .array(
        fc.constantFrom(...FILTER_FIELDS.keys()).chain((name) => condition(name, calls)),
        { minLength: 1, maxLength: 2 },
      )
      .map((conditions) => Object.fromEntries(conditions)),
};

function condition(name: string, calls: readonly CallSession[]): fc.Arbitrary<[string, object]> {
  const { field, type } = FILTER_FIELDS.get(name)!;
  const texts = [...new Set(calls.map((call) => rowOf(call)[field]).filter((value) => typeof value === 'string'))];
  const filled = texts.filter((text) => text !== '').slice(0, 40);
  const readers = {
    time: (text: string) => Date.parse(text),
    integer: Number,
    identifier: String,
    decimal: String,
    text: String,
  };
  const value = fc
    .constantFrom(...(filled.length > 0 ? filled : ['7']))
    .map((text) => (type === 'time' && filled.length === 0 ? 0 : readers[type](text)));
  return fc.constantFrom<FilterOperator>(...OPERATORS_OF[type]).chain((operator) => {
    if (operator === 'in') return wrap(name, operator, fc.array(value, { maxLength: 4 }));
    if (operator === 'outside') return wrap(name, operator, fc.record({ min: value, max: value }));
    if (operator === 'contains' || operator === 'notContains')
      return wrap(
        name,
        operator,
        value.map((text) => String(text).slice(1, 5) || String(text)),
      );
    return wrap(name, operator, value);
  });
}

const wrap = (name: string, operator: FilterOperator, value: fc.Arbitrary<unknown>) =>
  value.map((each): [string, object] => [name, { [operator]: each }]);
