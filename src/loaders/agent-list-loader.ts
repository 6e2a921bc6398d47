import type { Agent } from '../domain/agent.ts';
import { askThroughDirectory } from './directory.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';
import type { ProviderKey } from './provider-key.ts';

/** Names everybody who works at a provider. */
export const everyAgentOf = (provider: string): ProviderKey => ({ provider, nativeId: '*' });

/** Loads whole directories, as far as they are not known already; whoever they name is known by id from then on. */
export const createAgentListLoader = (scope: LoaderScope): PortLoader<ProviderKey, readonly Agent[]> =>
  createPortLoader<ProviderKey, readonly Agent[]>(scope, {
    what: 'its directory of agents',
    ask: (provider, keys, signal) =>
      askThroughDirectory(
        scope.directory.agentLists,
        keys,
        async (unknown) => {
          const agents = await provider.listAgents(signal);
          for (const agent of agents) scope.directory.agents.remember(agent, agent);
          return unknown.map(() => agents);
        },
        scope,
      ),
  });
