import type { CallOutcome, OutcomeDetail } from '../../../domain/outcome.ts';
import { numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { CallRow } from '../api/wire.ts';

/** How a connection ended: talked, or by its SIP-like code, which means different things to who calls and who is called. */
export function toOutcome(call: CallRow, isInbound: boolean): CallOutcome {
  if (isAnswered(call)) return 'ANSWERED';
  const code = numberOrNull(recordOf(call.end_reason)['code']);
  switch (code) {
    case null:
      return 'UNKNOWN';
    case 486:
      return 'BUSY';
    case 603:
      return 'DECLINED';
    case 487:
      return isInbound ? 'ABANDONED' : 'CANCELLED';
    case 408:
    case 480:
      return isInbound ? 'MISSED' : 'FAILED';
    default:
      return code >= 400 && code < 600 ? 'FAILED' : 'UNKNOWN';
  }
}

/** The vendor's own code and words. */
export function toOutcomeDetail(call: CallRow | undefined): OutcomeDetail | null {
  if (call?.end_reason === undefined || call.end_reason === null) return null;
  const { code, details } = recordOf(call.end_reason);
  return { code: textOrNull(code), reason: textOrNull(details) };
}

/** Whether somebody talked: a connection that was accepted and lasted. */
export const isAnswered = (call: CallRow): boolean =>
  call.successful === true && (numberOrNull(call.duration) ?? 0) > 0;
