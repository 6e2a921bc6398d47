import type { CallSession } from '../domain/call-session.ts';
import type { Keeping } from '../domain/keeping.ts';
import type { CallCosts, Provider } from '../domain/provider.ts';
import type { CallPart, ReadCall } from './store/vendor-reading.ts';

/** A provider whose calls can be kept. */
export type KeepingProvider = Provider & { readonly keeping: Keeping };

export const canBeKept = (provider: Provider): provider is KeepingProvider => provider.keeping !== undefined;

/** What calls carry by themselves; undefined where a part has to be asked for. */
export const CARRIED = {
  legs: ({ legs }: CallSession) => legs,
  /** Recordings count as carried once each says which leg it belongs to, or that it belongs to none. */
  recordings: ({ recordings }: CallSession) =>
    recordings?.some(({ legId }) => legId === undefined) === true ? undefined : recordings,
  costs: ({ cost }: CallSession) => cost,
} as const;

/** Which parts all of these calls carry by themselves. */
export function carriedParts(calls: readonly CallSession[]): CallPart[] {
  const parts = (Object.keys(CARRIED) as (keyof typeof CARRIED)[]).filter((part) =>
    calls.every((call) => CARRIED[part](call) !== undefined),
  );
  return ['calls', ...parts];
}

/** A call as it was listed, with the parts that it carries. */
export const toCarriedCall = (keeping: Keeping, call: CallSession): ReadCall =>
  toReadCall(keeping, { ...call, recordings: CARRIED.recordings(call) });

/** A call with its parts as it may be kept; parts that were not read are undefined. */
export function toReadCall(keeping: Keeping, call: CallSession, costs?: CallCosts): ReadCall {
  const { readAt: _readAt, ...kept } = keeping.toKept(call);
  return {
    nativeId: kept.nativeId,
    call: { ...kept, legs: undefined, recordings: undefined },
    ...(kept.legs !== undefined && { legs: kept.legs }),
    ...(kept.recordings !== undefined && { recordings: kept.recordings }),
    ...(costs !== undefined && { costs }),
  };
}
