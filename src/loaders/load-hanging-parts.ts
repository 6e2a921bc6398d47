import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { CallCosts } from '../domain/provider.ts';
import type { Recording } from '../domain/recording.ts';
import type { Loaders } from './index.ts';
import type { PageJoins, Part } from './joined-call.ts';
import type { PortLoader } from './port-loader.ts';

/** A call and what hangs on it: carried by its row, or loaded, or undefined because nobody reads it. */
export type HangingParts = {
  readonly call: CallSession;
  readonly legs: Part<readonly CallLeg[]> | undefined;
  readonly recordings: Part<readonly Recording[]> | undefined;
  readonly costs: Part<CallCosts> | undefined;
};

/** Loads legs, recordings and costs at the same time, each kind with one question to each provider. */
export async function loadHangingParts(
  calls: readonly CallSession[],
  joins: PageJoins,
  loaders: Loaders,
): Promise<HangingParts[]> {
  const [legs, recordings, costs] = await Promise.all([
    loadFor(loaders.legs, calls, (call) => awaitsLegs(call, joins, loaders)),
    loadFor(loaders.recordings, calls, (call) => call.recordings === undefined && readsRecordings(joins)),
    loadFor(loaders.costs, calls, (call) => call.cost === undefined && joins.cost === true),
  ]);
  const withLegs = calls.map((call) => ({ call, legs: call.legs === undefined ? legs.get(call) : call.legs }));
  // Only the legs tell whether their own costs came with them.
  const uncosted = new Set(withLegs.filter(hasUncostedLeg).map(({ call }) => call));
  const legCosts = await loadFor(loaders.costs, calls, (call) => joins.legCosts === true && uncosted.has(call));
  return withLegs.map((parts) => ({
    ...parts,
    recordings: parts.call.recordings === undefined ? recordings.get(parts.call) : parts.call.recordings,
    costs: costs.get(parts.call) ?? legCosts.get(parts.call),
  }));
}

/** Transcripts are those of recordings. */
const readsRecordings = ({ recordings, transcripts }: PageJoins): boolean =>
  recordings === true || transcripts === true;

const hasUncostedLeg = ({ legs }: Pick<HangingParts, 'legs'>): boolean =>
  legs != null && !(legs instanceof ProviderError) && legs.some(({ cost }) => cost === undefined);

/** Whether a call's legs have still to be asked for. Agents and queues that a row leaves out are those of its legs. */
export function awaitsLegs(call: CallSession, joins: PageJoins, { scope }: Loaders): boolean {
  if (call.legs !== undefined) return false;
  return (
    joins.legs === true ||
    joins.legAgents !== undefined ||
    joins.legCosts === true ||
    (joins.agents !== undefined && call.agents === undefined) ||
    (joins.queues !== undefined &&
      call.queues === undefined &&
      scope.providers.get(call.provider)?.getQueues !== undefined)
  );
}

async function loadFor<Value>(
  loader: PortLoader<CallSession, Value>,
  calls: readonly CallSession[],
  isNeeded: (call: CallSession) => boolean,
): Promise<Map<CallSession, Part<Value>>> {
  const loads = calls.filter(isNeeded).map(async (call) => [call, await loader.part(call)] as const);
  return new Map(await Promise.all(loads));
}
