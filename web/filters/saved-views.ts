import { createKept, readJson } from '../parts/kept-in-browser.ts';
import { texts } from '../texts.ts';
import { writeFilter } from './address.ts';

/** A filter with a name, as the address has it. */
export type SavedView = { readonly name: string; readonly search: string };

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
export const useSavedViews = (): readonly SavedView[] => kept.use();

/** Saves a view; one of the same name is replaced. */
export const saveView = (view: SavedView): void => keep([...without(view.name), view]);

export const deleteView = (name: string): void => keep(without(name));

const kept = createKept('trunkline.views', (text): readonly SavedView[] => {
  const read = readJson(text);
  return Array.isArray(read) ? read.filter(isView) : FIRST_VIEWS;
});

const keep = (views: readonly SavedView[]): void => kept.set(JSON.stringify(views));
const without = (name: string): readonly SavedView[] => kept.get().filter((view) => view.name !== name);

function isView(value: unknown): value is SavedView {
  const { name, search } = (value ?? {}) as Partial<SavedView>;
  return typeof name === 'string' && typeof search === 'string';
}
