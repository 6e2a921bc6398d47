import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/min';
import { z } from 'zod';
import {
  type CallFilter,
  CallFilterError,
  type CallFilterField,
  type VendorFilter,
  matchesNothing,
} from '../../../domain/call-filter.ts';
import { digitsOf, readPhoneNumber } from '../../../domain/phone-number.ts';
import type { FilterPlan } from '../../../domain/provider.ts';
import { refuseEmptyConditions } from '../../refuse-empty-conditions.ts';
import { toSentence } from '../../to-sentence.ts';
import type { Parameters } from '../api/wire.ts';

const MOST_IDS = 1000;
const NOT_A_LIST_SIGN = 'a value cannot hold ";": the vendor would read two';

const id = z.string().regex(/^\d{1,19}$/, 'an id is a number of at most 19 digits');
const ids = z.array(id).max(MOST_IDS, `at most ${MOST_IDS} ids`);
/** The vendor may take a parameter without a value for one that is not set, and answer everything. */
const text = z.string().refine((value) => value.trim() !== '', 'a blank text is no value');
const number = text.refine((value) => withoutSigns(value) !== '', 'a number has digits');
const numbers = z.array(number.refine((value) => !value.includes(';'), NOT_A_LIST_SIGN));

/** Every parameter of GetCallHistory that narrows it; the others are the provider's own business. */
const vendorFilter = z.strictObject({
  callSessionHistoryId: ids.optional(),
  applicationId: id.optional(),
  applicationName: text.optional(),
  userId: ids.optional(),
  ruleName: text.optional(),
  remoteNumber: numbers.optional(),
  remoteNumberList: z.array(number).optional(),
  localNumber: numbers.optional(),
  callSessionHistoryCustomData: text.optional(),
  childAccountId: z.array(z.union([id, z.literal('all')])).optional(),
  childrenCallsOnly: z.boolean().optional(),
});

export type VoximplantFilter = z.infer<typeof vendorFilter>;

/** Reads the vendor's part of a filter; throws CallFilterError for what the vendor would ignore, misread or refuse. */
export function readVendorFilter(input: VendorFilter = {}): VoximplantFilter {
  refuseEmptyConditions(input, 'voximplant');
  const read = vendorFilter.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CallFilterError(
      'BAD_FILTER',
      toSentence(`voximplant.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`),
    );
  }
  const filter = read.data;
  const { applicationId, applicationName, ruleName, remoteNumber, remoteNumberList } = filter;
  if (applicationId !== undefined && applicationName !== undefined)
    throw unsupported('voximplant.applicationName: Voximplant takes an application by id or by name, not by both');
  if (ruleName !== undefined && applicationId === undefined && applicationName === undefined)
    throw unsupported('voximplant.ruleName: Voximplant ignores a rule without applicationId or applicationName');
  if (remoteNumber !== undefined && remoteNumberList !== undefined)
    throw unsupported('voximplant.remoteNumber: Voximplant ignores it beside remoteNumberList');
  return filter;
}

/** Fields that are applied, those of numbers as far as the vendor can be asked for them: see planFilter. */
export const APPLIED_FIELDS: readonly CallFilterField[] = [
  'kind',
  'queueIds',
  'customerNumber',
  'lineNumber',
  'vendor',
];

/** The number fields that the vendor narrows by and that are tested again here. */
export function planNumbers(filter: CallFilter, country: string | null): CallFilterField[] {
  const vendor = readVendorFilter(filter.vendor);
  return [
    ...(remoteNumbersOf(filter, vendor, country) === null ? [] : ['customerNumber' as const]),
    ...(localNumbersOf(filter, vendor, country) === null ? [] : ['lineNumber' as const]),
  ];
}

/** Says which fields of a filter are applied by the vendor or here. */
export function planFilter(filter: CallFilter, defaultCountry: string | null): FilterPlan {
  const vendor = readVendorFilter(filter.vendor);
  return {
    applied: new Set<CallFilterField>(['vendor', 'kind', 'queueIds', ...planNumbers(filter, defaultCountry)]),
    matchesNothing:
      matchesNothing(filter) ||
      filter.queueIds !== undefined ||
      (filter.kind !== undefined && !filter.kind.includes('CALL')) ||
      Object.values(vendor).some((value) => Array.isArray(value) && value.length === 0),
  };
}

/** The parameters that a filter becomes. */
export function toParameters(filter: CallFilter, defaultCountry: string | null): Parameters {
  const vendor = readVendorFilter(filter.vendor);
  const remote = remoteNumbersOf(filter, vendor, defaultCountry) ?? vendor.remoteNumber?.map(withoutSigns);
  const local = localNumbersOf(filter, vendor, defaultCountry) ?? vendor.localNumber?.map(withoutSigns);
  const list = vendor.remoteNumberList?.map(withoutSigns);
  return withoutUndefined({
    call_session_history_id: vendor.callSessionHistoryId?.join(';'),
    application_id: vendor.applicationId,
    application_name: vendor.applicationName,
    user_id: vendor.userId?.join(';'),
    rule_name: vendor.ruleName,
    remote_number: remote?.join(';'),
    remote_number_list: list && JSON.stringify(list),
    local_number: local?.join(';'),
    call_session_history_custom_data: vendor.callSessionHistoryCustomData,
    child_account_id: vendor.childAccountId?.includes('all') === true ? 'all' : vendor.childAccountId?.join(';'),
    children_calls_only: vendor.childrenCallsOnly === undefined ? undefined : String(vendor.childrenCallsOnly),
  });
}

/**
 * The vendor finds a session by the number of any of its calls, the port by the first: what it finds is tested again
 * here, and it finds everything only where the number can be written as the vendor writes it.
 */
function remoteNumbersOf(filter: CallFilter, vendor: VoximplantFilter, country: string | null): string[] | null {
  const isFree = vendor.remoteNumber === undefined && vendor.remoteNumberList === undefined;
  return isFree ? spellingsOf(filter.customerNumber, country) : null;
}

function localNumbersOf(filter: CallFilter, vendor: VoximplantFilter, country: string | null): string[] | null {
  return vendor.localNumber === undefined ? spellingsOf(filter.lineNumber, country) : null;
}

function spellingsOf(asked: readonly string[] | undefined, country: string | null): string[] | null {
  if (asked === undefined || asked.length > 100) return null;
  const lists = asked.map((number) => spellings(number, country));
  return lists.includes(null) ? null : [...new Set(lists.flatMap((list) => list ?? []))];
}

/** Every way in which this vendor may have written a number; null where the port's comparison would find others too. */
function spellings(number: string, country: string | null): string[] | null {
  const phone = readPhoneNumber(number, country);
  if (phone === null) return /^[\d\s()+.\-/]*$/.test(number) || number.includes(';') ? null : [number];
  const digits = digitsOf(phone.e164);
  const national =
    phone.country !== null && phone.country === country
      ? digits.slice(getCountryCallingCode(phone.country as CountryCode).length)
      : null;
  return [
    ...new Set([
      digits,
      digitsOf(number),
      `+${digits}`,
      `00${digits}`,
      ...(national ? [national, `0${national}`] : []),
    ]),
  ];
}

/** Numbers travel without "+" and without spaces; names and SIP addresses as they are. */
function withoutSigns(number: string): string {
  const trimmed = number.trim();
  return /^\+?[\d\s()\-./]*$/.test(trimmed) ? digitsOf(trimmed) : trimmed;
}

const unsupported = (message: string) => new CallFilterError('UNSUPPORTED_FILTER', `${message}.`);

const withoutUndefined = (parameters: Readonly<Record<string, string | undefined>>): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined));
