import type { CallSession } from '../../../domain/call-session.ts';
import { builder } from '../../../graph/builder.ts';
import { narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { CallRef } from './call.ts';
import { columnsOf } from './columns.ts';
import { linkTo } from './link.ts';
import { RecordRef } from './record.ts';
import { rowOf } from '../calls/kept-row.ts';
import { type Resource, column as read, legsInRow, recordingsInRow, resourcesInRow } from '../calls/row-details.ts';
import { toRaw } from '../calls/to-raw.ts';

const ResourceUsageRef = builder.objectRef<Resource>('VoximplantResourceUsage').implement({
  description: 'Something else that a session used and paid for (ResourceUsageType): speech synthesis, transcription.',
  fields: (t) => {
    const column = columnsOf(t, ({ row }: Resource) => row);
    return {
      resourceUsageId: column.id('resource_usage_id', 'The id of the usage.'),
      resourceType: column.text('resource_type', 'What was used: TTS_SMARTSPEECH, TRANSCRIPTION, ASR and more.'),
      cost: column.cost("What it cost, in the account's currency."),
      description: column.text('description', 'What was used, in words.'),
      usedAt: t.field({ type: 'DateTime', description: 'When it was used.', resolve: ({ usedAt }) => usedAt }),
      transactionId: column.id('transaction_id', 'The billing transaction.'),
      resourceQuantity: column.int('resource_quantity', 'How much was used.'),
      unit: column.text('unit', 'What resourceQuantity counts.'),
      refCallId: column.id('ref_call_id', 'The connection it was used on.'),
    };
  },
});

const SessionRef = builder.objectRef<CallSession>('VoximplantSession').implement({
  description: 'A session of a scenario as Voximplant reports it (CallSessionInfoType).',
  fields: (t) => {
    const column = columnsOf(t, rowOf);
    return {
      callSessionHistoryId: column.id('call_session_history_id', 'The id of the session.'),
      accountId: column.id('account_id', "The account it belongs to; a child's under a parent's key."),
      applicationId: column.id('application_id', 'The application that ran.'),
      applicationName: column.text('application_name', 'Its name.'),
      ruleName: column.text('rule_name', 'The routing rule that started it.'),
      userId: column.id('user_id', 'The user who started it; none where no user did.'),
      startDate: t.field({ type: 'DateTime', description: 'When it started.', resolve: (call) => call.startedAt }),
      duration: column.int('duration', 'How long the whole session lasted, in seconds.'),
      initiatorAddress: column.text('initiator_address', 'The address that started it.'),
      mediaServerAddress: column.text('media_server_address', 'The address of the media server.'),
      logFileUrl: t.field({
        type: 'URL',
        description: 'The log of the session, as a link on this server. The vendor keeps logs for a month.',
        resolve: (call, _args, context) =>
          read.text(rowOf(call), 'log_file_url') === null
            ? null
            : linkTo(context, call.provider, { kind: 'log', nativeId: call.nativeId, session: call }),
      }),
      finishReason: column.text('finish_reason', 'How the scenario ended, which is not how the call did.'),
      audioQuality: column.text('audio_quality', 'Standard, HD or Ultra HD.'),
      customData: column.text('custom_data', 'What the scenario noted on the session.'),
      active: column.flag('active', 'Whether it is still running.'),
      calls: t.field({
        type: [CallRef],
        description: 'Its connections, in the order of their start.',
        resolve: legsInRow,
      }),
      records: t.field({ type: [RecordRef], description: 'Its recordings.', resolve: recordingsInRow }),
      otherResourceUsage: t.field({
        type: [ResourceUsageRef],
        description: 'What else it used; complete some minutes after its end.',
        resolve: resourcesInRow,
      }),
    };
  },
});

const FilterInput = builder.inputType('VoximplantCallFilter', {
  description: `${narrowsOnly('Voximplant')} Its fields are parameters of GetCallHistory. Different ones: and. Several values of one: or.`,
  fields: (t) => ({
    callSessionHistoryId: t.idList({ description: 'Sessions by id; at most 1,000.' }),
    applicationId: t.id({ description: 'Sessions of one application.' }),
    applicationName: t.string({ description: 'The same by its name; not beside applicationId.' }),
    userId: t.idList({
      description: 'Sessions that these users started. Calls that came in to them are not among them.',
    }),
    ruleName: t.string({ description: 'Sessions of one routing rule; only with applicationId or applicationName.' }),
    remoteNumber: t.stringList({ description: "Sessions with a call whose client's side has one of these numbers." }),
    remoteNumberList: t.stringList({ description: 'The same; not beside remoteNumber.' }),
    localNumber: t.stringList({ description: "Sessions with a call whose platform's side has one of these numbers." }),
    callSessionHistoryCustomData: t.string({ description: 'Sessions with this customData.' }),
    childAccountId: t.idList({ description: 'Sessions of these child accounts too; "all" for every one.' }),
    childrenCallsOnly: t.boolean({ description: 'Sessions of child accounts only.' }),
  }),
});

registerVendorGraph({
  kind: 'voximplant',
  vendorName: 'Voximplant',
  description: 'Voximplant, a programmable telephony platform.',
  filterInput: FilterInput,
  callDetails: SessionRef,
  legDetails: CallRef,
  recordingDetails: RecordRef,
  rawOf: (call) => toRaw(rowOf(call)),
});
