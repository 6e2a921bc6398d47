import type { CallLeg } from '../../../domain/call-leg.ts';
import { booleanOrNull, idOrNull, lookUp, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { toParty } from '../../columns/read-cell.ts';
import { DIRECTIONS, type RowContext } from './to-call-session.ts';
import { toOutcome, toOutcomeDetail } from './to-outcome.ts';
import type { LegRow, StoredRow } from '../api/wire.ts';

/** A row of get.call_legs_report as a leg; null for one that names neither itself nor its call. */
export function toCallLeg(row: LegRow, { provider, zone, defaultCountry }: RowContext): CallLeg | null {
  const [nativeId, sessionId] = [idOrNull(row.id), idOrNull(row.call_session_id)];
  if (nativeId === null || sessionId === null) return null;
  const direction = textOrNull(row.direction);
  const talked = secondsOrNull(row.duration) ?? 0;
  // The contact is the person outside, on the side that is not ours.
  const isOperator = booleanOrNull(row.is_operator) === true;
  const contact = (isThere: boolean) => (isThere && !isOperator ? row.contact_full_name : null);
  const agentId = textOrNull(row.employee_id);
  const agentName = textOrNull(row.employee_full_name);
  const queueId = textOrNull(row.group_id);
  return {
    provider,
    nativeId,
    sessionId,
    direction: lookUp(DIRECTIONS, direction) ?? 'UNKNOWN',
    startedAt: zone.toInstant(row.start_time),
    durationSeconds: secondsOrNull(row.total_duration),
    from: toParty(row.calling_phone_number, contact(direction === 'in'), defaultCountry),
    to: toParty(row.called_phone_number, contact(direction === 'out'), defaultCountry),
    agent:
      agentId === null
        ? null
        : { provider, nativeId: agentId, ...(agentName === null ? {} : { displayName: agentName }) },
    queue: queueId === null ? null : { provider, nativeId: queueId, name: textOrNull(row.group_name) },
    // `is_failed` is described the wrong way round by the vendor, and decides nothing here.
    outcome: toOutcome({
      reason: textOrNull(row.finish_reason),
      direction,
      isOngoing: false,
      talkSeconds: booleanOrNull(row.is_talked) === true ? Math.max(talked, 1) : talked,
      hasVoiceMail: false,
      isLost: null,
    }),
    outcomeDetail: toOutcomeDetail(textOrNull(row.finish_reason), textOrNull(row.finish_reason_description)),
    cost: undefined,
    row: { columns: row, timeZone: zone.timeZone } satisfies StoredRow<LegRow>,
  };
}
