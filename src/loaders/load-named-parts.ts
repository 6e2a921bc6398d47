import { onceById } from '../domain/native-id.ts';
import type { Agent, AgentMention } from '../domain/agent.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Queue } from '../domain/queue.ts';
import type { Loaders } from './index.ts';
import {
  type AgentField,
  type KnownAgent,
  type KnownQueue,
  type PageJoins,
  type Part,
  listOf,
  mapPart,
} from './joined-call.ts';
import type { HangingParts } from './load-hanging-parts.ts';
import type { PortLoader } from './port-loader.ts';
import { type ProviderKey, keyText } from './provider-key.ts';

/** Turns what calls and legs name into what is known of it. */
export type NamedParts = Awaited<ReturnType<typeof loadNamedParts>>;

/** Loads the agents and queues that a page's calls and legs name, each once and only where a field is read of it. */
export async function loadNamedParts(page: readonly HangingParts[], joins: PageJoins, loaders: Loaders) {
  const { providers } = loaders.scope;
  const agentsNamedBy = (parts: HangingParts) =>
    namedAgents(parts, providers.get(parts.call.provider)?.getLegs !== undefined);
  const queuesNamedBy = (parts: HangingParts) =>
    namedQueues(parts, providers.get(parts.call.provider)?.getQueues !== undefined);

  const { agents: agentFields, legAgents: legAgentFields, queues: queueFields } = joins;
  const [agents, queues] = await Promise.all([
    loadDistinct(loaders.agents, [
      ...(agentFields ? page.flatMap((parts) => listOf(agentsNamedBy(parts))).filter(lacksAnyOf(agentFields)) : []),
      ...(legAgentFields
        ? page
            .flatMap(({ legs }) => listOf(legs).flatMap(({ agent }) => agent ?? []))
            .filter(lacksAnyOf(legAgentFields))
        : []),
    ]),
    loadDistinct(
      loaders.queues,
      queueFields?.has('name')
        ? page.flatMap((parts) => listOf(queuesNamedBy(parts))).filter(({ name }) => name === null)
        : [],
    ),
  ]);
  const knownAgent = (mention: AgentMention): KnownAgent => toKnownAgent(mention, agents.get(keyText(mention)));
  return {
    agentsOf: (parts: HangingParts): Part<readonly KnownAgent[]> =>
      mapPart(agentsNamedBy(parts), (agents) => agents.map(knownAgent)),
    queuesOf: (parts: HangingParts): Part<readonly KnownQueue[]> =>
      mapPart(queuesNamedBy(parts), (named) => named.map((queue) => toKnownQueue(queue, queues.get(keyText(queue))))),
    agentOf: ({ agent }: CallLeg): KnownAgent | null => agent && knownAgent(agent),
  };
}

/** Where the row says nothing of agents, they are those of its legs; without legs nobody knows. */
function namedAgents({ call, legs }: HangingParts, hasLegs: boolean): Part<readonly AgentMention[]> {
  if (call.agents !== undefined) return call.agents;
  return hasLegs ? namedByLegs(legs, ({ agent }) => agent) : null;
}

function namedQueues({ call, legs }: HangingParts, hasQueues: boolean): Part<readonly Queue[]> {
  if (call.queues !== undefined) return call.queues;
  return hasQueues ? namedByLegs(legs, ({ queue }) => queue) : [];
}

const lacksAnyOf =
  (fields: ReadonlySet<AgentField>) =>
  (mention: AgentMention): boolean =>
    [...fields].some((field) => mention[field] === undefined);

/** The call's own words win: the same field reads the same whatever else is selected. */
function toKnownAgent(mention: AgentMention, found: Part<Agent> | undefined): KnownAgent {
  if (found === undefined) return { ...mention, problem: null };
  if (found instanceof ProviderError) return { ...mention, problem: found };
  return {
    provider: mention.provider,
    nativeId: mention.nativeId,
    displayName: mention.displayName ?? found?.displayName ?? null,
    email: mention.email ?? found?.email ?? null,
    extension: mention.extension ?? found?.extension ?? null,
    isActive: mention.isActive ?? found?.isActive ?? null,
    problem: null,
  };
}

function toKnownQueue(queue: Queue, found: Part<Queue> | undefined): KnownQueue {
  if (found instanceof ProviderError) return { ...queue, problem: found };
  return { ...queue, name: queue.name ?? found?.name ?? null, problem: null };
}

async function loadDistinct<Key extends ProviderKey, Value>(
  loader: PortLoader<Key, Value>,
  keys: readonly Key[],
): Promise<Map<string, Part<Value>>> {
  const distinct = new Map(keys.map((key) => [keyText(key), key]));
  const loads = [...distinct].map(async ([text, key]) => [text, await loader.part(key)] as const);
  return new Map(await Promise.all(loads));
}

/** What the legs name, each once, in order of the legs. */
const namedByLegs = <Item extends ProviderKey>(
  legs: Part<readonly CallLeg[]> = null,
  nameOf: (leg: CallLeg) => Item | null,
): Part<readonly Item[]> => mapPart(legs, (each) => onceById(each.flatMap((leg) => nameOf(leg) ?? [])));
