import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { CallReads } from '../domain/prepared-filter.ts';
import type { CallCosts } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import type { KeptCall } from './store/kept-page.ts';
import type { CallPart } from './store/vendor-reading.ts';

/** The parts of calls that a selection, and the filter beside it, read. */
export function partsOf(selection: Pick<CallSelection, 'fields' | 'details'>, reads?: CallReads): CallPart[] {
  const isRead = (...fields: readonly (keyof CallSession)[]): boolean =>
    fields.some((field) => selection.fields.has(field as never) || reads?.fields.has(field as never) === true);
  return [
    'calls',
    // Queues that no row names are those of the legs.
    ...(isRead('legs', 'queues') ? (['legs'] as const) : []),
    // Some details tell of a recording as well.
    ...(isRead('recordings') || selection.details.size > 0 ? (['recordings'] as const) : []),
    ...(isRead('cost') ? (['costs'] as const) : []),
  ];
}

/** Whether a kept call has all of the parts. */
export const hasParts = ({ call, costs }: KeptCall, parts: readonly CallPart[]): boolean =>
  (!parts.includes('legs') || call.legs !== undefined) &&
  (!parts.includes('recordings') || call.recordings !== undefined) &&
  (!parts.includes('costs') || call.cost !== undefined || costs !== undefined);

/** What a kept call cost: said beside it, or by its own row and those of its legs. */
export const costsOf = ({ call, costs }: KeptCall): CallCosts =>
  costs ?? {
    session: call.cost ?? null,
    legs: new Map((call.legs ?? []).flatMap(({ nativeId, cost }) => (cost ? [[nativeId, cost] as const] : []))),
  };

/** A kept call as the port has it: with its parts in their places, and with the time of its reading. Made once. */
export function toShownCall(kept: KeptCall): CallSession {
  const known = shown.get(kept);
  if (known !== undefined) return known;
  const call = putTogether(kept);
  shown.set(kept, call);
  return call;
}

const shown = new WeakMap<KeptCall, CallSession>();

function putTogether({ call, costs, readAt }: KeptCall): CallSession {
  const legs = costs === undefined ? call.legs : call.legs?.map((leg) => withCost(leg, costs));
  return {
    ...call,
    readAt,
    legs,
    cost: call.cost === undefined ? costs?.session : call.cost,
    queues: call.queues === undefined && legs ? queuesOf(legs) : call.queues,
  };
}

const withCost = (leg: CallLeg, { legs }: CallCosts): CallLeg =>
  leg.cost === undefined ? { ...leg, cost: legs.get(leg.nativeId) ?? null } : leg;

/** What legs name, each once, in their order. */
const queuesOf = (legs: readonly CallLeg[]): Queue[] => [
  ...new Map(legs.flatMap(({ queue }) => (queue ? [[queue.nativeId, queue] as const] : []))).values(),
];
