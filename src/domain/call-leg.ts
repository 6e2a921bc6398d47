import type { AgentMention } from './agent.ts';
import type { Instant } from '../time/instant.ts';
import type { Money } from './money.ts';
import type { CallDirection, CallOutcome, OutcomeDetail } from './outcome.ts';
import type { Party } from './party.ts';
import type { Queue } from './queue.ts';

/** One connection inside a call session: the customer's, an agent's, a transfer's. */
export type CallLeg = {
  readonly provider: string;
  /** The vendor's id, or where it has none the session's with the leg's position ("…:0"). */
  readonly nativeId: string;
  readonly sessionId: string;
  readonly direction: CallDirection;
  readonly startedAt: Instant | null;
  readonly durationSeconds: number | null;
  readonly from: Party | null;
  readonly to: Party | null;
  readonly agent: AgentMention | null;
  readonly queue: Queue | null;
  readonly outcome: CallOutcome;
  readonly outcomeDetail: OutcomeDetail | null;
  /** Undefined where the vendor charges legs in another report: see Provider.getCosts. */
  readonly cost: Money | null | undefined;
  /** The vendor's own row, for `details`; read only inside the provider's folder. */
  readonly row?: unknown;
};
