// Vendors send the same thing as text, as a number, as "" or not at all. These read any of it and answer null for what
// is not there, so that one odd value costs a field and never a row.

/** A text that says something; numbers become text, digits as sent. */
export function textOrNull(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : null;
}

/** An id; null for a text that is too long to be one: ids come back many times, in ids, cursors and links of ours. */
export function idOrNull(value: unknown): string | null {
  const text = textOrNull(value);
  return text === null || text.length > LONGEST_ID ? null : text;
}

const LONGEST_ID = 200;

/** A finite number, also when it came as text. What a double cannot hold is for textOrNull. */
export function numberOrNull(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A whole number of 32 bits: what an Int of the graph can carry. */
export function wholeOrNull(value: unknown): number | null {
  const number = numberOrNull(value);
  return number !== null && Number.isInteger(number) && Math.abs(number) <= LARGEST_INT ? number : null;
}

/** A length of time in whole seconds; a fraction is cut, as a clock shows it. */
export function secondsOrNull(value: unknown): number | null {
  const seconds = numberOrNull(value);
  return seconds === null || seconds < 0 || seconds > LARGEST_INT ? null : Math.floor(seconds);
}

/** How many there are. */
export function countOrNull(value: unknown): number | null {
  const count = wholeOrNull(value);
  return count === null || count < 0 ? null : count;
}

/** The size of a file. */
export function bytesOrNull(value: unknown): number | null {
  const bytes = numberOrNull(value);
  return bytes !== null && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
}

const LARGEST_INT = 2 ** 31 - 1;

/** What a table says of a vendor's word; undefined for one that it does not have, "constructor" among them. */
export const lookUp = <Meaning>(
  table: Readonly<Partial<Record<string, Meaning>>>,
  word: string | null | undefined,
): Meaning | undefined => (word != null && Object.hasOwn(table, word) ? table[word] : undefined);

/** true and false in every spelling: booleans, 1 and 0, Y and N, "true" and "false". */
export function booleanOrNull(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = textOrNull(value)?.toLowerCase();
  if (word === '1' || word === 'true' || word === 'y' || word === 'yes') return true;
  if (word === '0' || word === 'false' || word === 'n' || word === 'no') return false;
  return null;
}

/** The elements of a list. PHP sends a list with gaps as a map from number to element: those are read too. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const keys = Object.keys(recordOf(value));
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? Object.values(recordOf(value)) : [];
}

/** The objects of a list; what is no object has no fields. */
export const objectsOf = (value: unknown): Readonly<Record<string, unknown>>[] => listOf(value).map(recordOf);

/** The fields of an object; none for anything else. PHP sends an empty map as []. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A text without the given character at its end. A regular expression for this takes quadratic time in the middle of a text. */
export function withoutTrailing(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
