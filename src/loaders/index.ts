import { createAgentListLoader } from './agent-list-loader.ts';
import { createAgentLoader } from './agent-loader.ts';
import { createCostLoader } from './cost-loader.ts';
import { createLegLoader } from './leg-loader.ts';
import { createLinkLoader } from './link-loader.ts';
import { createNearbyLoader } from './nearby-loader.ts';
import type { LoaderScope } from './port-loader.ts';
import { createQueueLoader } from './queue-loader.ts';
import { createRecordingLoader } from './recording-loader.ts';
import { createSessionLoader } from './session-loader.ts';

/**
 * One request's memory over the port. Each has a DataLoader for every provider: `load(key)` gives the value, or null for
 * what the vendor does not have, or rejects with a ProviderError.
 *
 * A page joins its calls through `joinPage(calls, joins, loaders)` (join-page.ts; the shapes are in joined-call.ts), waits
 * once, and its resolvers read values. What no page planned is joined the same way, a call at a time: calls joined in one
 * turn share their questions. `createJoinParts(loaders)` is what a timeline needs for its filters.
 */
export type Loaders = {
  /** By `{ provider, nativeId, startedAt?, selection }`. */
  readonly sessions: ReturnType<typeof createSessionLoader>;
  /** By `{ provider, nativeId }`, likewise queues; an AgentMention or a Queue will do. */
  readonly agents: ReturnType<typeof createAgentLoader>;
  readonly queues: ReturnType<typeof createQueueLoader>;
  /** By `everyAgentOf(provider)`. */
  readonly agentLists: ReturnType<typeof createAgentListLoader>;
  /** By call. */
  readonly legs: ReturnType<typeof createLegLoader>;
  readonly recordings: ReturnType<typeof createRecordingLoader>;
  readonly costs: ReturnType<typeof createCostLoader>;
  /** By link, and by number and time: what related calls are found through. */
  readonly links: ReturnType<typeof createLinkLoader>;
  readonly nearby: ReturnType<typeof createNearbyLoader>;
  readonly scope: LoaderScope;
};

/** Makes the loaders of one request. They are never kept longer; only `scope.directory` is. */
export const createLoaders = (scope: LoaderScope): Loaders => ({
  sessions: createSessionLoader(scope),
  agents: createAgentLoader(scope),
  queues: createQueueLoader(scope),
  agentLists: createAgentListLoader(scope),
  legs: createLegLoader(scope),
  recordings: createRecordingLoader(scope),
  costs: createCostLoader(scope),
  links: createLinkLoader(scope),
  nearby: createNearbyLoader(scope),
  scope,
});
