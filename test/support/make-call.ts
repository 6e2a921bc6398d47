import type { CallSession } from '../../src/domain/call-session.ts';

/** Makes a call of which only what is given matters. */
export const makeCall = (
  given: Pick<CallSession, 'provider' | 'nativeId' | 'startedAt'> & Partial<CallSession>,
): CallSession => ({
  endedAt: null,
  durationSeconds: null,
  talkSeconds: null,
  waitSeconds: null,
  direction: 'INBOUND',
  kind: 'CALL',
  outcome: 'ANSWERED',
  outcomeDetail: null,
  customer: null,
  line: null,
  agents: [],
  queues: [],
  legs: [],
  recordings: [],
  cost: null,
  rating: null,
  note: null,
  row: null,
  ...given,
});
