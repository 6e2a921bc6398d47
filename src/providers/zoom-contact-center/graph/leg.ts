import type { CallLeg } from '../../../domain/call-leg.ts';
import { builder } from '../../../graph/builder.ts';
import { columnsOf } from './columns.ts';
import { ZoomAgentRef, ZoomFlowRef, ZoomQueueRef } from './parts.ts';
import { rowOf } from '../calls/row-values.ts';

/** A row of voice_call_details. */
export const ZoomLegRef = builder.objectRef<CallLeg>('ZoomLeg').implement({
  description: 'A leg of a call as Zoom Contact Center reports it in the detailed view of its voice call log.',
  fields: (t) => {
    const column = columnsOf(t, rowOf);
    return {
      engagementId: column.id('engagement_id', 'The id of the engagement.'),
      callLeg: column.text('call_leg', 'Direction of the leg: inbound or outbound.'),
      distribution: column.text('distribution', 'acd: distributed by a queue. non_acd: not.'),
      type: column.text('type', 'Type of the call on this leg: external_call, internal_conference_call and more.'),
      callerNumber: column.text('caller_number', "The caller's number."),
      callerNumberType: column.text('caller_number_type', 'toll_free_number, virtual_service_number or byoc_number.'),
      calleeNumber: column.text('callee_number', "The callee's number."),
      calleeNumberType: column.text('callee_number_type', 'toll_free_number, virtual_service_number or byoc_number.'),
      startTime: column.time('start_time', 'When it began.'),
      endTime: column.time('end_time', 'When it ended.'),
      totalDuration: column.count('total_duration', 'How long it lasted, in seconds.'),
      consumerNumber: column.text('consumer_number', "The consumer's number."),
      consumerDisplayName: column.text('consumer_display_name', "The consumer's name."),
      queue: column.row('queue', ZoomQueueRef, 'The queue it came through.'),
      agents: column.rows('agents', ZoomAgentRef, 'The agents on it.'),
      flow: column.row('flow', ZoomFlowRef, 'The flow it came through.'),
      countryName: column.text('country_name', 'The name of a country.'),
      recorded: column.flag('recorded', 'Whether it was recorded.'),
      monitored: column.flag('monitored', 'Whether it was monitored.'),
      inbox: column.flag('inbox', 'Whether a message lies in an inbox.'),
      result: column.text('result', 'How it ended, in the words of ZoomVoiceCall.result.'),
      callerId: column.text('caller_id', 'The number that was shown.'),
      callingParty: column.text('calling_party', 'Who called: consumer or agent.'),
      charge: column.text('charge', 'What it cost, as sent: "$0.019".'),
      rate: column.text('rate', 'The price, as sent: "$0.019".'),
      chargeType: column.text('charge_type', 'What the price is for: per_minute.'),
    };
  },
});
