import { LRUCache } from 'lru-cache';
import type { Party } from './party.ts';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What can be read out of a number's text. */
export type PhoneNumber = { readonly e164: string; readonly country: string | null };

// Reading a number costs microseconds, and a call history names the same few lines and customers again and again.
const known = new LRUCache<string, { readonly phone: PhoneNumber | null }>({ max: 5_000 });

/**
 * Reads a number in any usual spelling, with or without "+"; null where it is no telephone number ("reg133788", "3",
 * "hidden"). A number without a country code needs `defaultCountry`.
 */
export function readPhoneNumber(number: string | null, defaultCountry: string | null): PhoneNumber | null {
  if (number === null) return null;
  const key = `${defaultCountry ?? ''} ${number}`;
  const hit = known.get(key);
  if (hit) return hit.phone;
  const phone = parsePhoneNumber(number, defaultCountry);
  known.set(key, { phone });
  return phone;
}

/** Whether a number somebody typed and a number of a call are the same, however each is spelled. */
export const isSamePhoneNumber = (asked: string, number: string | null, defaultCountry: string | null): boolean =>
  createPhoneNumberTest([asked])(number, defaultCountry);

/** Whether a number of a call is one of those that were asked for. */
type PhoneNumberTest = (number: string | null, defaultCountry: string | null) => boolean;

/** Makes the test for a list of numbers. They are read once for each country, and a call's number is looked up. */
export function createPhoneNumberTest(asked: readonly string[]): PhoneNumberTest {
  const texts = new Set(asked);
  const indexes = new Map<string | null, PhoneNumberIndex>();
  return (number, defaultCountry) => {
    if (number === null) return false;
    if (texts.has(number)) return true;
    const index = indexes.get(defaultCountry) ?? createIndex(texts, defaultCountry);
    indexes.set(defaultCountry, index);
    return isIndexed(index, number, defaultCountry);
  };
}

/** Numbers that were asked for, by what they are found by. */
type PhoneNumberIndex = {
  readonly e164: Set<string>;
  /** Of every number that consists of digits, and of those that are no whole telephone number. */
  readonly digits: Set<string>;
  readonly unreadDigits: Set<string>;
  /** Written without a country code: the last digits decide, when there are enough of them to name one subscriber. */
  readonly nationals: Set<string>;
  readonly nationalLengths: Set<number>;
};

const SUBSCRIBER_DIGITS = 7;

function createIndex(asked: Iterable<string>, defaultCountry: string | null): PhoneNumberIndex {
  const index: PhoneNumberIndex = {
    e164: new Set(),
    digits: new Set(),
    unreadDigits: new Set(),
    nationals: new Set(),
    nationalLengths: new Set(),
  };
  for (const number of asked) {
    const digits = digitsOf(number);
    if (digits === '' || !looksLikeNumber(number)) continue;
    index.digits.add(digits);
    const phone = readPhoneNumber(number, defaultCountry);
    if (phone !== null) {
      index.e164.add(phone.e164);
      continue;
    }
    index.unreadDigits.add(digits);
    const national = digits.replace(/^0+/, '');
    if (national.length < SUBSCRIBER_DIGITS) continue;
    index.nationals.add(national);
    index.nationalLengths.add(national.length);
  }
  return index;
}

function isIndexed(index: PhoneNumberIndex, number: string, defaultCountry: string | null): boolean {
  if (!looksLikeNumber(number)) return false;
  const phone = readPhoneNumber(number, defaultCountry);
  if (phone !== null && index.e164.has(phone.e164)) return true;
  const digits = digitsOf(number);
  // Two whole telephone numbers are the same in E.164 or not at all.
  if ((phone === null ? index.digits : index.unreadDigits).has(digits)) return true;
  for (const length of index.nationalLengths) if (index.nationals.has(digits.slice(-length))) return true;
  return false;
}

/** Whether digits stand together in a number, as sent or as E.164. */
export function hasDigits(party: Party | null, digits: string): boolean {
  if (party?.number == null) return false;
  if (digitsOf(party.number).includes(digits)) return true;
  const e164 = readPhoneNumber(party.number, party.defaultCountry)?.e164;
  return e164 !== undefined && digitsOf(e164).includes(digits);
}

/** The digits of a number and nothing else. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '');

/** The same text for all spellings of one number that name its country, and for no other number. */
export function wholeNumber(number: string, defaultCountry: string | null): string {
  const digits = wholeDigits(number, defaultCountry);
  return digits === '' ? number : digits;
}

/** The digits of the whole number; none where the text is not written as a number: "reg133788". */
export function wholeDigits(number: string, defaultCountry: string | null): string {
  const e164 = readPhoneNumber(number, defaultCountry)?.e164;
  if (e164 !== undefined) return digitsOf(e164);
  return looksLikeNumber(number) ? digitsOf(number) : '';
}

// Vendors write international numbers with "+", with "00", or bare; a bare one is tried as international first only
// where its own country does not claim it.
function parsePhoneNumber(number: string, defaultCountry: string | null): PhoneNumber | null {
  if (!looksLikeNumber(number)) return null;
  const text = number.trim().replace(/^00/, '+');
  const country = (defaultCountry ?? undefined) as CountryCode | undefined;
  const attempts = text.startsWith('+') ? [text] : country ? [text, `+${text}`] : [`+${text}`];
  let possible: PhoneNumber | null = null;
  for (const attempt of attempts) {
    const parsed = parsePhoneNumberFromString(
      attempt,
      country ? { defaultCountry: country, extract: false } : { extract: false },
    );
    if (!parsed) continue;
    const phone = { e164: parsed.number, country: parsed.country ?? null };
    if (parsed.isValid()) return phone;
    // Fictional ranges ("+1 906 123 4567") are possible numbers that no plan has given out: still E.164.
    if (possible === null && parsed.isPossible() && digitsOf(text).length >= 10) possible = phone;
  }
  return possible;
}

const looksLikeNumber = (number: string): boolean => /^[\d\s()+.\-/]+$/.test(number);
