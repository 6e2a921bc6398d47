import type { CallLeg } from '../../domain/call-leg.ts';
import type { CallSession } from '../../domain/call-session.ts';
import { ProviderError, type ProviderErrorKind, type Slot } from '../../domain/provider-error.ts';
import type { CallCosts, Provider } from '../../domain/provider.ts';
import type { Recording } from '../../domain/recording.ts';
import type { CallPart, ReadCall } from '../store/history-store.ts';

/** Calls with their parts, and what stood in the way of one. */
export type BroughtParts = {
  readonly calls: readonly ReadCall[];
  /** Parts that are there for every call. */
  readonly whole: readonly CallPart[];
  readonly problems: readonly ProviderError[];
};

/** Of a call that the vendor no longer had when it was asked: what was kept of it before is not so any more. */
const NO_COSTS: CallCosts = { session: null, legs: new Map() };

/** What no later reading would bring: the part stays out, as it does when it is read live, and is not asked for for ever. */
const LASTING: ReadonlySet<ProviderErrorKind> = new Set(['forbidden', 'unsupported']);

/** Runs a question to the vendor in its turn. */
export type Paced = <Result>(ask: () => Promise<Result>) => Promise<Result>;

/**
 * Asks for the parts that rows leave out, each with one question for all calls. A part that its vendor does not have is
 * whole without being there, as it is when it is read live.
 */
export async function bringParts(
  provider: Provider,
  calls: readonly CallSession[],
  parts: readonly CallPart[],
  toKept: (call: CallSession) => CallSession,
  paced: Paced,
  signal: AbortSignal,
): Promise<BroughtParts> {
  const wants = new Set(parts);
  const problems: ProviderError[] = [];
  const whole = new Set(parts);
  const bring = async <Value>(
    part: CallPart,
    needed: readonly CallSession[],
    ask: ((calls: readonly CallSession[], signal: AbortSignal) => Promise<Slot<Value>[]>) | undefined,
  ): Promise<Map<CallSession, Value | null>> => {
    if (!wants.has(part) || ask === undefined || needed.length === 0) return new Map();
    const slots = await paced(() => ask(needed, signal)).catch((error: unknown) => {
      if (!(error instanceof ProviderError)) throw error;
      return needed.map(() => error);
    });
    const found = new Map<CallSession, Value | null>();
    for (const [index, call] of needed.entries()) {
      const slot = slots[index] ?? null;
      if (slot instanceof ProviderError) {
        problems.push(slot);
        if (!LASTING.has(slot.kind)) whole.delete(part);
      } else found.set(call, slot);
    }
    return found;
  };

  const legs = await bring<readonly CallLeg[]>(
    'legs',
    calls.filter((call) => call.legs === undefined),
    provider.getLegs?.bind(provider),
  );
  const recordings = await bring<readonly Recording[]>(
    'recordings',
    calls.filter((call) => call.recordings === undefined),
    provider.getRecordings?.bind(provider),
  );
  // Only the legs tell whether their own costs came with them.
  const legsOf = (call: CallSession): readonly CallLeg[] => call.legs ?? legs.get(call) ?? [];
  const costs = await bring<CallCosts>(
    'costs',
    calls.filter((call) => call.cost === undefined || legsOf(call).some(({ cost }) => cost === undefined)),
    provider.getCosts?.bind(provider),
  );
  return {
    calls: calls.map((call) => ({
      nativeId: call.nativeId,
      call: toKept({
        ...call,
        legs: call.legs === undefined ? legs.get(call) : call.legs,
        recordings: call.recordings === undefined ? recordings.get(call) : call.recordings,
      }),
      ...(costs.has(call) && { costs: costs.get(call) ?? NO_COSTS }),
    })),
    whole: [...whole],
    problems,
  };
}
