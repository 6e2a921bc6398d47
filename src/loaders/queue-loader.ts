import type { Queue } from '../domain/queue.ts';
import { askThroughDirectory } from './directory.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';
import type { ProviderKey } from './provider-key.ts';

/** Loads queues by id, as far as the directory does not know them; none where the provider has none. */
export const createQueueLoader = (scope: LoaderScope): PortLoader<ProviderKey, Queue> =>
  createPortLoader<ProviderKey, Queue>(scope, {
    what: 'its queues',
    ask: async (provider, keys, signal) =>
      provider.capabilities.hasQueues
        ? askThroughDirectory(
            scope.directory.queues,
            keys,
            (unknown) => provider.getQueues(idsOf(unknown), signal),
            scope,
          )
        : keys.map(() => null),
  });

const idsOf = (keys: readonly ProviderKey[]): string[] => keys.map(({ nativeId }) => nativeId);
