import { type Instant, SECOND_MS } from '../../time/instant.ts';
import type { DemoCall } from '../call-source.ts';
import { colleagueOf, userNameOf } from './directory.ts';

/** One connection of a session, before it is spelled. */
export type LegPlan = {
  readonly startedAt: Instant;
  readonly durationSeconds: number;
  readonly localNumber: string;
  readonly remoteNumber: string;
  readonly remoteNumberType: 'pstn' | 'user';
  readonly isIncoming: boolean;
  readonly isSuccessful: boolean;
  readonly endReason: { readonly code: number; readonly details: string };
  /** Which of the session's recordings it is; null where it was not recorded. */
  readonly recording: number | null;
};

const NORMAL = { code: 200, details: 'Normal call clearing' };
const UNAVAILABLE = { code: 480, details: 'Temporarily unavailable' };

const END_REASONS: Readonly<Record<DemoCall['outcome'], LegPlan['endReason']>> = {
  ANSWERED: NORMAL,
  VOICEMAIL: NORMAL,
  MISSED: UNAVAILABLE,
  ABANDONED: { code: 487, details: 'Request terminated' },
  CANCELLED: { code: 487, details: 'Request terminated' },
  BUSY: { code: 486, details: 'Busy here' },
  DECLINED: { code: 603, details: 'Decline' },
  FAILED: { code: 404, details: 'Number not valid' },
  BLOCKED: { code: 403, details: 'Forbidden' },
};

/**
 * The legs of a call: the customer's; for an incoming one also the agent's, and the colleague's it was passed on to. A
 * blocked call ends in the scenario, before any leg.
 */
export function planLegs(call: DemoCall): LegPlan[] {
  if (call.outcome === 'BLOCKED') return [];
  const customer = planCustomerLeg(call);
  if (call.agent === null || call.direction === 'OUTBOUND') return [customer];
  const passesAt = Math.ceil(customer.durationSeconds / 2);
  const agent = planAgentLeg(call, call.agent, 0, call.transferredTo === null ? null : passesAt);
  if (call.transferredTo === null) return [customer, agent];
  const colleague = planAgentLeg(call, colleagueOf(call.agent), passesAt, null);
  return [customer, agent, { ...colleague, recording: call.isRecorded ? 1 : null }];
}

function planCustomerLeg(call: DemoCall): LegPlan {
  const isSuccessful = call.outcome === 'ANSWERED' || call.outcome === 'VOICEMAIL';
  return {
    startedAt: call.startedAt + SECOND_MS,
    durationSeconds: isSuccessful ? Math.max(1, call.durationSeconds - call.waitSeconds) : 0,
    localNumber: call.lineNumber.slice(1),
    remoteNumber: call.customerNumber.slice(1),
    remoteNumberType: 'pstn',
    isIncoming: call.direction === 'INBOUND',
    isSuccessful,
    endReason: END_REASONS[call.outcome],
    recording: call.isRecorded ? 0 : null,
  };
}

function planAgentLeg(call: DemoCall, agent: number, afterSeconds: number, untilSeconds: number | null): LegPlan {
  const customer = planCustomerLeg(call);
  return {
    ...customer,
    startedAt: customer.startedAt + (2 + afterSeconds) * SECOND_MS,
    durationSeconds: customer.isSuccessful ? Math.max(1, (untilSeconds ?? customer.durationSeconds) - afterSeconds) : 0,
    remoteNumber: userNameOf(agent),
    remoteNumberType: 'user',
    isIncoming: false,
    recording: null,
  };
}
