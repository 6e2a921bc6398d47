import { createKept, readJson } from '../parts/kept-in-browser.ts';
import { COLUMNS, type Column, type ColumnId } from './columns.tsx';

const FIRST_CHOICE: readonly ColumnId[] = [
  'time',
  'way',
  'customer',
  'agents',
  'outcome',
  'duration',
  'provider',
  'recording',
];

/** The columns that the viewer wants to see, kept in the browser. */
export const useChosenColumns = (): readonly Column[] => kept.use();

export const chooseColumns = (ids: readonly string[]): void => kept.set(JSON.stringify(ids));

const kept = createKept('trunkline.columns', (text): readonly Column[] => {
  const read = readJson(text);
  const ids = new Set<unknown>(Array.isArray(read) ? read : FIRST_CHOICE);
  return COLUMNS.filter(({ id, isAlwaysShown }) => isAlwaysShown || ids.has(id));
});
