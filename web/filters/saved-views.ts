import { useSyncExternalStore } from 'react';
import { createListeners } from '../parts/listeners.ts';
import { texts } from '../texts.ts';
import { writeFilter } from './address.ts';

/** A filter with a name, as the address has it. */
export type SavedView = { readonly name: string; readonly search: string };

const KEPT_AS = 'trunkline.views';
const { notReturned, missedToday, long, recorded } = texts.filters.firstViews;

/** What everybody begins with. */
const FIRST_VIEWS: readonly SavedView[] = [
  { name: notReturned, search: writeFilter({ isReturned: false, dates: '7-days' }).toString() },
  {
    name: missedToday,
    search: writeFilter({ directions: ['INBOUND'], outcomes: ['MISSED', 'ABANDONED'], dates: 'today' }).toString(),
  },
  { name: long, search: writeFilter({ duration: { minSeconds: 600, maxSeconds: null } }).toString() },
  { name: recorded, search: writeFilter({ hasRecording: true }).toString() },
];

/** The views of this browser, in the order in which they were saved. */
export const useSavedViews = (): readonly SavedView[] => useSyncExternalStore(listen, () => views);

/** Saves a view; one of the same name is replaced. */
export function saveView(view: SavedView): void {
  keep([...views.filter(({ name }) => name !== view.name), view]);
}

export function deleteView(name: string): void {
  keep(views.filter((view) => view.name !== name));
}

let views = readKept();
const { listen, tell } = createListeners();

function keep(next: readonly SavedView[]): void {
  views = next;
  localStorage.setItem(KEPT_AS, JSON.stringify(next));
  tell();
}

function readKept(): readonly SavedView[] {
  const kept = parse(localStorage.getItem(KEPT_AS));
  return Array.isArray(kept) ? kept.filter(isView) : FIRST_VIEWS;
}

/** Null for what is no JSON: something else wrote there. */
function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function isView(value: unknown): value is SavedView {
  const { name, search } = (value ?? {}) as Partial<SavedView>;
  return typeof name === 'string' && typeof search === 'string';
}
