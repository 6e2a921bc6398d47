type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

// What the engine knows and the type library does not yet: the source text of a number, and numbers written as text.
const engine = JSON as unknown as {
  parse(text: string, reviver: Reviver): unknown;
  rawJSON(text: string): unknown;
};

/** Reads JSON; whole numbers past 2^53 become bigint. */
export const parseLossless = (text: string): unknown =>
  engine.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
      ? BigInt(source ?? '')
      : value,
  );

/** Writes JSON; a bigint becomes a plain number of all its digits. */
export const writeLossless = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? engine.rawJSON(String(part)) : part));

/** An id as the vendor holds it: a number where a number can, a bigint where it cannot. */
export function toIdValue(id: string): number | bigint {
  const value = Number(id);
  return Number.isSafeInteger(value) ? value : BigInt(id);
}
