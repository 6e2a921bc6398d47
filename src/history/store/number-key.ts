import type { Party } from '../../domain/party.ts';
import { digitsOf, wholeDigits } from '../../domain/phone-number.ts';

/** As many digits as `isSamePhoneNumber` wants of a number without its country code. */
const KEY_DIGITS = 7;

/**
 * What all spellings of one number have in common, for an index: the last digits of the number, or the text of what is
 * no number. It is among the `numberKeys` of every number that is the same; two with the same key need not be the same.
 */
export function numberKey(number: string | null, defaultCountry: string | null): string | null {
  if (number === null) return null;
  const digits = wholeDigits(number, defaultCountry);
  return digits === '' ? number : digits.slice(-KEY_DIGITS);
}

/**
 * The keys under which a number that somebody asks for may be kept. Where one of two spellings names no country that the
 * other is read in, their digits alone make them the same, with "+" or without.
 */
export function numberKeys(asked: string, defaultCountry: string | null): string[] {
  const digits = digitsOf(asked);
  const spellings = digits === '' ? [asked] : [asked, digits, `+${digits}`];
  const keys = spellings.flatMap((spelling) => numberKey(spelling, defaultCountry) ?? []);
  return [...new Set(digits === '' ? keys : [...keys, digits.slice(-KEY_DIGITS)])];
}

/** The digits of a party's number as sent, and as E.164 where that differs: what a search for digits looks through. */
export function digitsText(party: Party | null): string | null {
  if (party?.number == null) return null;
  const sent = digitsOf(party.number);
  const whole = wholeDigits(party.number, party.defaultCountry);
  return [...new Set([sent, whole])].filter((digits) => digits !== '').join(' ') || null;
}
