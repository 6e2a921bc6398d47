import { LRUCache } from 'lru-cache';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What can be read out of a number's text. */
export type PhoneNumber = { readonly e164: string; readonly country: string | null };

// Reading a number costs microseconds, and a call history names the same few lines and customers again and again.
const known = new LRUCache<string, { readonly phone: PhoneNumber | null }>({ max: 20_000 });

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
export function isSamePhoneNumber(asked: string, number: string | null, defaultCountry: string | null): boolean {
  if (number === null) return false;
  if (asked === number) return true;
  const askedPhone = readPhoneNumber(asked, defaultCountry);
  const phone = readPhoneNumber(number, defaultCountry);
  if (askedPhone !== null && phone !== null) return askedPhone.e164 === phone.e164;
  const askedDigits = digitsOf(asked);
  const digits = digitsOf(number);
  if (askedDigits === '' || !looksLikeNumber(number) || !looksLikeNumber(asked)) return false;
  if (askedDigits === digits) return true;
  // Written without its country code: the last digits decide, when there are enough of them to name one subscriber.
  const national = askedDigits.replace(/^0+/, '');
  return askedPhone === null && national.length >= 7 && digits.endsWith(national);
}

/** The digits of a number and nothing else. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '');

// Vendors write international numbers with "+", with "00", or bare; a bare one is tried as international first only
// where its own country does not claim it.
function parsePhoneNumber(number: string, defaultCountry: string | null): PhoneNumber | null {
  if (!looksLikeNumber(number)) return null;
  const text = number.trim().replace(/^00/, '+');
  const country = (defaultCountry ?? undefined) as CountryCode | undefined;
  const attempts = text.startsWith('+') ? [text] : country ? [text, `+${text}`] : [`+${text}`];
  for (const attempt of attempts) {
    const parsed = parsePhoneNumberFromString(
      attempt,
      country ? { defaultCountry: country, extract: false } : { extract: false },
    );
    if (parsed?.isValid()) return { e164: parsed.number, country: parsed.country ?? null };
  }
  // Fictional ranges ("+1 906 123 4567") are possible numbers that no plan has given out: still E.164.
  for (const attempt of attempts) {
    const parsed = parsePhoneNumberFromString(
      attempt,
      country ? { defaultCountry: country, extract: false } : { extract: false },
    );
    if (parsed?.isPossible() && digitsOf(text).length >= 10)
      return { e164: parsed.number, country: parsed.country ?? null };
  }
  return null;
}

const looksLikeNumber = (number: string): boolean => /^[\d\s()+.\-/]+$/.test(number);
