import type { WallClock } from '../../../time/wall-clock.ts';
import {
  type CallFilter,
  type CallFilterField,
  type PublishedFilterField,
  fieldsOf,
} from '../../../domain/call-filter.ts';
import { CALL_OUTCOMES } from '../../../domain/outcome.ts';
import { digitsOf, readPhoneNumber } from '../../../domain/phone-number.ts';
import { type PreparedFilter, prepareFilter } from '../../../domain/prepared-filter.ts';
import type { WireFilter } from '../api/wire.ts';
import { testRows } from './meets-filter.ts';
import { storedRowOf } from './row.ts';
import { type Compiled, INCLUDE_ONGOING, compileVendorFilter, isMoment, join, oneOf } from './vendor-filter.ts';

/** A filter in the vendor's language: what it does not say exactly it narrows at most. */
export type CompiledFilter = PreparedFilter & {
  /** Null where nothing is to be sent. Its moments are written by `toWire`. */
  readonly tests: WireFilter | null;
  readonly includesOngoing: boolean;
};

/** The fields that the vendor applies as a rule. */
export const APPLIED_FIELDS = [
  'direction',
  'number',
  'customerNumber',
  'lineNumber',
  'durationSeconds',
  'vendor',
] as const satisfies readonly PublishedFilterField[];

/** Compiles a filter. Only positive tests are pushed down: whether a negative one drops empty values is not documented. */
export function compileFilter(filter: CallFilter, defaultCountry: string | null): CompiledFilter {
  const vendor = compileVendorFilter(filter.vendor ?? {});
  const parts = fieldsOf(filter).map(
    (field) =>
      [
        field,
        field === 'vendor' ? exactly(vendor) : (PUSH_DOWNS[field]?.(filter, defaultCountry) ?? UNAPPLIED),
      ] as const,
  );
  const joined = join(
    parts.map(([, part]) => part.compiled),
    'and',
  );
  // A running call is listed when somebody asks for running calls: the timeline is of calls that have ended.
  const includesOngoing = filter.outcome?.includes('ONGOING') === true || filter.vendor?.[INCLUDE_ONGOING] === true;
  const test = testRows(vendor);
  const prepared = prepareFilter(
    filter,
    {
      applied: new Set(parts.filter(([, part]) => part.isExact).map(([field]) => field)),
      isBeyond: joined === 'nothing',
    },
    {
      ...test,
      passes: (call) => (includesOngoing || storedRowOf(call).columns.finish_time !== null) && test.passes(call),
      reads: { ...test.reads, fields: new Set(['endedAt']) },
      implies: includesOngoing ? {} : { outcome: ENDED },
    },
  );
  return { ...prepared, tests: joined === 'everything' || joined === 'nothing' ? null : joined, includesOngoing };
}

/** How calls end: a running one has no end in its row. */
const ENDED = CALL_OUTCOMES.filter((outcome) => outcome !== 'ONGOING');

/** The tests as they are sent: the vendor compares times in its account's zone. */
export function toWire({ tests }: Pick<CompiledFilter, 'tests'>, zone: WallClock): WireFilter | null {
  const write = (test: WireFilter): WireFilter => {
    if ('filters' in test) return { ...test, filters: test.filters.map(write) };
    return isMoment(test.value) ? { ...test, value: zone.toWall(test.value.moment) } : test;
  };
  return tests && write(tests);
}

type PushDown = { readonly compiled: Compiled; readonly isExact: boolean };

const UNAPPLIED: PushDown = { compiled: 'everything', isExact: false };
const exactly = (compiled: Compiled): PushDown => ({ compiled, isExact: true });

const PUSH_DOWNS: Partial<Record<CallFilterField, (filter: CallFilter, defaultCountry: string | null) => PushDown>> = {
  direction({ direction = [] }) {
    // Rows without a direction cannot be asked for together with others.
    if (direction.includes('UNKNOWN')) return UNAPPLIED;
    const words = direction.flatMap((one) => (one === 'INBOUND' ? ['in'] : one === 'OUTBOUND' ? ['out'] : []));
    return exactly(oneOf('direction', [...new Set(words)]));
  },
  kind: ({ kind = [] }) => (kind.every((one) => one === 'OTHER') ? exactly('nothing') : UNAPPLIED),
  outcome({ outcome = [] }) {
    if (outcome.some((one) => one !== 'ANSWERED')) return UNAPPLIED;
    const mayBeAnswered: WireFilter = {
      filters: [
        { field: 'clean_talk_duration', operator: '>', value: 0 },
        { field: 'talk_duration', operator: '>', value: 0 },
        { field: 'is_lost', operator: '=', value: false },
      ],
      condition: 'or',
    };
    return { compiled: mayBeAnswered, isExact: false };
  },
  number: ({ number = [] }, country) => numberTest([CUSTOMER, LINE], number, country),
  customerNumber: ({ customerNumber = [] }, country) => numberTest([CUSTOMER], customerNumber, country),
  lineNumber: ({ lineNumber = [] }, country) => numberTest([LINE], lineNumber, country),
  durationSeconds({ durationSeconds: { min, max } = {} }) {
    const field = 'total_duration';
    const ends: Compiled[] = [];
    if (min !== undefined) ends.push({ field, operator: '>=', value: min });
    if (max !== undefined) ends.push({ field, operator: '<=', value: max });
    return exactly(join(ends, 'and'));
  },
};

const CUSTOMER = 'contact_phone_number';
const LINE = 'virtual_phone_number';

function numberTest(fields: readonly string[], numbers: readonly string[], defaultCountry: string | null): PushDown {
  const read = numbers.map((number) => readNumber(number, defaultCountry));
  const whole = [...new Set(read.flatMap((one) => ('is' in one ? one.is : [])))];
  const ends = [...new Set(read.flatMap((one) => ('endsWith' in one ? one.endsWith : [])))];
  const tests = fields.flatMap((field): Compiled[] => [
    oneOf(field, whole),
    ...ends.map((end) => ({ field, operator: 'like' as const, value: `%${end}` })),
  ]);
  return { compiled: join(tests, 'or'), isExact: ends.length === 0 };
}

/** The vendor keeps numbers as digits with their country code; one without it is looked for by its last digits. */
function readNumber(number: string, defaultCountry: string | null): { is: string } | { endsWith: string } {
  const phone = readPhoneNumber(number, defaultCountry);
  if (phone !== null) return { is: digitsOf(phone.e164) };
  if (!/^[\d\s()+.\-/]+$/.test(number)) return { is: number };
  const digits = digitsOf(number);
  const national = digits.replace(/^0+/, '');
  return national.length >= 7 ? { endsWith: national } : { is: digits };
}
