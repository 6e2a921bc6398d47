import type { Instant } from '../../time/instant.ts';
import type { DemoCall } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import { QUEUES, USERS, idOf } from './directory.ts';
import { writeTime } from './time-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One leg before its times are written in the offset of a request. */
export type DemoLeg = { readonly startedAt: Instant; readonly endedAt: Instant; readonly fields: Fields };

/** One engagement as the contact centre keeps it: a row, what filters know beside it, and its legs. */
export type DemoVoiceCall = {
  readonly engagementId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly countryIsoCode: string;
  readonly fields: Fields;
  readonly legs: readonly DemoLeg[];
};

/** Writes a row as an answer spells it, with the legs where they were asked for. */
export function writeVoiceCall(call: DemoVoiceCall, offsetMinutes: number, hasDetails: boolean): Fields {
  const timesOf = ({ startedAt, endedAt }: DemoLeg | DemoVoiceCall) => ({
    start_time: writeTime(startedAt, offsetMinutes),
    end_time: writeTime(endedAt, offsetMinutes),
    total_duration: (endedAt - startedAt) / 1000,
  });
  const row = { engagement_id: call.engagementId, ...call.fields, ...timesOf(call) };
  if (!hasDetails) return row;
  const legs = call.legs.map((leg) => ({ engagement_id: call.engagementId, ...leg.fields, ...timesOf(leg) }));
  return { ...row, voice_call_details: legs };
}

/** What the contact centre writes down of a call. Absent values are missing, null or "", as they come. */
export function toVoiceCall(call: DemoCall): DemoVoiceCall {
  const { index, startedAt, direction, lineNumber } = call;
  const endedAt = startedAt + call.durationSeconds * 1000;
  const isInternal = index % 17 === 9;
  const inbound = direction === 'INBOUND';
  const other = isInternal ? `+44207946${String((index % 6) + 50).padStart(4, '0')}` : call.customerNumber;
  const numbers = {
    caller_number: inbound && !isInternal ? other : lineNumber,
    caller_number_type: inbound ? 'byoc_number' : 'virtual_service_number',
    callee_number: inbound && !isInternal ? lineNumber : other,
    callee_number_type: inbound ? 'toll_free_number' : 'byoc_number',
  };
  const word = direction.toLowerCase();
  const shared = {
    ...numbers,
    ...consumerOf(call, isInternal),
    country_name: index % 7 === 2 ? null : 'United Kingdom',
    recorded: call.isRecorded,
    monitored: index % 31 === 4,
    inbox: call.outcome === 'VOICEMAIL',
    caller_id: numbers.caller_number,
    calling_party: inbound ? 'consumer' : 'agent',
    charge_type: 'per_minute',
  };
  const queue = call.queue === null ? null : QUEUES[call.queue];
  const queueRow = queue && { queue_id: queue.queue_id, cc_queue_id: queue.cc_queue_id, queue_name: queue.queue_name };
  const flow = inbound ? { flow_id: idOf(`flow ${lineNumber}`), flow_name: 'Main line' } : null;
  const agents = [call.agent, call.transferredTo].filter((agent) => agent !== null).map(agentRow);
  const result = resultOf(call);
  const type = typeOf(call, isInternal);
  const distribution = queueRow ? 'acd' : 'non_acd';
  const charge = chargeOf(call.cost);
  const legs = legSpans(call, endedAt).map((span, leg) => ({
    ...span,
    fields: {
      ...shared,
      call_leg: word,
      distribution,
      type,
      agents: agents.slice(leg, leg + 1),
      ...(queueRow && leg === 0
        ? { queue: { cc_queue_id: queueRow.cc_queue_id, queue_name: queueRow.queue_name } }
        : {}),
      flow: leg === 0 ? flow : null,
      result: leg === 0 && call.transferredTo !== null ? 'completed' : result,
      ...(charge === null || leg > 0 ? {} : { charge, rate: '$0.0125' }),
    },
  }));
  return {
    engagementId: nativeIdOf('zoom-contact-center', index),
    startedAt,
    endedAt,
    countryIsoCode: 'GB',
    fields: {
      direction: word,
      ...shared,
      call_legs: legs.map((leg) => leg.fields.call_leg),
      distributions: [distribution],
      types: index % 29 === 3 && !isInternal ? [type, 'external_conference_call'] : [type],
      sub_types: subTypesOf(call, isInternal),
      ...(queueRow ? { queues: [queueRow] } : {}),
      ...(agents.length > 0 || index % 2 === 0 ? { agents } : {}),
      flows: flow ? [flow] : [],
      result,
      ...(charge === null ? { charge: '', rates: [] } : { charge, rates: ['$0.0125'] }),
    },
    // The order of the legs in an answer is nobody's promise.
    legs: index % 2 === 0 ? legs : legs.toReversed(),
  };
}

function consumerOf(call: DemoCall, isInternal: boolean): Fields {
  if (isInternal) return call.index % 2 === 0 ? {} : { consumer_number: '', consumer_display_name: '' };
  const name = call.customerName ?? (call.index % 3 === 0 ? null : '');
  return { consumer_number: call.customerNumber, consumer_display_name: name };
}

function agentRow(index: number): Fields {
  const user = USERS[index];
  if (!user) throw new RangeError(`no demo agent ${index}`);
  const team = index % 2 === 0 ? 'Day shift' : 'Night shift';
  return {
    user_id: user.user_id,
    display_name: user.display_name,
    user_email: user.user_email,
    user_region: user.region_name,
    team_ids: [idOf(`team ${team}`)],
    team_names: [team],
  };
}

function typeOf(call: DemoCall, isInternal: boolean): string {
  const isCallback = call.direction === 'OUTBOUND' && call.index % 13 === 5;
  return `${isInternal ? 'internal' : 'external'}_${isCallback ? 'callback_call' : 'call'}`;
}

function subTypesOf(call: DemoCall, isInternal: boolean): string[] {
  if (call.transferredTo !== null)
    return [`${isInternal ? 'internal' : 'external'}_${call.index % 2 === 0 ? 'warm' : 'direct'}_transfer_call`];
  return call.direction === 'OUTBOUND' && call.index % 23 === 7 ? ['flow_initiated_outgoing_call'] : [];
}

const ABANDONED = [
  'short_abandoned',
  'long_abandoned',
  'abandon_quit',
  'hold_abandoned',
  'hang_up_calls',
  'callback_abandoned_by_consumer',
];

function resultOf(call: DemoCall): string {
  switch (call.outcome) {
    case 'ANSWERED':
      if (call.talkSeconds > 600) return 'long_calls';
      if (call.talkSeconds < 20) return 'short_calls';
      return call.index % 9 === 4 ? 'hang_up_calls' : 'completed';
    case 'MISSED':
      return call.index % 5 === 0 ? 'overflowed_to_disconnect' : 'missed';
    case 'ABANDONED':
      return ABANDONED[call.index % ABANDONED.length] ?? 'abandon_quit';
    case 'BUSY':
      // A word that no page lists: new ones are to be expected.
      return call.index % 2 === 0 ? 'overflowed' : 'overflowed_to_partner';
    case 'DECLINED':
      return 'declined';
    case 'CANCELLED':
      return 'abandon_quit';
    case 'VOICEMAIL':
      return 'overflowed_to_inbox';
    case 'FAILED':
      return 'auto_closed';
    case 'BLOCKED':
      return 'contained';
  }
}

const chargeOf = (cost: string): string | null => (Number(cost) === 0 ? null : `$${cost}`);

function legSpans(call: DemoCall, endedAt: Instant): { startedAt: Instant; endedAt: Instant }[] {
  const { startedAt } = call;
  if (call.transferredTo === null) return [{ startedAt, endedAt }];
  const handedOverAt = startedAt + (call.waitSeconds + Math.floor(call.talkSeconds / 2)) * 1000;
  return [
    { startedAt, endedAt: handedOverAt },
    { startedAt: handedOverAt, endedAt },
  ];
}
