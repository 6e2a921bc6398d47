import type { CallSelection } from '../domain/call-selection.ts';

// Two hundred ids of one query share one selection object.
const texts = new WeakMap<CallSelection, string>();

/** Names a selection for a request's memory: equal selections have equal names. */
export function selectionText(selection: CallSelection): string {
  const known = texts.get(selection);
  if (known !== undefined) return known;
  const text = JSON.stringify([[...selection.fields].sort(), [...selection.details].sort(), selection.raw]);
  texts.set(selection, text);
  return text;
}
