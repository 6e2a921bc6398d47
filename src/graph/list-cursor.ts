import { quote } from '../domain/quote.ts';
import { createGraphError } from './graph-error.ts';
import { openSealedText, sealText } from './sealed-text.ts';

const VERSION = 1;

/** Writes the cursor of a place in a list that has a name, by which those of other lists are refused. */
export const writeListCursor = (list: string, place: readonly string[]): string => sealText(VERSION, [list, ...place]);

/** Reads the place. Throws BAD_CURSOR for a cursor that is damaged or of another list. */
export function readListCursor(list: string, cursor: string): readonly string[] {
  const parts = openSealedText(VERSION, cursor);
  if (typeof parts === 'string') throw badCursor(cursor, `is ${parts}`);
  const [name, ...place] = parts;
  if (name !== list) throw badCursor(cursor, 'belongs to another list');
  return place;
}

/** Says what is wrong with a cursor. */
export const badCursor = (cursor: string, problem: string) =>
  createGraphError('BAD_CURSOR', `The cursor ${quote(cursor)} ${problem}.`);
