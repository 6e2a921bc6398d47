import type { CallSession } from '../../../domain/call-session.ts';
import type { Provider } from '../../../domain/provider.ts';
import { builder } from '../../../graph/builder.ts';
import { asks } from '../../../graph/demand.ts';
import { columnsOf } from './columns.ts';
import { ZoomEngagementRef } from './engagement.ts';
import { ZoomLegRef } from './leg.ts';
import { ZoomAgentRef, ZoomFlowRef, ZoomQueueRef, ZoomSessionBorderControllerRef } from './parts.ts';
import type { ZoomContactCenter } from '../index.ts';
import { rowOf, rowsIn } from '../calls/row-values.ts';

/** A row of the voice call log, and the engagement behind it. */
export const ZoomVoiceCallRef = builder.objectRef<CallSession>('ZoomVoiceCall').implement({
  description: 'A call as Zoom Contact Center reports it in its voice call log.',
  fields: (t) => {
    const column = columnsOf(t, rowOf);
    return {
      engagementId: column.id('engagement_id', 'The id of the engagement.'),
      direction: column.text('direction', 'Direction of the engagement: inbound or outbound.'),
      callLegs: column.texts('call_legs', 'Direction of each leg: inbound or outbound. Their order means nothing.'),
      distributions: column.texts('distributions', 'acd: distributed by a queue. non_acd: not.'),
      types: column.texts(
        'types',
        'external_call, external_conference_call, external_callback_call, internal_call, internal_conference_call or ' +
          'internal_callback_call.',
      ),
      subTypes: column.texts(
        'sub_types',
        'How it was transferred or became a conference: external_warm_transfer_call.',
      ),
      callerNumber: column.text('caller_number', "The caller's number."),
      callerNumberType: column.text('caller_number_type', 'toll_free_number, virtual_service_number or byoc_number.'),
      calleeNumber: column.text('callee_number', "The callee's number."),
      calleeNumberType: column.text('callee_number_type', 'toll_free_number, virtual_service_number or byoc_number.'),
      startTime: column.time('start_time', 'When it began.'),
      endTime: column.time('end_time', 'When it ended.'),
      totalDuration: column.count('total_duration', 'How long the whole engagement lasted, in seconds.'),
      consumerNumber: column.text('consumer_number', "The consumer's number."),
      consumerDisplayName: column.text('consumer_display_name', "The consumer's name."),
      queues: column.rows('queues', ZoomQueueRef, 'The queues it came through.'),
      agents: column.rows('agents', ZoomAgentRef, 'The agents who took part.'),
      flows: column.rows('flows', ZoomFlowRef, 'The flows it went through.'),
      countryName: column.text('country_name', 'The name of a country.'),
      recorded: column.flag('recorded', 'Whether it was recorded. Whether the recording still exists is not said.'),
      monitored: column.flag('monitored', 'Whether it was monitored.'),
      inbox: column.flag('inbox', 'Whether a message lies in an inbox.'),
      result: column.text(
        'result',
        'How it ended: completed, long_calls, short_calls, hang_up_calls, hold_abandoned, short_abandoned, ' +
          'long_abandoned, abandon_quit, missed, declined, overflowed, overflowed_to_inbox, overflowed_to_disconnect, ' +
          'auto_closed, contained, callback_abandoned_by_consumer.',
      ),
      callerId: column.text('caller_id', 'The number that was shown.'),
      callingParty: column.text('calling_party', 'Who called: consumer or agent.'),
      charge: column.text('charge', 'What it cost, as sent: "$0.019". The exact digits are in the cost of the call.'),
      rates: column.texts('rates', 'The prices, as sent: "$0.019".'),
      chargeType: column.text('charge_type', 'What the prices are for: per_minute.'),
      sessionBorderControllerList: column.rows(
        'session_border_controller_list',
        ZoomSessionBorderControllerRef,
        'The session border controllers that carried it; only where Zoom support enabled it.',
      ),
      voiceCallDetails: t.field({
        type: [ZoomLegRef],
        description: 'Its legs, as the detailed view reports them; null where the account is not sent it.',
        resolve: (call) => (rowsIn(rowOf(call), 'voice_call_details')?.length ? (call.legs ?? null) : null),
      }),
      engagement: t.field({
        type: ZoomEngagementRef,
        description:
          "The engagement's own record: talk and waiting times, notes, events. Costs a request for each call.",
        extensions: asks('each'),
        resolve: (call, _args, context) => {
          const provider = context.providers.get(call.provider);
          if (!provider || !isZoomContactCenter(provider)) return null;
          const share = context.deadlines.share(provider, context.signal);
          return share.ask(`engagement ${call.nativeId}`, () => provider.getEngagement(call.nativeId, share.signal));
        },
      }),
    };
  },
});

const isZoomContactCenter = (provider: Provider): provider is ZoomContactCenter => 'getEngagement' in provider;
