import type { DirectoryEntries, DirectorySort, KeptEntries } from '../domain/directory.ts';
import type { Provider } from '../domain/provider.ts';
import { type CachedEntries, askThroughCache } from './directory-cache.ts';
import { type LoaderScope, createPortLoader } from './port-loader.ts';
import type { ProviderKey } from './provider-key.ts';

/** All that directories are read through: its loaders know one key of each provider, `everythingOf` it. */
export type DirectoryLoaders = ReturnType<typeof createDirectoryLoaders>;

/** Names all that a provider has of one sort. */
export const everythingOf = (provider: string): ProviderKey => ({ provider, nativeId: '*' });

export function createDirectoryLoaders(scope: LoaderScope) {
  const { agents, lists, kept } = scope.directoryCache;
  const load = <List>(
    cache: CachedEntries<List>,
    what: string,
    ask: (provider: Provider, signal: AbortSignal) => Promise<List | null>,
  ) =>
    createPortLoader<ProviderKey, List>(scope, {
      what,
      ask: (provider, keys, signal) => askThroughCache(cache, keys, async () => [await ask(provider, signal)], scope),
    });
  const loadKept = <Sort extends DirectorySort>(sort: Sort) =>
    load(
      kept[sort] as CachedEntries<KeptEntries<DirectoryEntries[Sort]>>,
      `the ${sort} that its kept calls name`,
      async (provider) => (await provider.listKept?.(sort)) ?? null,
    );
  return {
    scope,
    /** Whole directories. Null: the vendor has none of that sort, or does not show it. */
    lists: {
      agents: load(lists.agents, 'its directory of agents', async (provider, signal) => {
        const entries = await provider.listAgents(signal);
        // Whom it names is known by id from then on.
        for (const agent of entries) agents.remember(agent, agent);
        return entries;
      }),
      queues: load(lists.queues, 'its directory of queues', async (provider, signal) =>
        provider.getQueues === undefined ? [] : ((await provider.listQueues?.(signal)) ?? null),
      ),
      lines: load(
        lists.lines,
        'its directory of lines',
        async (provider, signal) => (await provider.listLines?.(signal)) ?? null,
      ),
    },
    /** What is kept of them; asks no vendor. */
    kept: { agents: loadKept('agents'), queues: loadKept('queues'), lines: loadKept('lines') },
  };
}
