const MARK = '\u0000';
const MARKED = /"\\u0000(-?\d+(?:\.\d+)?)"/g;

/** A number whose digits JavaScript could not keep: an int64 id, an exact cost. */
export type Digits = `${typeof MARK}${string}`;

/** Marks a text as a number, to be written digit by digit. */
export const digits = (text: string): Digits => `${MARK}${text}`;

/** Writes a reply as this vendor does: int64 ids and decimals as JSON numbers, however long. */
export const writeJson = (value: object): string => JSON.stringify(value).replace(MARKED, '$1');
