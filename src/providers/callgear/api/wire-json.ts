// Known to the engine and not yet to the type library: a number written as its text.
const engine = JSON as unknown as { rawJSON(text: string): unknown };

/** Writes JSON; a bigint becomes a plain number of all its digits, since ids pass 2^53. */
export const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? engine.rawJSON(String(part)) : part));
