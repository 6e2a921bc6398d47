import type { Agent } from '../domain/agent.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import { type CallSelection, mergeSelections, selectionText } from '../domain/call-selection.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import type { Line } from '../domain/line.ts';
import type { Slot } from '../domain/provider-error.ts';
import type { CallCosts, Provider } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import type { Recording } from '../domain/recording.ts';
import { askThroughCache } from './directory-cache.ts';
import { createDirectoryLoaders } from './directory-lists.ts';
import { createLinkLoader } from './link-loader.ts';
import { loadDirectory, loadPeople } from './load-directory.ts';
import { createNearbyLoader } from './nearby-loader.ts';
import { type LoaderScope, createPortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';
import { createSpokenWordsLoader } from './spoken-words-loader.ts';
import { createTranscriptLoader } from './transcript-loader.ts';

/** A call by id, and what will be read of it. */
type CallSessionKey = ProviderKey & CallKey & { readonly selection: CallSelection };

/**
 * One request's memory over the port. Each has a DataLoader for every provider: `load(key)` gives the value, or null for
 * what the vendor does not have, or rejects with a ProviderError.
 *
 * A page joins its calls through `joinPage(calls, joins, loaders)` (join-page.ts; the shapes are in joined-call.ts), waits
 * once, and its resolvers read values. What no page planned is joined the same way, a call at a time: calls joined in one
 * turn share their questions. `createJoinParts(loaders)` is what a timeline needs for its filters.
 */
export type Loaders = ReturnType<typeof createLoaders>;

/** Makes the loaders of one request. They are never kept longer; only `scope.directoryCache` is. */
export const createLoaders = (scope: LoaderScope) => ({
  /** Asked in one turn with different selections: together, for all that any of them selects, and a call only once. */
  sessions: createPortLoader<CallSessionKey, CallSession>(scope, {
    what: 'calls by id',
    nameOf: (key) => `${keyText(key)} ${selectionText(key.selection)}`,
    ask: getCalls,
  }),
  /** By `{ provider, nativeId }`, likewise queues; an AgentMention or a Queue will do. */
  agents: createPortLoader<ProviderKey, Agent>(scope, {
    what: 'its agents',
    ask: (provider, keys, signal) =>
      askThroughCache(
        scope.directoryCache.agents,
        keys,
        (unknown) => provider.getAgents(idsOf(unknown), signal),
        scope,
      ),
  }),
  queues: createPortLoader<ProviderKey, Queue>(scope, {
    what: 'its queues',
    async ask(provider, keys, signal) {
      const ask = async (unknown: readonly ProviderKey[]) =>
        (await provider.getQueues?.(idsOf(unknown), signal)) ?? unknown.map(() => null);
      return askThroughCache(scope.directoryCache.queues, keys, ask, scope);
    },
  }),
  /** Whole directories, and who is one human over all of them: see load-directory.ts. */
  ...createDirectoryReaders(scope),
  /** By call, likewise the two below; none where the provider has none. */
  legs: createPortLoader<CallSession, readonly CallLeg[]>(scope, {
    what: 'the legs of its calls',
    ask: async (provider, calls, signal) => (await provider.getLegs?.(calls, signal)) ?? calls.map(() => []),
  }),
  recordings: createPortLoader<CallSession, readonly Recording[]>(scope, {
    what: 'the recordings of its calls',
    ask: async (provider, calls, signal) => (await provider.getRecordings?.(calls, signal)) ?? calls.map(() => []),
  }),
  /** By recording; null for those whose vendor has no text. */
  transcripts: createTranscriptLoader(scope),
  costs: createPortLoader<CallSession, CallCosts>(scope, {
    what: 'the costs of its calls',
    ask: async (provider, calls, signal) => (await provider.getCosts?.(calls, signal)) ?? calls.map(() => null),
  }),
  /** Whether somebody has since spoken with their customers; null where nobody knows. */
  returned: createPortLoader<CallSession, boolean>(scope, {
    what: 'which of its calls were returned',
    ask: async (provider, calls, signal) => (await provider.getReturned?.(calls, signal)) ?? calls.map(() => null),
  }),
  /** By call and words: which of them were said in it, as far as that is kept. */
  spokenWords: createSpokenWordsLoader(scope),
  /** By link, and by number and time: what related calls are found through. */
  links: createLinkLoader(scope),
  nearby: createNearbyLoader(scope),
});

function createDirectoryReaders(scope: LoaderScope) {
  const directories = createDirectoryLoaders(scope);
  let people: ReturnType<typeof loadPeople> | null = null;
  return {
    ...directories,
    people: () => (people ??= loadPeople(directories)),
    /** By `{ provider, nativeId }`. One that is missing from what could not be read whole may be there all the same. */
    lines: createPortLoader<ProviderKey, Line>(scope, {
      what: 'its lines',
      async ask(provider, keys) {
        const { entries, problems } = await loadDirectory('lines', provider, { wantsNamed: true }, directories);
        const byId = new Map(entries.map((line) => [line.nativeId, line]));
        return keys.map(({ nativeId }) => byId.get(nativeId) ?? problems[0] ?? null);
      },
    }),
  };
}

async function getCalls(
  provider: Provider,
  keys: readonly CallSessionKey[],
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  const distinct = new Map<string, CallKey>();
  for (const { nativeId, startedAt } of keys)
    distinct.set(nativeId, { nativeId, startedAt: distinct.get(nativeId)?.startedAt ?? startedAt });
  const selection = mergeSelections(keys.map((key) => key.selection));
  const slots = await provider.getCalls([...distinct.values()], selection, signal);
  const found = new Map([...distinct.keys()].map((nativeId, index) => [nativeId, slots[index] ?? null]));
  return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
}

const idsOf = (keys: readonly ProviderKey[]): string[] => keys.map(({ nativeId }) => nativeId);
