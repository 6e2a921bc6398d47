import type { Agent } from '../domain/agent.ts';
import type { DirectoryEntries, DirectorySort, KeptEntries } from '../domain/directory.ts';
import type { Provider } from '../domain/provider.ts';
import { type CachedEntries, askThroughCache } from './directory-cache.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';
import type { ProviderKey } from './provider-key.ts';

/** Whole directories, by `everythingOf(provider)`. Null: the vendor has none of that sort, or does not show it. */
export type DirectoryLists = {
  readonly [Sort in DirectorySort]: PortLoader<ProviderKey, readonly DirectoryEntries[Sort][]>;
};

/** What is kept of them, likewise. */
export type KeptLists = {
  readonly [Sort in DirectorySort]: PortLoader<ProviderKey, KeptEntries<DirectoryEntries[Sort]>>;
};

/** All that directories are read through. */
export type DirectoryLoaders = {
  readonly scope: LoaderScope;
  readonly lists: DirectoryLists;
  readonly kept: KeptLists;
};

/** Names all that a provider has of one sort. */
export const everythingOf = (provider: string): ProviderKey => ({ provider, nativeId: '*' });

export const createDirectoryLoaders = (scope: LoaderScope): DirectoryLoaders => ({
  scope,
  lists: createDirectoryLists(scope),
  kept: createKeptLists(scope),
});

/** Makes the loaders of whole directories; agents that they name are known by id from then on. */
function createDirectoryLists(scope: LoaderScope): DirectoryLists {
  const { lists, agents } = scope.directoryCache;
  const learn = (entries: readonly Agent[]): void => {
    for (const agent of entries) agents.remember(agent, agent);
  };
  return {
    agents: createListLoader(scope, lists.agents, 'its directory of agents', async (provider, signal) => {
      const entries = await provider.listAgents(signal);
      learn(entries);
      return entries;
    }),
    queues: createListLoader(scope, lists.queues, 'its directory of queues', async (provider, signal) =>
      provider.getQueues === undefined ? [] : ((await provider.listQueues?.(signal)) ?? null),
    ),
    lines: createListLoader(
      scope,
      lists.lines,
      'its directory of lines',
      async (provider, signal) => (await provider.listLines?.(signal)) ?? null,
    ),
  };
}

/** Makes the loaders of what is kept; they ask no vendor. */
function createKeptLists(scope: LoaderScope): KeptLists {
  const create = <Sort extends DirectorySort>(sort: Sort) =>
    createListLoader(
      scope,
      scope.directoryCache.kept[sort] as CachedEntries<KeptEntries<DirectoryEntries[Sort]>>,
      `the ${sort} that its kept calls name`,
      async (provider) => (await provider.listKept?.(sort)) ?? null,
    );
  return { agents: create('agents'), queues: create('queues'), lines: create('lines') };
}

/** A loader whose only key of a provider is `everythingOf` it. */
const createListLoader = <List>(
  scope: LoaderScope,
  cache: CachedEntries<List>,
  what: string,
  ask: (provider: Provider, signal: AbortSignal) => Promise<List | null>,
): PortLoader<ProviderKey, List> =>
  createPortLoader<ProviderKey, List>(scope, {
    what,
    ask: (provider, keys, signal) =>
      askThroughCache(
        cache,
        keys,
        async (unknown) => {
          const list = await ask(provider, signal);
          return unknown.map(() => list);
        },
        scope,
      ),
  });
