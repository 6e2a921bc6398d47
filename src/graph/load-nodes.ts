import type { GraphQLResolveInfo } from 'graphql';
import { missingScope } from '../domain/caller.ts';
import { ProviderError, asAnswer } from '../domain/provider-error.ts';
import { type JoinedCall, mapPart } from '../loaders/joined-call.ts';
import { toSessionLegs } from './call-leg.ts';
import type { GraphContext } from './context.ts';
import type { GlobalId, NodeTypeName } from './global-id.ts';
import { createForbidden } from './graph-error.ts';
import { type CallAddress, loadCalls } from './load-calls.ts';
import { asNode } from './node.ts';
import { loadPerson } from './person.ts';
import { type CallPlan, planCalls } from './plan-calls.ts';
import { toSessionRecordings } from './recording.ts';
import { declaredScope, toScopes } from './scopes.ts';
import { type Selected, readSelected } from './selected.ts';

/** A thing as a Node, null for the unknown, or why it could not be had. */
type NodeSlot = object | Error | null;

/**
 * Finds whatever is named, in its order, each failure in its own slot. Everything is loaded at once: each provider is asked
 * for all of its calls, agents and queues together. What the caller may not read is not looked for.
 */
export async function loadNodes(
  asked: readonly (GlobalId | Error)[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<NodeSlot[]> {
  const slots = new Map<GlobalId, NodeSlot>();
  const named = asked.filter((each): each is GlobalId => !(each instanceof Error));
  const byType = Map.groupBy(named, ({ type }) => type);
  await Promise.all(
    [...byType].map(async ([type, group]) => {
      const forbidden = findForbidden(type, context, info);
      // Told once, like every refusal of a field.
      if (forbidden) return slots.set(group[0]!, forbidden);
      const loaded = await loadOfType(type, group, readSelected(info, context, type), context);
      for (const [index, address] of group.entries()) slots.set(address, toSlot(type, loaded[index] ?? null));
    }),
  );
  return asked.map((each) => (each instanceof Error ? each : (slots.get(each) ?? null)));
}

/** What was read, or why it cannot be, to stand in a slot of a list. */
export function readOrError<Value>(read: () => Value): Value | Error {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

type Loaded = object | ProviderError | null;

function findForbidden(type: NodeTypeName, { caller }: GraphContext, { schema }: GraphQLResolveInfo): Error | null {
  const definition = schema.getType(type);
  const missing = definition ? missingScope(caller, toScopes(declaredScope(definition))) : null;
  return missing === null ? null : createForbidden(type, missing);
}

function toSlot(type: NodeTypeName, loaded: Loaded): NodeSlot {
  if (loaded === null) return null;
  return loaded instanceof ProviderError ? loaded : asNode(type, loaded);
}

async function loadOfType(
  type: NodeTypeName,
  group: readonly GlobalId[],
  selected: Selected,
  context: GraphContext,
): Promise<readonly Loaded[]> {
  switch (type) {
    case 'CallSession':
      return loadFromCalls(group, planCalls({ sessions: [selected] }), context);
    case 'CallLeg':
      return loadFromCalls(group, planCalls({ legs: [selected] }), context);
    case 'Recording':
      return loadFromCalls(group, planCalls({ recordings: [selected] }), context);
    default:
      return Promise.all(group.map((address) => loadByItself(address, context)));
  }
}

/** Calls, and what hangs on them: legs and recordings are found through the call they belong to. */
async function loadFromCalls(addresses: readonly GlobalId[], plan: CallPlan, context: GraphContext): Promise<Loaded[]> {
  const { calls } = await loadCalls(addresses.map(addressOf), plan, context);
  return addresses.map((address, index) => mapPart(calls[index] ?? null, (call) => findIn(address, call)));
}

function addressOf(address: GlobalId): CallAddress {
  if (address.type === 'CallSession') return address;
  if ('session' in address) return { provider: address.provider, key: address.session };
  throw new Error(`a ${address.type} is not found through a call`);
}

function findIn(address: GlobalId, call: JoinedCall): Loaded {
  if (address.type === 'CallLeg') {
    if (call.legs instanceof ProviderError) return call.legs;
    return toSessionLegs(call.legs ?? null, call)?.find(({ leg }) => leg.nativeId === address.nativeId) ?? null;
  }
  if (address.type === 'Recording') {
    if (call.recordings instanceof ProviderError) return call.recordings;
    const recordings = toSessionRecordings(call.recordings ?? null, call);
    return recordings?.find(({ recording }) => recording.nativeId === address.nativeId) ?? null;
  }
  return call;
}

async function loadByItself(address: GlobalId, { providers, loaders }: GraphContext): Promise<Loaded> {
  switch (address.type) {
    case 'Provider':
      return providers.get(address.provider) ?? null;
    case 'Person':
      return loadPerson(address.key, loaders).catch(asAnswer);
    case 'Line':
      return loaders.lines.part(address);
    case 'Agent':
      return loaders.agents.part(address);
    case 'Queue':
      return loaders.queues.part(address);
    default:
      throw new Error(`a ${address.type} is found through its call`);
  }
}
