import type { CallSelection } from '../domain/call-selection.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import { mergeSelections } from './merge-selections.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';
import { selectionText } from './selection-text.ts';

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
      const slots = await provider.getCalls(asked, mergeSelections(keys), signal);
      const found = new Map(asked.map(({ nativeId }, index) => [nativeId, slots[index] ?? null]));
      return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
    },
  });
