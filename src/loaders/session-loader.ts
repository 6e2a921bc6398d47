import type { CallSelection } from '../domain/call-selection.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** A call by id, and what will be read of it. */
export type CallSessionKey = ProviderKey & CallKey & { readonly selection: CallSelection };

/**
 * Loads calls by id. Those asked in one turn with different selections are asked together, for all that any of them
 * selects, and a call only once.
 */
export const createSessionLoader = (scope: LoaderScope): PortLoader<CallSessionKey, CallSession> =>
  createPortLoader<CallSessionKey, CallSession>(scope, {
    what: 'calls by id',
    nameOf: (key) => `${keyText(key)} ${selectionText(key.selection)}`,
    ask: async (provider, keys, signal) => {
      const distinct = new Map<string, CallSessionKey>();
      for (const key of keys) {
        const known = distinct.get(key.nativeId);
        distinct.set(key.nativeId, known?.startedAt === undefined ? key : known);
      }
      const asked = [...distinct.values()].map(({ nativeId, startedAt }) => ({ nativeId, startedAt }));
      const slots = await provider.getCalls(asked, joinSelections(keys), signal);
      const found = new Map(asked.map(({ nativeId }, index) => [nativeId, slots[index] ?? null]));
      return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
    },
  });

function joinSelections(keys: readonly CallSessionKey[]): CallSelection {
  const selections = [...new Set(keys.map(({ selection }) => selection))];
  const [only] = selections;
  if (selections.length === 1 && only) return only;
  return {
    fields: new Set(selections.flatMap(({ fields }) => [...fields])),
    details: new Set(selections.flatMap(({ details }) => [...details])),
    raw: selections.some(({ raw }) => raw),
  };
}

const texts = new WeakMap<CallSelection, string>();

// Two hundred ids of one query share one selection object.
function selectionText(selection: CallSelection): string {
  const known = texts.get(selection);
  if (known !== undefined) return known;
  const text = JSON.stringify([[...selection.fields].sort(), [...selection.details].sort(), selection.raw]);
  texts.set(selection, text);
  return text;
}
