import type { CallOutcome } from '../graph/generated/graphql.ts';

/** What bars are made of, from the ground up: outcomes that mean the same to whoever looks at many calls. */
export const OUTCOME_GROUPS = ['answered', 'voicemail', 'busy', 'missed', 'other'] as const;
export type OutcomeGroup = (typeof OUTCOME_GROUPS)[number];

export function groupOf(outcome: CallOutcome): OutcomeGroup {
  switch (outcome) {
    case 'ANSWERED':
      return 'answered';
    case 'VOICEMAIL':
      return 'voicemail';
    case 'BUSY':
    case 'DECLINED':
      return 'busy';
    case 'MISSED':
    case 'ABANDONED':
    case 'FAILED':
      return 'missed';
    case 'CANCELLED':
    case 'BLOCKED':
    case 'ONGOING':
    case 'UNKNOWN':
      return 'other';
  }
}
