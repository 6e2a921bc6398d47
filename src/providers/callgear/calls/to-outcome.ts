import type { CallOutcome, OutcomeDetail } from '../../../domain/outcome.ts';
import { lookUp } from '../../../transport/read-wire.ts';
import { DOCUMENTED_REASONS, type FinishReason, NEWER_REASONS } from './finish-reasons.ts';

/** What decides how a call ended. */
export type Ending = {
  readonly reason: string | null;
  readonly direction: string | null;
  readonly isOngoing: boolean;
  readonly talkSeconds: number | null;
  readonly hasVoiceMail: boolean;
  readonly isLost: boolean | null;
};

/** How a call ended. The reason tells who hung up or what failed, not whether people talked: it is asked last. */
export function toOutcome(ending: Ending): CallOutcome {
  if (ending.isOngoing) return 'ONGOING';
  if ((ending.talkSeconds ?? 0) > 0) return 'ANSWERED';
  if (ending.hasVoiceMail) return 'VOICEMAIL';
  const known = reasonOf(ending.reason);
  if (known === null) return ending.isLost === true && ending.direction === 'in' ? 'MISSED' : 'UNKNOWN';
  const outcome = ending.direction === 'out' ? known[2] : known[1];
  if (outcome !== 'IF_NOT_LOST') return outcome;
  return ending.isLost === false ? 'ANSWERED' : 'UNKNOWN';
}

/** The vendor's reason as sent, with the words for it; null where none was sent. */
export function toOutcomeDetail(reason: string | null, words: string | null = null): OutcomeDetail | null {
  if (reason === null) return null;
  return { code: reason, reason: words ?? reasonOf(reason)?.[0] ?? null };
}

/** Whether a reason is one of the vendor's, in either of its spellings. */
export const isKnownReason = (reason: string): boolean => reasonOf(reason) !== null;

function reasonOf(reason: string | null): FinishReason | null {
  if (reason === null) return null;
  const word = foldSpelling(reason);
  return REASONS.get(word) ?? null;
}

/** Two editions of the vendor's page spell the same reasons differently, and both are met on the wire. */
function foldSpelling(reason: string): string {
  const word = reason
    .toLowerCase()
    .replace(/^caller_/, 'subscriber_')
    .replace(/_responsive$/, '_responsible');
  return lookUp(FOLDED, word) ?? word;
}

const FOLDED: Readonly<Record<string, string>> = {
  no_success_caller_call: 'no_success_subscriber_call',
  employees_not_exists: 'employee_not_exists',
};

const REASONS = new Map(Object.entries({ ...DOCUMENTED_REASONS, ...NEWER_REASONS }));
