import type { CallDirection, CallOutcome, OutcomeDetail } from '../../../domain/outcome.ts';
import { lookUp, textOrNull } from '../../../transport/read-wire.ts';

/** `result` in our words. Its values are documented by name only; the meanings are our reading. */
export function toOutcome(result: string | null, hasAgents: boolean): CallOutcome {
  if (result === 'hang_up_calls') return hasAgents ? 'ANSWERED' : 'ABANDONED';
  return lookUp(OUTCOMES, result) ?? 'UNKNOWN';
}

/** Every documented `result` whose outcome needs no second look. */
export const OUTCOMES: Readonly<Partial<Record<string, CallOutcome>>> = {
  completed: 'ANSWERED',
  long_calls: 'ANSWERED',
  short_calls: 'ANSWERED',
  // Finished inside the flow: answered, by no person.
  contained: 'ANSWERED',
  hold_abandoned: 'ABANDONED',
  short_abandoned: 'ABANDONED',
  long_abandoned: 'ABANDONED',
  abandon_quit: 'ABANDONED',
  callback_abandoned_by_consumer: 'ABANDONED',
  missed: 'MISSED',
  overflowed_to_disconnect: 'MISSED',
  declined: 'DECLINED',
  overflowed_to_inbox: 'VOICEMAIL',
};

/** The vendor's own word for how a call ended. */
export function toOutcomeDetail(result: unknown): OutcomeDetail | null {
  const code = textOrNull(result);
  return code === null ? null : { code, reason: null };
}

/** Direction as sent; between two of the company's own where every type says so. */
export function toDirection(direction: unknown, types: readonly (string | null)[]): CallDirection {
  if (types.length > 0 && types.every((type) => type?.startsWith('internal_'))) return 'INTERNAL';
  const word = textOrNull(direction);
  return word === 'inbound' ? 'INBOUND' : word === 'outbound' ? 'OUTBOUND' : 'UNKNOWN';
}
