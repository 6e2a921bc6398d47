import type { CallLink } from '../domain/call-references.ts';
import { type CallSelection, mergeSelections, selectionText, withFields } from '../domain/call-selection.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { Slot } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import { mapPart } from './joined-call.ts';
import { type LoaderScope, createPortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** A link to calls of a provider, its id as `nativeId`, and what will be read of them. */
type LinkKey = ProviderKey & Pick<CallLink, 'by' | 'startedAt'> & { readonly selection: CallSelection };

/**
 * Loads the calls that links lead to. Whether an id is the call's own or one that it carries, all that is asked of a
 * provider in one turn is one question.
 */
export const createLinkLoader = (scope: LoaderScope) =>
  createPortLoader<LinkKey, readonly CallSession[]>(scope, {
    what: 'calls by ids that others know',
    // The same id may stand for calls of different days.
    nameOf: (key) => `${keyText(key)} ${key.by} ${key.startedAt} ${selectionText(key.selection)}`,
    ask: followLinks,
  });

async function followLinks(
  provider: Provider,
  keys: readonly LinkKey[],
  signal: AbortSignal,
): Promise<Slot<readonly CallSession[]>[]> {
  const selection = mergeSelections(keys.map((key) => key.selection));
  if (provider.linkedCalls) {
    const links = keys.map(({ by, nativeId, startedAt }) => ({ by, id: nativeId, startedAt }));
    return provider.linkedCalls.get(links, withFields(selection, ['references']), signal);
  }
  const slots = await provider.getCalls(keys, selection, signal);
  return slots.map((slot) => mapPart(slot, (call) => [call]));
}
