import type { GraphQLResolveInfo } from 'graphql';
import { missingScope } from '../domain/caller.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { JoinedCall } from '../loaders/joined-call.ts';
import { builder } from './builder.ts';
import { toSessionLegs } from './call-leg.ts';
import type { GraphContext } from './context.ts';
import { asks } from './demand.ts';
import { type GlobalId, type NodeTypeName, readGlobalId } from './global-id.ts';
import { createForbidden, toGraphError } from './graph-error.ts';
import { type CallAddress, loadCalls } from './load-calls.ts';
import { NodeRef, asNode } from './node.ts';
import { loadPart, orThrow } from './part-of.ts';
import { loadPerson } from './person.ts';
import { type CallPlan, planCalls } from './plan-calls.ts';
import { toSessionRecordings } from './recording.ts';
import { declaredScope, toScopes } from './scopes.ts';
import { type Selected, readSelected } from './selected.ts';

type Slot = object | ProviderError | null;
type SelectedAs = (typeName: NodeTypeName) => Selected;

builder.queryFields((t) => ({
  node: t.field({
    scope: 'anyone',
    type: NodeRef,
    extensions: asks('look-up'),
    description: 'Whatever has this id; null where it is no longer there.',
    args: { id: t.arg.id({ required: true, description: 'A global id, from the `id` of any type.' }) },
    resolve: (_root, { id }, context, info) =>
      loadPart(async () => {
        const read = readAllowed(id, context, info);
        const [slot = null] = await loadNodes([read], (typeName) => readSelected(info, context, typeName), context);
        return orThrow(slot);
      }),
  }),
  nodes: t.field({
    scope: 'anyone',
    type: [NodeRef],
    extensions: asks('look-up'),
    nullable: { list: false, items: true },
    description:
      'Whatever has these ids, in their order: null for what is no longer there, an error for a damaged id or a provider that fails.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids, of any types.' }) },
    resolve: (_root, { ids }, context, info) =>
      loadPart(async () => {
        const read = ids.map((id) => readOrError(() => readAllowed(id, context, info)));
        const good = read.filter((id): id is GlobalId => !(id instanceof Error));
        const slots = await loadNodes(good, (typeName) => readSelected(info, context, typeName), context);
        let next = 0;
        return read.map((id) => (id instanceof Error ? id : toSlot(slots[next++] ?? null)));
      }),
  }),
}));

/** Reads an id of what its caller may read: for them, the rest is not even looked for. */
function readAllowed(id: string, { caller }: GraphContext, { schema }: GraphQLResolveInfo): GlobalId {
  const read = readGlobalId(id);
  const type = schema.getType(read.type);
  const missing = type ? missingScope(caller, toScopes(declaredScope(type))) : null;
  if (missing !== null) throw createForbidden(`A ${read.type}`, missing);
  return read;
}

function readOrError(read: () => GlobalId): GlobalId | Error {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

// An error in a list stands in its own slot.
const toSlot = (slot: Slot): object | null => (slot instanceof ProviderError ? (toGraphError(slot) as Error) : slot);

/** Loads everything at once: each provider is asked for all of its calls, agents and queues together. */
async function loadNodes(ids: readonly GlobalId[], as: SelectedAs, context: GraphContext): Promise<Slot[]> {
  const plans: Readonly<Record<'CallSession' | 'CallLeg' | 'Recording', () => CallPlan>> = {
    CallSession: () => planCalls({ sessions: [as('CallSession')] }),
    CallLeg: () => planCalls({ legs: [as('CallLeg')] }),
    Recording: () => planCalls({ recordings: [as('Recording')] }),
  };
  const slots = new Map<GlobalId, Slot>();
  const byType = Map.groupBy(ids, ({ type }) => type);
  await Promise.all(
    [...byType].map(async ([type, group]) => {
      const loaded =
        type === 'CallSession' || type === 'CallLeg' || type === 'Recording'
          ? await loadFromCalls(group, plans[type](), context)
          : await Promise.all(group.map((id) => loadByItself(id, context)));
      for (const [index, id] of group.entries()) slots.set(id, brand(type, loaded[index] ?? null));
    }),
  );
  return ids.map((id) => slots.get(id) ?? null);
}

const brand = (type: NodeTypeName, slot: Slot): Slot =>
  slot === null || slot instanceof ProviderError ? slot : asNode(type, slot);

/** Calls, and what hangs on them: legs and recordings are found through the call they belong to. */
async function loadFromCalls(ids: readonly GlobalId[], plan: CallPlan, context: GraphContext): Promise<Slot[]> {
  const { calls } = await loadCalls(ids.map(addressOf), plan, context);
  return ids.map((id, index) => {
    const call = calls[index] ?? null;
    return call === null || call instanceof ProviderError ? call : findIn(id, call);
  });
}

function addressOf(id: GlobalId): CallAddress {
  if (id.type === 'CallSession') return id;
  if (id.type === 'CallLeg' || id.type === 'Recording') return { provider: id.provider, key: id.session };
  throw new Error(`a ${id.type} is not found through a call`);
}

function findIn(id: GlobalId, call: JoinedCall): Slot {
  if (id.type === 'CallLeg') {
    if (call.legs instanceof ProviderError) return call.legs;
    return toSessionLegs(call.legs ?? null, call)?.find(({ leg }) => leg.nativeId === id.nativeId) ?? null;
  }
  if (id.type === 'Recording') {
    if (call.recordings instanceof ProviderError) return call.recordings;
    const recordings = toSessionRecordings(call.recordings ?? null, call);
    return recordings?.find(({ recording }) => recording.nativeId === id.nativeId) ?? null;
  }
  return call;
}

async function loadByItself(id: GlobalId, { providers, loaders }: GraphContext): Promise<Slot> {
  try {
    switch (id.type) {
      case 'Provider':
        return providers.get(id.provider) ?? null;
      case 'Person':
        return await loadPerson(id.key, loaders);
      case 'Line':
        return await loaders.lines.load(id);
      case 'Agent':
        return await loaders.agents.load(id);
      case 'Queue':
        return await loaders.queues.load(id);
      default:
        throw new Error(`a ${id.type} is found through its call`);
    }
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
