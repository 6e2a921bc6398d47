import type { AgentMention } from './agent.ts';
import type { CallLeg } from './call-leg.ts';
import type { CallReferences } from './call-references.ts';
import type { Instant } from '../time/instant.ts';
import type { Money } from './money.ts';
import type { CallDirection, CallKind, CallOutcome, OutcomeDetail } from './outcome.ts';
import type { Party } from './party.ts';
import type { Queue } from './queue.ts';
import type { Recording } from './recording.ts';

/**
 * One call, as one provider saw it.
 *
 * A part that is `undefined` was not brought by the row: it is joined through the port for many calls at once, or the
 * query did not select it. `null` is a fact: not known to the vendor.
 */
export type CallSession = {
  /** Key of the provider, from the settings file. */
  readonly provider: string;
  readonly nativeId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly durationSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly direction: CallDirection;
  readonly kind: CallKind;
  readonly outcome: CallOutcome;
  readonly outcomeDetail: OutcomeDetail | null;
  readonly customer: Party | null;
  readonly line: Party | null;
  readonly agents: readonly AgentMention[] | null | undefined;
  /** Undefined where the vendor names queues on the legs only: they are then the distinct queues of the legs. */
  readonly queues: readonly Queue[] | null | undefined;
  readonly legs: readonly CallLeg[] | null | undefined;
  readonly recordings: readonly Recording[] | null | undefined;
  readonly cost: Money | null | undefined;
  readonly rating: number | null;
  readonly note: string | null;
  /** Undefined where the row does not bring them, or has none to bring: see ProviderCapabilities.references. */
  readonly references?: CallReferences | undefined;
  /** The moment before its vendor was asked for it; absent where readings have no time. */
  readonly readAt?: Instant | undefined;
  /**
   * Joined, where a filter reads it: whether the customer of an inbound call that nobody answered has since spoken with
   * anybody. Null for every other call.
   */
  readonly isReturned?: boolean | null | undefined;
  /** Joined likewise: those of the words of a filter that were said in it, as far as its transcripts are kept. */
  readonly spokenWords?: readonly string[] | undefined;
  /** The vendor's own row, for `details` and `raw`; read only inside the provider's folder. */
  readonly row: unknown;
};

/** What finds a call again: identity is provider and native id, the start spares the vendors that want a date a search. */
export type CallKey = { readonly nativeId: string; readonly startedAt?: Instant | undefined };

/** Which way a list runs. */
export type OrderDirection = 'ASC' | 'DESC';

/** The one order of the timeline: start, provider key, native id; text by code unit. DESC is the exact reverse. */
export function compareCalls(
  a: Pick<CallSession, 'startedAt' | 'provider' | 'nativeId'>,
  b: Pick<CallSession, 'startedAt' | 'provider' | 'nativeId'>,
): number {
  return a.startedAt - b.startedAt || compareText(a.provider, b.provider) || compareText(a.nativeId, b.nativeId);
}

/** Text by code unit, the same on every machine whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts one provider's calls in place into the order of the timeline. */
export function sortCalls<Call extends Pick<CallSession, 'startedAt' | 'provider' | 'nativeId'>>(
  calls: Call[],
  direction: OrderDirection,
): Call[] {
  return calls.sort(direction === 'ASC' ? compareCalls : (a, b) => compareCalls(b, a));
}
