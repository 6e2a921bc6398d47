import type { CallFilter } from '../../../src/domain/call-filter.ts';
import { type PreparedFilter, prepareFilter } from '../../../src/domain/prepared-filter.ts';
import { refuseEmptyConditions } from '../../../src/providers/refuse-empty-conditions.ts';
import { listOf, textOrNull } from '../../../src/transport/read-wire.ts';
import type { Parameters } from './client.ts';
import { FILTER_COLUMNS, toFieldName } from './columns.ts';
import { DIRECTIONS, RESULTS, rowOf } from './to-call-session.ts';

/** A filter as it is asked: each value of each column. */
export type CompiledFilter = PreparedFilter & { readonly parameters: Parameters };

/** Fields that the vendor applies, as a rule. */
export const APPLIED_FIELDS = ['direction', 'outcome', 'agentIds', 'vendor'] as const;

/** Says what of a filter the vendor applies exactly, and how it is asked for. */
export function compileFilter(filter: CallFilter): CompiledFilter {
  const { vendor = {} } = filter;
  refuseEmptyConditions(vendor, 'larkspur');
  const own = FILTER_COLUMNS.filter((column) => vendor[toFieldName(column)] !== undefined).map((column) => ({
    column,
    values: listOf(vendor[toFieldName(column)]).map(String),
  }));
  const ours = [
    { field: 'direction', column: 'direction', values: wordsFor(DIRECTIONS, filter.direction) },
    { field: 'outcome', column: 'result', values: wordsFor(RESULTS, filter.outcome) },
    { field: 'agentIds', column: 'user_id', values: filter.agentIds },
  ] as const;
  // What the vendor's own filter asks of a column stands: ours is then left to the caller.
  const applied = ours.filter(({ column, values }) => values && own.every((asked) => asked.column !== column));
  const asked = [...own, ...applied];
  const prepared = prepareFilter(
    filter,
    {
      applied: new Set(['vendor' as const, ...applied.map(({ field }) => field)]),
      isBeyond: asked.some(({ values }) => values?.length === 0),
    },
    { passes: (call) => own.every(({ column, values }) => values.includes(textOrNull(rowOf(call)[column]) ?? '')) },
  );
  const parameters = asked.flatMap(({ column, values = [] }) => values.map((value) => [column, value] as const));
  return { ...prepared, parameters };
}

/** The vendor's words for values of ours; none where they cannot be named, since any new word is UNKNOWN. */
function wordsFor(meanings: Readonly<Record<string, string>>, values?: readonly string[]): string[] | undefined {
  if (values === undefined || values.includes('UNKNOWN')) return undefined;
  return Object.keys(meanings).filter((word) => values.includes(meanings[word] ?? ''));
}
