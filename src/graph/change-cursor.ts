import type { ChangePlace, KeptHistory } from '../domain/kept-history.ts';
import type { GraphContext } from './context.ts';
import { createGraphError } from './graph-error.ts';
import { badCursor, readListCursor, writeListCursor } from './list-cursor.ts';

const LIST = 'changes';
const RADIX = 36;

/** The cursor of a place among changes. */
export const writeChangeCursor = ({ historyId, number, firstMetThrough }: ChangePlace): string =>
  writeListCursor(LIST, [historyId, number.toString(RADIX), firstMetThrough.toString(RADIX)]);

/** Reads a cursor of changes. Throws BAD_CURSOR. */
export function readChangeCursor(cursor: string): ChangePlace {
  const [historyId = '', ...numbers] = readListCursor(LIST, cursor);
  const [number = NaN, firstMetThrough = NaN] = numbers.map((digits) => Number.parseInt(digits, RADIX));
  if (![number, firstMetThrough].every((each) => Number.isSafeInteger(each) && each >= 0))
    throw badCursor(cursor, 'is damaged');
  return { historyId, number, firstMetThrough };
}

/** The history that this server keeps. Throws HISTORY_OFF where it keeps none. */
export function theHistoryOf({ history }: Pick<GraphContext, 'history'>): KeptHistory {
  if (history !== null) return history;
  throw createGraphError(
    'HISTORY_OFF',
    'This server keeps no history, so it cannot tell what has changed. `history` in its settings switches it on.',
  );
}
