/** An exact amount: decimal digits as text, never a floating point number. */
export type Money = { readonly amount: string; readonly currency: string | null };

/** Reading a whole number takes quadratic time, and no amount of money has more digits. */
const MAX_LENGTH = 100;

/** What most vendors send, and what stays as it is. */
const PLAIN = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal as exact digits in plain notation ("1E-7" becomes "0.0000001"). Keeps the trailing zeros that were
 * sent, drops leading ones. Null for what is no number, or too long to be an amount.
 */
export function readDecimal(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const sent = String(value);
  if (sent.length > MAX_LENGTH) return null;
  if (PLAIN.test(sent)) return sent;
  const match = DECIMAL.exec(sent.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const shift = Number(exponent);
  const digits = shift >= 0 ? fraction.padEnd(shift, '0') : fraction;
  const padded = shift < 0 ? whole.padStart(-shift, '0') : whole;
  const point = padded.length + Math.min(shift, 0);
  const integer = (shift >= 0 ? padded + digits.slice(0, shift) : padded.slice(0, point)).replace(/^0+(?=\d)/, '');
  const rest = shift >= 0 ? digits.slice(shift) : padded.slice(point) + digits;
  const text = `${integer === '' ? '0' : integer}${rest === '' ? '' : `.${rest}`}`;
  if (text.length >= MAX_LENGTH) return null;
  return sign === '-' && /[1-9]/.test(text) ? `-${text}` : text;
}

/** The exact sum of decimals, with as many places as the longest; null for none. */
export function sumDecimals(amounts: readonly string[]): string | null {
  if (amounts.length === 0) return null;
  const places = amounts.reduce((most, amount) => Math.max(most, placesOf(amount)), 0);
  const total = amounts.reduce((sum, amount) => sum + toUnits(amount, places), 0n);
  return toDecimal(total, places);
}

/** The exact sums of amounts, one for each currency, in order of its code; the one without a currency comes first. */
export function sumMoney(amounts: readonly Money[]): Money[] {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, own]) => ({ currency, amount: sumDecimals(own.map(({ amount }) => amount))! }))
    .sort((a, b) => ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1));
}

/** Compares two decimals without losing a digit. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const difference = toUnits(a, places) - toUnits(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A currency as ISO 4217 has it today, or null for what is no code. The old rouble code still travels. */
export function readCurrency(code: string | null | undefined): string | null {
  const text = code?.trim().toUpperCase() ?? '';
  if (text === 'RUR') return 'RUB';
  return /^[A-Z]{3}$/.test(text) ? text : null;
}

const placesOf = (amount: string): number => (amount.includes('.') ? amount.length - amount.indexOf('.') - 1 : 0);

function toUnits(amount: string, places: number): bigint {
  return BigInt(amount.replace('.', '') + '0'.repeat(places - placesOf(amount)));
}

/** An amount of so many units, each 10 to the power of minus `places`. */
export function toDecimal(units: bigint, places: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
