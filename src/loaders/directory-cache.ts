import { LRUCache } from 'lru-cache';
import type { Agent } from '../domain/agent.ts';
import type { DirectoryEntries, DirectorySort, KeptEntries } from '../domain/directory.ts';
import type { Instant } from '../time/instant.ts';
import type { Queue } from '../domain/queue.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** Who works where: what providers said of agents and queues, remembered across requests for a short while. */
export type DirectoryCache = {
  readonly agents: CachedEntries<Agent>;
  readonly queues: CachedEntries<Queue>;
  /** All that a provider has of a sort: see `everythingOf`. */
  readonly lists: { readonly [Sort in DirectorySort]: CachedEntries<readonly DirectoryEntries[Sort][]> };
  readonly kept: { readonly [Sort in DirectorySort]: CachedEntries<KeptEntries<DirectoryEntries[Sort]>> };
};

/** The entries of one sort. */
export type CachedEntries<Entry> = {
  /** Undefined: not known here. Null: the vendor has none of that id. */
  recall(key: ProviderKey, maxAgeMs?: number): Entry | null | undefined;
  remember(key: ProviderKey, entry: Entry | null): void;
};

/** People and queues are renamed seldom; a name that is a minute old is good enough. */
const LIFE_MS = 60_000;
const MAX_ENTRIES = 20_000;

/** Makes a cache that outlives requests. */
export function createDirectoryCache({ now }: { readonly now: () => Instant }): DirectoryCache {
  const createPart = <Entry>(): CachedEntries<Entry> => {
    const entries = new LRUCache<string, { readonly entry: Entry | null; readonly since: Instant }>({
      // A "max" would take room for all of them at once, in each of eight parts.
      maxSize: MAX_ENTRIES,
      sizeCalculation: () => 1,
    });
    return {
      recall(key, maxAgeMs = LIFE_MS) {
        const known = entries.get(keyText(key));
        return known && now() - known.since < Math.min(maxAgeMs, LIFE_MS) ? known.entry : undefined;
      },
      remember(key, entry) {
        entries.set(keyText(key), { entry, since: now() });
      },
    };
  };
  return {
    agents: createPart(),
    queues: createPart(),
    lists: { agents: createPart(), queues: createPart(), lines: createPart() },
    kept: { agents: createPart(), queues: createPart(), lines: createPart() },
  };
}

/** Asks for what the cache does not know, and tells it. */
export async function askThroughCache<Key extends ProviderKey, Entry, Answer extends Entry | null | Error>(
  part: CachedEntries<Entry>,
  keys: readonly Key[],
  ask: (unknown: readonly Key[]) => Promise<readonly Answer[]>,
  { maxAgeMs }: { readonly maxAgeMs?: number | undefined },
): Promise<(Answer | Entry | null)[]> {
  const known = keys.map((key) => part.recall(key, maxAgeMs));
  const unknown = keys.filter((_key, index) => known[index] === undefined);
  if (unknown.length === 0) return known.map((entry) => entry ?? null);
  const answers = await ask(unknown);
  for (const [index, key] of unknown.entries()) {
    const answer = answers[index];
    if (answer !== undefined && !(answer instanceof Error)) part.remember(key, answer as Entry | null);
  }
  let next = 0;
  return known.map((entry) => (entry === undefined ? (answers[next++] ?? null) : entry));
}
