import type { DemoCall } from '../call-source.ts';

/** The vendor's word for how a call ended. Some rows are in the other spelling, and a few in a word nobody documents. */
export function finishReasonOf(call: DemoCall): string {
  if (call.outcome === 'ANSWERED' && call.index % 97 === 50) return 'quantum_disconnects';
  const reasons = (call.direction === 'INBOUND' ? INBOUND : OUTBOUND)[call.outcome];
  const reason = reasons[call.index % reasons.length] ?? 'add_cdr_timeout';
  return call.index % 7 === 3 ? (OTHER_SPELLING[reason] ?? reason) : reason;
}

type Reasons = Readonly<Record<DemoCall['outcome'], readonly string[]>>;

const INBOUND: Reasons = {
  ANSWERED: ['operator_disconnects', 'subscriber_disconnects', 'success_finish', 'transfer_disconnects'],
  MISSED: ['no_success_operator_call', 'operator_not_responsible', 'timeout', 'sip_offline'],
  ABANDONED: ['subscriber_disconnects', 'disconnect_before_call_processing'],
  BUSY: ['operator_busy', 'employee_busy', 'operator_channels_busy'],
  DECLINED: ['operator_disconnects'],
  CANCELLED: ['operator_disconnects'],
  VOICEMAIL: ['no_success_operator_call', 'employee_inactive_by_schedule'],
  FAILED: ['no_active_scenario', 'internal_error', 'operator_number_problems'],
  BLOCKED: ['numa_in_black_list', 'locked_numb'],
};

const OUTBOUND: Reasons = {
  ANSWERED: ['subscriber_disconnects', 'operator_disconnects'],
  MISSED: ['no_success_subscriber_call', 'subscriber_not_responsible'],
  ABANDONED: ['disconnect_before_call_processing'],
  BUSY: ['subscriber_busy'],
  DECLINED: ['subscriber_disconnects'],
  CANCELLED: ['operator_disconnects', 'disconnect_before_call_processing'],
  VOICEMAIL: ['no_success_subscriber_call'],
  FAILED: ['subscriber_number_problems', 'no_money'],
  BLOCKED: ['call_not_allowed_on_tp'],
};

// The English pages of another year write "caller" and "responsive" where these have "subscriber" and "responsible".
const OTHER_SPELLING: Readonly<Record<string, string>> = {
  subscriber_disconnects: 'caller_disconnects',
  subscriber_busy: 'caller_busy',
  subscriber_not_responsible: 'caller_not_responsive',
  subscriber_number_problems: 'caller_number_problems',
  operator_not_responsible: 'operator_not_responsive',
  no_success_subscriber_call: 'no_success_caller_call',
};
