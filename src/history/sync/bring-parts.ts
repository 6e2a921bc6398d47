import type { CallLeg } from '../../domain/call-leg.ts';
import type { CallSession } from '../../domain/call-session.ts';
import { ProviderError, type ProviderErrorKind, type Slot, slotsOf } from '../../domain/provider-error.ts';
import type { CallCosts } from '../../domain/provider.ts';
import type { Recording } from '../../domain/recording.ts';
import { CARRIED, type KeepingProvider, toReadCall } from '../reading.ts';
import type { CallPart, ReadCall } from '../store/vendor-reading.ts';

/** Calls with their parts, and what stood in the way of one. */
type BroughtParts = {
  readonly calls: readonly ReadCall[];
  /** Parts that are there for every call. */
  readonly whole: readonly CallPart[];
  readonly problems: readonly ProviderError[];
};

/** Of a call that the vendor no longer had when it was asked: what was kept of it before is not so any more. */
const NO_COSTS: CallCosts = { session: null, legs: new Map() };

/** What no later reading would bring: the part stays out, as it does when it is read live, and is not asked for for ever. */
export const LASTING: ReadonlySet<ProviderErrorKind> = new Set(['forbidden', 'unsupported']);

/** Runs a question to the vendor in its turn. */
export type Paced = <Result>(ask: () => Promise<Result>) => Promise<Result>;

/** For so many calls a part is asked for at once: for all of them in turn, so that people come in between. */
const CALLS_AT_ONCE = 1_000;

/**
 * Asks for the parts that rows leave out, each with as few questions as may be, and makes of the whole what may be kept. A
 * part that its vendor does not have is whole without being there, as it is when it is read live. `begin` makes the signal
 * of one question.
 */
export async function bringParts(
  provider: KeepingProvider,
  calls: readonly CallSession[],
  parts: readonly CallPart[],
  paced: Paced,
  begin: () => AbortSignal,
): Promise<BroughtParts> {
  const problems: ProviderError[] = [];
  const whole = new Set(parts);
  const bring = async <Value>(
    part: CallPart,
    needed: readonly CallSession[],
    ask: ((calls: readonly CallSession[], signal: AbortSignal) => Promise<Slot<Value>[]>) | undefined,
  ): Promise<Map<string, Value | null>> => {
    if (!parts.includes(part) || ask === undefined || needed.length === 0) return new Map();
    const found = new Map<string, Value | null>();
    for (let first = 0; first < needed.length; first += CALLS_AT_ONCE) {
      const some = needed.slice(first, first + CALLS_AT_ONCE);
      const slots = await slotsOf(
        some,
        paced(() => ask(some, begin())),
      );
      for (const [index, { nativeId }] of some.entries()) {
        const slot = slots[index] ?? null;
        if (slot instanceof ProviderError) {
          problems.push(slot);
          if (!LASTING.has(slot.kind)) whole.delete(part);
        } else found.set(nativeId, slot);
      }
      // What the vendor refuses as a whole, or is too slow for, the next question would meet as well.
      if (slots[0] instanceof ProviderError && slots.every((slot) => slot === slots[0])) break;
    }
    return found;
  };

  const legs = await bring<readonly CallLeg[]>(
    'legs',
    calls.filter((call) => call.legs === undefined),
    provider.getLegs?.bind(provider),
  );
  const withLegs = calls.map((call) => ({
    ...call,
    legs: call.legs === undefined ? legs.get(call.nativeId) : call.legs,
  }));
  const recordings = await bring<readonly Recording[]>(
    'recordings',
    withLegs.filter((call) => CARRIED.recordings(call) === undefined),
    provider.getRecordings?.bind(provider),
  );
  const costs = await bring<CallCosts>(
    'costs',
    // Only the legs tell whether their own costs came with them.
    withLegs.filter((call) => call.cost === undefined || call.legs?.some(({ cost }) => cost === undefined) === true),
    provider.getCosts?.bind(provider),
  );
  return {
    calls: withLegs.map((call) => {
      const own = CARRIED.recordings(call) === undefined ? recordings.get(call.nativeId) : call.recordings;
      const cost = costs.has(call.nativeId) ? (costs.get(call.nativeId) ?? NO_COSTS) : undefined;
      return toReadCall(provider.keeping, { ...call, recordings: own }, cost);
    }),
    whole: [...whole],
    problems,
  };
}
