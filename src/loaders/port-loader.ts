import DataLoader from 'dataloader';

import type { Deadlines } from '../domain/deadlines.ts';
import type { PersonSetting } from '../domain/people.ts';
import { ProviderError, type Slot, asAnswer } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { DirectoryCache } from './directory-cache.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** What the loaders of one request share. */
export type LoaderScope = {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly deadlines: Deadlines;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  readonly directoryCache: DirectoryCache;
  /** Who is one human, as the settings say. */
  readonly people?: readonly PersonSetting[];
  /** How old what the cache knows may be; 0 asks again. Its own limit, when left out. */
  readonly maxAgeMs?: number | undefined;
};

export type PortLoader<Key extends ProviderKey, Value> = ReturnType<typeof createPortLoader<Key, Value>>;

/**
 * Makes a loader over one of the port's many-at-once methods: one question to each provider for all that is asked in a
 * turn, each key once. What fails as a whole fails in every slot of that provider, and in no other; whoever asks several
 * providers has the answer of one while another is slow. A provider that is no longer in the settings has nothing.
 */
export function createPortLoader<Key extends ProviderKey, Value>(
  { providers, deadlines, signal }: LoaderScope,
  {
    what,
    ask,
    nameOf = keyText,
  }: {
    /** What is asked, for the message of a late answer: "its legs". */
    readonly what: string;
    readonly ask: (provider: Provider, keys: readonly Key[], signal: AbortSignal) => Promise<Slot<Value>[]>;
    /** Names a key for the request's memory. */
    readonly nameOf?: (key: Key) => string;
  },
) {
  const askProvider = async (provider: Provider, keys: readonly Key[]): Promise<Slot<Value>[]> => {
    const share = deadlines.share(provider, signal);
    const slots = await share.ask(what, () => ask(provider, keys, share.signal)).catch(asAnswer);
    if (slots instanceof ProviderError) return keys.map(() => slots);
    return slots.length === keys.length ? slots : keys.map(() => miscounted(provider, what, keys, slots));
  };
  const loaders = new Map<string, DataLoader<Key, Value | null, string>>();
  const createLoader = (provider: Provider) => {
    const loader = new DataLoader<Key, Value | null, string>((keys) => askProvider(provider, keys), {
      cacheKeyFn: nameOf,
    });
    loaders.set(provider.key, loader);
    return loader;
  };
  /** Gives a value, null for what the vendor does not have, or rejects with the ProviderError of its slot. */
  const load = (key: Key): Promise<Value | null> => {
    const provider = providers.get(key.provider);
    return provider ? (loaders.get(provider.key) ?? createLoader(provider)).load(key) : Promise.resolve(null);
  };

  return {
    load,
    /** The same with the ProviderError as an answer; rejects only when the caller has gone. */
    part: (key: Key): Promise<Slot<Value>> => load(key).catch(asAnswer),
    clearAll(): void {
      for (const loader of loaders.values()) loader.clearAll();
    },
  };
}

const miscounted = (provider: Provider, what: string, keys: readonly unknown[], slots: readonly unknown[]) =>
  new ProviderError(
    provider.key,
    'unreadable',
    `${provider.key} was asked ${what} for ${keys.length} keys and gave ${slots.length} answers`,
  );
