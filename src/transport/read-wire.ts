// Vendors send the same thing as text, as a number, as "" or not at all. These read any of it and answer null for what
// is not there, so that one odd value costs a field and never a row.

/** A text that says something; numbers become text, digits as sent. */
export function textOrNull(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A finite number, also when it came as text. What a double cannot hold is for textOrNull. */
export function numberOrNull(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

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

/** The fields of an object; none for anything else. PHP sends an empty map as []. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
