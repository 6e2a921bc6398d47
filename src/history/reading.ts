import { KEPT_SELECTION } from '../domain/call-selection.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { Keeping } from '../domain/keeping.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { CallCosts, Provider } from '../domain/provider.ts';
import type { Recording } from '../domain/recording.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { CallPart, ReadCall } from './store/history-store.ts';

/** Calls of a span with all their parts, as they may be kept, and what stood in the way of reading it whole. */
export type WholeReading = { readonly calls: readonly ReadCall[]; readonly problems: readonly ProviderError[] };

/** A provider whose calls can be kept. */
export type KeepingProvider = Provider & { readonly keeping: Keeping };

/**
 * Reads a span whole and unfiltered, with every part. A part that cannot be had is a problem too: the span was then not
 * read whole.
 */
export async function readWhole(
  provider: KeepingProvider,
  range: TimeRange,
  signal: AbortSignal,
): Promise<WholeReading> {
  const { everything } = provider.keeping;
  const question = provider.prepare(everything, KEPT_SELECTION);
  const calls: CallSession[] = [];
  const problems: ProviderError[] = [];
  for await (const page of question.list({ range, direction: 'ASC', expect: provider.traits.maxPageSize }, signal)) {
    calls.push(...page.calls);
    problems.push(...(page.problems ?? []));
  }
  const parts = await readParts(provider, calls, signal);
  return { calls: parts.calls, problems: [...problems, ...parts.problems] };
}

/** Brings the parts that rows leave out, and makes of the whole what may be kept. */
export async function readParts(
  provider: KeepingProvider,
  calls: readonly CallSession[],
  signal: AbortSignal,
): Promise<WholeReading> {
  const legs = await fill(
    calls,
    ({ legs: carried }) => carried,
    provider.getLegs && ((some) => provider.getLegs!(some, signal)),
  );
  const withLegs = calls.map((call, index) => ({ ...call, legs: valueOf(legs[index]) }));
  const [recordings, costs] = await Promise.all([
    fill(withLegs, carriedRecordings, provider.getRecordings && ((some) => provider.getRecordings!(some, signal))),
    fill(
      withLegs,
      ({ cost }) => (cost === undefined ? undefined : CARRIED),
      provider.getCosts && ((some) => provider.getCosts!(some, signal)),
    ),
  ]);
  return {
    calls: withLegs.map((call, index) =>
      toReadCall(provider.keeping, call, {
        legs: valueOf(legs[index]),
        recordings: valueOf(recordings[index]),
        costs: costsOf(costs[index]),
      }),
    ),
    problems: [...legs, ...recordings, ...costs].filter((slot) => slot instanceof ProviderError),
  };
}

/** Which parts all of these calls carry by themselves. */
export function carriedParts(calls: readonly CallSession[]): CallPart[] {
  const isCarried: Record<CallPart, (call: CallSession) => boolean> = {
    calls: () => true,
    legs: ({ legs }) => legs !== undefined,
    recordings: (call) => carriedRecordings(call) !== undefined,
    costs: ({ cost }) => cost !== undefined,
  };
  return (Object.keys(isCarried) as CallPart[]).filter((part) => calls.every(isCarried[part]));
}

/** A call as it was listed, with the parts that it carries. */
export const toCarriedCall = (keeping: Keeping, call: CallSession): ReadCall =>
  toReadCall(keeping, call, { legs: call.legs, recordings: carriedRecordings(call), costs: undefined });

/** Stands for costs that the row says itself: they need no place of their own. */
const CARRIED = 'carried';

type Parts = {
  readonly legs: readonly CallLeg[] | null | undefined;
  readonly recordings: readonly Recording[] | null | undefined;
  readonly costs: CallCosts | undefined;
};

function toReadCall(keeping: Keeping, call: CallSession, { legs, recordings, costs }: Parts): ReadCall {
  const { readAt: _readAt, ...kept } = keeping.toKept({ ...call, legs, recordings });
  return {
    nativeId: kept.nativeId,
    call: { ...kept, legs: undefined, recordings: undefined },
    ...(kept.legs !== undefined && { legs: kept.legs }),
    ...(kept.recordings !== undefined && { recordings: kept.recordings }),
    ...(costs !== undefined && { costs }),
  };
}

/** Recordings count as carried once each says which leg it belongs to, or that it belongs to none. */
const carriedRecordings = ({ recordings }: CallSession): CallSession['recordings'] =>
  recordings?.some(({ legId }) => legId === undefined) === true ? undefined : recordings;

type GetPart<Value> = (calls: readonly CallSession[]) => Promise<Slot<Value>[]>;

/** What calls carry, and of the others what the provider is asked for; undefined where it has no such part. */
async function fill<Value, Carried>(
  calls: readonly CallSession[],
  carriedOf: (call: CallSession) => Carried | undefined,
  get: GetPart<Value> | undefined,
): Promise<(Slot<Value> | Carried | undefined)[]> {
  const bare = calls.filter((call) => carriedOf(call) === undefined);
  const asked = get && bare.length > 0 ? await get(bare) : [];
  const found = new Map(bare.map((call, index) => [call, asked[index]]));
  return calls.map((call) => {
    const carried = carriedOf(call);
    return carried === undefined ? found.get(call) : carried;
  });
}

const valueOf = <Value>(slot: Value | ProviderError): Value | undefined =>
  slot instanceof ProviderError ? undefined : slot;

const costsOf = (slot: Slot<CallCosts> | typeof CARRIED | undefined): CallCosts | undefined =>
  slot === CARRIED || slot === null || slot instanceof ProviderError ? undefined : slot;
