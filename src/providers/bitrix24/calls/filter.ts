import {
  type CallFilter,
  type CallFilterField,
  type PublishedFilterField,
  fieldsOf,
  matchesFilter,
  matchesNothing,
} from '../../../domain/call-filter.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { type PreparedFilter, prepareFilter } from '../../../domain/prepared-filter.ts';
import { type TimeRange, isWithin } from '../../../time/time-range.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import type { SentCondition } from './filter-fields.ts';
import { meetsCondition } from './meets-filter.ts';
import { spellingsOf } from './number-spellings.ts';
import { OUTCOMES, TYPES } from './to-call-session.ts';
import { hasRecording } from '../media/to-recording.ts';
import { isNativeId } from './row.ts';
import { readVendorConditions } from './vendor-filter.ts';
import type { FilterableField } from './columns.ts';

/** A filter, ready for the vendor. */
export type CompiledFilter = PreparedFilter & {
  /**
   * What is sent: conditions that hold together, no two with the same field and operator. Two lists of them where a
   * number may be on either side: the vendor knows no "or", so each is asked and the calls of both are meant.
   */
  readonly alternatives: readonly (readonly SentCondition[])[];
  /** The starts it leaves. */
  readonly range: TimeRange;
  /** Whether the vendor's totals count the calls that `accepts` lets through. */
  readonly isCountExact: boolean;
  /** Whether a call that came back is one that was asked for. */
  readonly accepts: (call: CallSession) => boolean;
};

/** Fields the vendor applies as a rule; it can say nothing of recordings. */
export const APPLIED_FIELDS: readonly PublishedFilterField[] = [
  'direction',
  'kind',
  'outcome',
  'agentIds',
  'queueIds',
  'number',
  'customerNumber',
  'lineNumber',
  'durationSeconds',
  'vendor',
];

/** Says what of a filter the vendor can apply exactly, and how it is asked for. */
export function compileFilter(filter: CallFilter, defaultCountry: string | null): CompiledFilter {
  const vendor = readVendorConditions(filter.vendor ?? {});
  const own = new Set(vendor.conditions.map(({ field }) => field));
  const conditions = [...vendor.conditions];
  const applied = new Set<CallFilterField>(filter.vendor === undefined ? [] : ['vendor']);

  // Two conditions with one key would overwrite each other: where the vendor's own filter speaks of a field, ours is
  // left to the caller.
  const apply = (
    field: FilterableField,
    parts: readonly CallFilterField[],
    add: readonly SentCondition[] | null,
  ): void => {
    if (parts.length === 0 || add === null || own.has(field)) return;
    conditions.push(...add);
    for (const part of parts) applied.add(part);
  };
  const set = fieldsOf(filter);
  apply(
    'CALL_TYPE',
    set.filter((part) => part === 'direction' || part === 'kind'),
    typeConditions(filter),
  );
  apply('CALL_FAILED_CODE', filter.outcome ? ['outcome'] : [], outcomeConditions(filter));
  apply('PORTAL_USER_ID', filter.agentIds ? ['agentIds'] : [], agentConditions(filter));
  apply('CALL_DURATION', filter.durationSeconds ? ['durationSeconds'] : [], durationConditions(filter));
  for (const [part, field] of NUMBERS)
    apply(field, filter[part] ? [part] : [], numberConditions(field, filter[part] ?? [], defaultCountry));
  const sides = own.has('PHONE_NUMBER') || own.has('PORTAL_NUMBER') ? null : sideConditions(filter, defaultCountry);
  if (sides !== null) applied.add('number');
  // No row names a queue.
  if (filter.queueIds) applied.add('queueIds');
  // The row itself says whether it has a recording, so nothing needs to be joined for it.
  if (filter.hasRecording !== undefined) applied.add('hasRecording');

  const prepared = prepareFilter(
    filter,
    {
      applied,
      matchesNothing:
        matchesNothing(filter) ||
        vendor.matchesNothing ||
        filter.queueIds !== undefined ||
        conditions.some(({ values }) => values.length === 0),
    },
    {
      passes: (call) =>
        isWithin(vendor.range, call.startedAt) &&
        vendor.conditions.every((each) => meetsCondition(recordOf(call.row), each)) &&
        (filter.hasRecording === undefined || hasRecording(call) === filter.hasRecording),
      decides: ['vendor', 'hasRecording'],
      undecided: vendor.undecided,
    },
  );
  const rechecked = [...applied].filter((field) => field !== 'hasRecording' && field !== 'vendor');
  const alternatives = sides === null ? [conditions] : sides.map((side) => [...conditions, side]);
  return {
    ...prepared,
    alternatives,
    requestsPerWindow: alternatives.length,
    range: vendor.range,
    isCountExact: prepared.left.length === 0 && filter.hasRecording === undefined && !conditions.some(isPattern),
    accepts: (call) =>
      alternatives.some((together) => together.every((each) => meetsCondition(recordOf(call.row), each))) &&
      matchesFilter(call, filter, rechecked) &&
      (filter.hasRecording === undefined || hasRecording(call) === filter.hasRecording),
  };
}

const NUMBERS = [
  ['customerNumber', 'PHONE_NUMBER'],
  ['lineNumber', 'PORTAL_NUMBER'],
] as const;

/** The vendor may take "%" and "_" for wildcards: it then counts more than is meant. */
const isPattern = ({ operator, values }: SentCondition): boolean =>
  operator === 'contains' && values.some((value) => /[%_\\]/.test(value));

const oneOf = (field: FilterableField, type: SentCondition['type'], values: readonly string[]): SentCondition[] => [
  { field, type, operator: 'in', values },
];

// What is UNKNOWN or OTHER has any undocumented value: that cannot be asked for.
function typeConditions({ direction, kind }: CallFilter): SentCondition[] | null {
  if (direction?.includes('UNKNOWN') || kind?.includes('OTHER')) return null;
  const values = Object.entries(TYPES).flatMap(([value, type]) =>
    type !== undefined && (direction?.includes(type.direction) ?? true) && (kind?.includes(type.kind) ?? true)
      ? [value]
      : [],
  );
  return oneOf('CALL_TYPE', 'integer', values);
}

function outcomeConditions({ outcome = [] }: CallFilter): SentCondition[] | null {
  if (outcome.includes('UNKNOWN')) return null;
  const values = Object.entries(OUTCOMES).flatMap(([code, meaning]) =>
    meaning !== undefined && outcome.includes(meaning) ? [code] : [],
  );
  return oneOf('CALL_FAILED_CODE', 'text', values);
}

const agentConditions = ({ agentIds = [] }: CallFilter): SentCondition[] =>
  oneOf('PORTAL_USER_ID', 'identifier', agentIds.filter(isNativeId));

function durationConditions({ durationSeconds: { min, max } = {} }: CallFilter): SentCondition[] {
  const bound = (operator: 'gte' | 'lte', value: number): SentCondition => ({
    field: 'CALL_DURATION',
    type: 'integer',
    operator,
    values: [String(value)],
  });
  return [...(min === undefined ? [] : [bound('gte', min)]), ...(max === undefined ? [] : [bound('lte', max)])];
}

/** A number on either side; null where it was not asked for, or the sides are asked for by themselves as well. */
function sideConditions(filter: CallFilter, defaultCountry: string | null): SentCondition[] | null {
  if (!filter.number || filter.customerNumber || filter.lineNumber) return null;
  const sides = NUMBERS.map(([, field]) => numberConditions(field, filter.number ?? [], defaultCountry));
  return sides.includes(null) ? null : sides.flatMap((side) => side ?? []);
}

function numberConditions(
  field: FilterableField,
  numbers: readonly string[],
  defaultCountry: string | null,
): SentCondition[] | null {
  const spellings = numbers.map((number) => spellingsOf(number, defaultCountry));
  if (spellings.includes(null)) return null;
  return oneOf(field, 'text', [...new Set(spellings.flatMap((list) => list ?? []))]);
}
