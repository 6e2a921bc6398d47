import { useSyncExternalStore } from 'react';
import { createListeners } from '../parts/listeners.ts';
import { COLUMNS, type Column, type ColumnId } from './columns.tsx';

const KEPT_AS = 'trunkline.columns';
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
export const useChosenColumns = (): readonly Column[] => useSyncExternalStore(listen, () => chosen);

export function chooseColumns(ids: ReadonlySet<ColumnId>): void {
  chosen = columnsOf(ids);
  localStorage.setItem(KEPT_AS, JSON.stringify(chosen.map(({ id }) => id)));
  tell();
}

const columnsOf = (ids: ReadonlySet<unknown>): readonly Column[] =>
  COLUMNS.filter(({ id, isAlwaysShown }) => isAlwaysShown || ids.has(id));

let chosen = columnsOf(readKept());
const { listen, tell } = createListeners();

function readKept(): ReadonlySet<unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null');
    if (Array.isArray(kept)) return new Set(kept);
  } catch {
    // It is no JSON: something else wrote there.
  }
  return new Set(FIRST_CHOICE);
}
