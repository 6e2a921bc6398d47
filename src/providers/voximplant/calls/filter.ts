import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/min';
import {
  type CallFilter,
  type CallFilterField,
  type PublishedFilterField,
  matchesFilter,
} from '../../../domain/call-filter.ts';
import { digitsOf, readPhoneNumber } from '../../../domain/phone-number.ts';
import { type PreparedFilter, prepareFilter } from '../../../domain/prepared-filter.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Parameters } from '../api/wire.ts';
import { testRows } from './meets-filter.ts';
import { type VoximplantFilter, readVendorFilter, withoutSigns } from './vendor-filter.ts';

/** Fields that are applied, those of numbers as far as the vendor can be asked for them. */
export const APPLIED_FIELDS: readonly PublishedFilterField[] = [
  'kind',
  'queueIds',
  'customerNumber',
  'lineNumber',
  'vendor',
];

/** A filter, ready for the vendor. */
export type CompiledFilter = PreparedFilter & {
  readonly parameters: Parameters;
  /** The number fields that the vendor narrows by: it looks in every call of a session, the port in the first. */
  readonly numbers: readonly CallFilterField[];
  readonly hasNumbers: (call: CallSession) => boolean;
};

/** Says which fields of a filter are applied by the vendor or here, and what it is asked. */
export function compileFilter(filter: CallFilter, defaultCountry: string | null): CompiledFilter {
  const vendor = readVendorFilter(filter.vendor);
  const remote = remoteNumbersOf(filter, vendor, defaultCountry);
  const local = localNumbersOf(filter, vendor, defaultCountry);
  const numbers: CallFilterField[] = [
    ...(remote === null ? [] : ['customerNumber' as const]),
    ...(local === null ? [] : ['lineNumber' as const]),
  ];
  const prepared = prepareFilter(
    filter,
    {
      applied: new Set<CallFilterField>(['vendor', 'kind', 'queueIds', ...numbers]),
      isBeyond:
        filter.queueIds !== undefined ||
        (filter.kind !== undefined && !filter.kind.includes('CALL')) ||
        Object.values(vendor).some((value) => Array.isArray(value) && value.length === 0),
    },
    testRows(vendor),
  );
  return {
    ...prepared,
    parameters: toParameters(vendor, remote, local),
    numbers,
    hasNumbers: (call) => matchesFilter(call, filter, numbers),
  };
}

function toParameters(
  vendor: VoximplantFilter,
  remoteNumbers: readonly string[] | null,
  localNumbers: readonly string[] | null,
): Parameters {
  const remote = remoteNumbers ?? vendor.remoteNumber?.map(withoutSigns);
  const local = localNumbers ?? vendor.localNumber?.map(withoutSigns);
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

const withoutUndefined = (parameters: Readonly<Record<string, string | undefined>>): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined));
