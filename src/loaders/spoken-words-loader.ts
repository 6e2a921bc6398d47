import type { CallSession } from '../domain/call-session.ts';
import type { Slot } from '../domain/provider-error.ts';
import { type LoaderScope, createPortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** A call, and words that may have been said in it. */
type SpokenWordsKey = ProviderKey & { readonly call: CallSession; readonly words: readonly string[] };

/** Loads which words were said in calls: one question for all calls that are asked about the same words. */
export const createSpokenWordsLoader = (scope: LoaderScope) =>
  createPortLoader<SpokenWordsKey, readonly string[]>(scope, {
    what: 'what was said in its calls',
    nameOf: (key) => `${keyText(key)} ${key.words.join(' ')}`,
    async ask(provider, keys, signal) {
      const found = new Map<SpokenWordsKey, Slot<readonly string[]>>();
      for (const own of Map.groupBy(keys, ({ words }) => words.join(' ')).values()) {
        const calls = own.map(({ call }) => call);
        const slots = (await provider.getSpokenWords?.(calls, own[0]!.words, signal)) ?? calls.map(() => []);
        for (const [index, key] of own.entries()) found.set(key, slots[index] ?? null);
      }
      return keys.map((key) => found.get(key) ?? null);
    },
  });
