import type { Agent } from '../domain/agent.ts';
import { askThroughDirectory } from './directory.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';
import type { ProviderKey } from './provider-key.ts';

/** Loads agents by id, as far as the directory does not know them. */
export const createAgentLoader = (scope: LoaderScope): PortLoader<ProviderKey, Agent> =>
  createPortLoader<ProviderKey, Agent>(scope, {
    what: 'its agents',
    ask: (provider, keys, signal) =>
      askThroughDirectory(scope.directory.agents, keys, (unknown) => provider.getAgents(idsOf(unknown), signal), scope),
  });

const idsOf = (keys: readonly ProviderKey[]): string[] => keys.map(({ nativeId }) => nativeId);
