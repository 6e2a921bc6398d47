import { z } from 'zod';
import {
  type CallFilter,
  CallFilterError,
  type CallFilterField,
  type VendorFilter,
  matchesNothing,
} from '../../../src/domain/call-filter.ts';
import { type PreparedFilter, prepareFilter } from '../../../src/domain/prepared-filter.ts';
import { refuseEmptyConditions } from '../../../src/providers/refuse-empty-conditions.ts';
import { toSentence } from '../../../src/providers/to-sentence.ts';
import { textOrNull } from '../../../src/transport/read-wire.ts';
import { FILTER_COLUMNS, toFieldName } from './columns.ts';
import { DIRECTIONS, RESULTS, rowOf } from './to-call-session.ts';

/** A filter as it is asked: the values of each column. */
export type CompiledFilter = PreparedFilter & { readonly parameters: Readonly<Record<string, readonly string[]>> };

/** Fields that the vendor applies, as a rule. */
export const APPLIED_FIELDS: readonly CallFilterField[] = ['direction', 'outcome', 'agentIds', 'vendor'];

/** Longer lists are left to the caller: an address of the web has an end. */
const MOST_VALUES = 100;

/** Says what of a filter the vendor applies exactly, and how it is asked for. */
export function compileFilter(filter: CallFilter): CompiledFilter {
  const own = readVendorFilter(filter.vendor ?? {});
  const parameters: Record<string, readonly string[]> = { ...own };
  const applied = new Set<CallFilterField>(filter.vendor === undefined ? [] : ['vendor']);
  const apply = (field: CallFilterField, column: string, words: readonly string[] | null): void => {
    // Where the vendor's own filter speaks of a column, our field is left to the caller.
    if (words === null || words.length > MOST_VALUES || column in parameters) return;
    parameters[column] = words;
    applied.add(field);
  };
  apply('direction', 'direction', wordsFor(DIRECTIONS, filter.direction));
  apply('outcome', 'result', wordsFor(RESULTS, filter.outcome));
  apply('agentIds', 'user_id', filter.agentIds ?? null);
  const prepared = prepareFilter(
    filter,
    {
      applied,
      matchesNothing: matchesNothing(filter) || Object.values(parameters).some((values) => values.length === 0),
    },
    {
      passes: (call) =>
        Object.entries(own).every(([column, values]) => values.includes(textOrNull(rowOf(call)[column]) ?? '')),
    },
  );
  return { ...prepared, parameters };
}

/** The vendor's words for values of ours; null where they cannot be named, as any new word is UNKNOWN. */
function wordsFor(words: Readonly<Record<string, string>>, values: readonly string[] | undefined): string[] | null {
  if (values === undefined || values.includes('UNKNOWN')) return null;
  return Object.keys(words).filter((word) => values.includes(words[word] ?? ''));
}

const values = z
  .array(z.union([z.int(), z.string().refine((text) => text.trim() !== '', 'a blank text is no value')]))
  .max(MOST_VALUES, `at most ${MOST_VALUES} values`)
  .optional();
const vendorFilter = z.strictObject(Object.fromEntries(FILTER_COLUMNS.map((column) => [toFieldName(column), values])));

/** Reads the vendor's part of a filter: values of columns. Throws for what the vendor would ignore or misread. */
function readVendorFilter(input: VendorFilter): Record<string, readonly string[]> {
  refuseEmptyConditions(input, 'larkspur');
  const checked = vendorFilter.safeParse(input);
  if (!checked.success) {
    const [{ path, message } = { path: [], message: '' }] = checked.error.issues;
    throw new CallFilterError('BAD_FILTER', toSentence(`larkspur.${path.join('.')}: ${message}`));
  }
  return Object.fromEntries(
    FILTER_COLUMNS.flatMap((column) => {
      const wanted = checked.data[toFieldName(column)];
      return wanted === undefined ? [] : [[column, wanted.map(String)]];
    }),
  );
}
