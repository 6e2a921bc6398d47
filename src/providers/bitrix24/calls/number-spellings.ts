import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { digitsOf, readPhoneNumber } from '../../../domain/phone-number.ts';

/** Fewer digits than these name no subscriber: such a number is compared whole. */
const SUBSCRIBER_DIGITS = 7;

/**
 * Every spelling in which the vendor may have stored a number somebody asked for: with "+", with "00", bare, and as one
 * writes it at home. Null where the spellings cannot be told, because the number lacks its country code.
 */
export function spellingsOf(asked: string, defaultCountry: string | null): readonly string[] | null {
  const digits = digitsOf(asked);
  if (digits === '' || !/^[\d\s()+.\-/]+$/.test(asked)) return [asked];
  const phone = readPhoneNumber(asked, defaultCountry);
  if (phone === null) {
    return digits.replace(/^0+/, '').length >= SUBSCRIBER_DIGITS ? null : distinct([asked, digits, `+${digits}`]);
  }
  const international = digitsOf(phone.e164);
  return distinct([
    asked,
    digits,
    phone.e164,
    international,
    `00${international}`,
    ...homeSpellings(phone.e164, international, defaultCountry),
  ]);
}

function homeSpellings(e164: string, international: string, defaultCountry: string | null): string[] {
  if (defaultCountry === null || !isSupportedCountry(defaultCountry)) return [];
  const callingCode = getCountryCallingCode(defaultCountry);
  const national = parsePhoneNumberFromString(e164)?.formatNational();
  if (!international.startsWith(callingCode) || national === undefined) return [];
  return [digitsOf(national), international.slice(callingCode.length)];
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
