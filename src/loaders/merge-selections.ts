import type { CallSelection } from '../domain/call-selection.ts';

/** All that any of the keys selects: what is asked in one turn is asked together. Needs one key at least. */
export function mergeSelections(keys: readonly { readonly selection: CallSelection }[]): CallSelection {
  const selections = [...new Set(keys.map(({ selection }) => selection))];
  const [only] = selections;
  if (selections.length === 1 && only) return only;
  return {
    fields: new Set(selections.flatMap(({ fields }) => [...fields])),
    details: new Set(selections.flatMap(({ details }) => [...details])),
    raw: selections.some(({ raw }) => raw),
  };
}
