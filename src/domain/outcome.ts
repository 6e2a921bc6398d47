/** Which way a call went, as the company sees it. */
export type CallDirection = (typeof CALL_DIRECTIONS)[number];
export const CALL_DIRECTIONS = ['INBOUND', 'OUTBOUND', 'INTERNAL', 'UNKNOWN'] as const;

/** What sort of call it was. */
export type CallKind = (typeof CALL_KINDS)[number];
export const CALL_KINDS = ['CALL', 'CALLBACK', 'ANNOUNCEMENT', 'FAX', 'OTHER'] as const;

/** How a call ended. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];
export const CALL_OUTCOMES = [
  'ANSWERED',
  'MISSED',
  'ABANDONED',
  'BUSY',
  'DECLINED',
  'CANCELLED',
  'VOICEMAIL',
  'FAILED',
  'BLOCKED',
  'ONGOING',
  'UNKNOWN',
] as const;

/** How an inbound call ends that nobody answered. */
export const UNANSWERED_OUTCOMES: readonly CallOutcome[] = [
  'MISSED',
  'ABANDONED',
  'BUSY',
  'DECLINED',
  'CANCELLED',
  'VOICEMAIL',
  'FAILED',
];

/** The provider's own code and words for how a call ended. */
export type OutcomeDetail = { readonly code: string | null; readonly reason: string | null };
