import type { AgentMention } from '../../../domain/agent.ts';
import type { CallLeg } from '../../../domain/call-leg.ts';
import { readDecimal } from '../../../domain/money.ts';
import type { CallDirection } from '../../../domain/outcome.ts';
import { booleanOrNull, idOrNull, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { toParty } from '../../columns/read-cell.ts';
import type { RowContext } from './row.ts';
import { toOutcome, toOutcomeDetail } from './to-outcome.ts';
import type { CallRow } from '../api/wire.ts';

/** A connection of a session, in the order of its start. */
export function toCallLeg(call: CallRow, position: number, session: LegSession, context: RowContext): CallLeg {
  const isIncoming = booleanOrNull(call.incoming);
  // A SIP address or a user's name is kept the same way, and no E.164 will be read out of it.
  const remote = toParty(call.remote_number, null, context.defaultCountry);
  const local = toParty(call.local_number, null, context.defaultCountry);
  const cost = readDecimal(call.cost);
  return {
    provider: context.provider,
    nativeId: idOrNull(call.call_id) ?? `${session.nativeId}:${position}`,
    sessionId: session.nativeId,
    direction: toDirection(isIncoming),
    startedAt: context.clock.toInstant(call.start_time),
    durationSeconds: secondsOrNull(call.duration),
    from: isIncoming === null ? null : isIncoming ? remote : local,
    to: isIncoming === null ? null : isIncoming ? local : remote,
    agent: toLegAgent(call, session.applicationId, context),
    // The vendor's history names no queue.
    queue: null,
    outcome: session.isActive ? 'ONGOING' : toOutcome(call, isIncoming === true),
    outcomeDetail: toOutcomeDetail(call),
    cost: cost === null ? null : { amount: cost, currency: context.currency },
    row: call,
  };
}

/** What a leg takes from its session. */
export type LegSession = {
  readonly nativeId: string;
  readonly applicationId: string | null;
  readonly isActive: boolean;
};

/** Which way a connection went, by whether it came in to the platform. */
export const toDirection = (isIncoming: boolean | null): CallDirection =>
  isIncoming === null ? 'UNKNOWN' : isIncoming ? 'INBOUND' : 'OUTBOUND';

/** The user at the other end, where the directory knows the name. */
export function toLegAgent(call: CallRow, applicationId: string | null, context: RowContext): AgentMention | null {
  if (call.remote_number_type !== 'user' || applicationId === null) return null;
  const name = textOrNull(call.remote_number);
  return name === null ? null : (context.findUser(applicationId, name) ?? null);
}
