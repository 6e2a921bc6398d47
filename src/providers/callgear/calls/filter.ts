import { type CallFilter, type CallFilterField, fieldsOf, matchesNothing } from '../../../domain/call-filter.ts';
import { digitsOf, readPhoneNumber } from '../../../domain/phone-number.ts';
import { type Compiled, INCLUDE_ONGOING, compileVendorFilter, join } from './vendor-filter.ts';
import type { WireFilter } from '../api/wire.ts';

/** A filter in the vendor's language, and how much of what was asked it says. */
export type CompiledFilter = {
  readonly wire: WireFilter | null;
  readonly matchesNothing: boolean;
  /** Fields that the vendor applies exactly; the others it narrows at most. */
  readonly applied: ReadonlySet<CallFilterField>;
  readonly includesOngoing: boolean;
};

/** What a filter is compiled with. */
export type FilterContext = {
  readonly defaultCountry: string | null;
  readonly toWall: (instant: number) => string;
};

/** The fields that the vendor applies as a rule. */
export const APPLIED_FIELDS = [
  'direction',
  'number',
  'customerNumber',
  'lineNumber',
  'durationSeconds',
  'vendor',
] as const satisfies readonly CallFilterField[];

/** Compiles a filter. Only positive tests are pushed down: whether a negative one drops empty values is not documented. */
export function compileFilter(filter: CallFilter, context: FilterContext): CompiledFilter {
  const parts = fieldsOf(filter).map((field) => [field, PUSH_DOWNS[field]?.(filter, context) ?? UNAPPLIED] as const);
  const joined = join(
    parts.map(([, part]) => part.compiled),
    'and',
  );
  return {
    wire: joined === 'everything' || joined === 'nothing' ? null : joined,
    matchesNothing: joined === 'nothing' || matchesNothing(filter),
    applied: new Set(parts.filter(([, part]) => part.isExact).map(([field]) => field)),
    // A running call is listed when somebody asks for running calls: the timeline is of calls that have ended.
    includesOngoing: filter.outcome?.includes('ONGOING') === true || filter.vendor?.[INCLUDE_ONGOING] === true,
  };
}

type PushDown = { readonly compiled: Compiled; readonly isExact: boolean };

const UNAPPLIED: PushDown = { compiled: 'everything', isExact: false };
const exactly = (compiled: Compiled): PushDown => ({ compiled, isExact: true });

const PUSH_DOWNS: Partial<Record<CallFilterField, (filter: CallFilter, context: FilterContext) => PushDown>> = {
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
  number: ({ number = [] }, context) => numberTest([CUSTOMER, LINE], number, context),
  customerNumber: ({ customerNumber = [] }, context) => numberTest([CUSTOMER], customerNumber, context),
  lineNumber: ({ lineNumber = [] }, context) => numberTest([LINE], lineNumber, context),
  durationSeconds({ durationSeconds: { min, max } = {} }) {
    const field = 'total_duration';
    const ends: Compiled[] = [];
    if (min !== undefined) ends.push({ field, operator: '>=', value: min });
    if (max !== undefined) ends.push({ field, operator: '<=', value: max });
    return exactly(join(ends, 'and'));
  },
  vendor: ({ vendor = {} }, { toWall }) => exactly(compileVendorFilter(vendor, toWall)),
};

const CUSTOMER = 'contact_phone_number';
const LINE = 'virtual_phone_number';

function numberTest(
  fields: readonly string[],
  numbers: readonly string[],
  { defaultCountry }: FilterContext,
): PushDown {
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

function oneOf(field: string, values: readonly string[]): Compiled {
  const [only] = values;
  if (only === undefined) return 'nothing';
  if (values.length === 1) return { field, operator: '=', value: only };
  const parts: Compiled[] = [];
  for (let at = 0; at < values.length; at += MOST_VALUES)
    parts.push({ field, operator: 'in', value: values.slice(at, at + MOST_VALUES) });
  return join(parts, 'or');
}

/** How many values `in` takes is not documented: no more are sent in one. */
const MOST_VALUES = 100;
