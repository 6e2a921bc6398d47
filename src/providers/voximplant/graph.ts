import type { CallLeg } from '../../domain/call-leg.ts';
import type { CallSession } from '../../domain/call-session.ts';
import type { MediaKey } from '../../domain/media.ts';
import type { Recording } from '../../domain/recording.ts';
import { type Types, builder } from '../../graph/builder.ts';
import type { GraphContext } from '../../graph/context.ts';
import { registerVendorGraph } from '../../graph/vendor-graph.ts';
import { readVendorFilter } from './filter.ts';
import { rowOf } from './kept-row.ts';
import {
  type Resource,
  type Row,
  callRowOf,
  column as read,
  legsInRow,
  recordIdOfLeg,
  recordRowOf,
  recordingsInRow,
  resourcesInRow,
} from './row-details.ts';
import { toRaw } from './to-raw.ts';

type Fields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;

/** Fields that are a column of the vendor's row, in the vendor's own words. */
const columnsOf = <Parent>(t: Fields<Parent>, row: (parent: Parent) => Row) => ({
  id: (name: string, description: string) => t.id({ description, resolve: (parent) => read.text(row(parent), name) }),
  text: (name: string, description: string) =>
    t.string({ description, resolve: (parent) => read.text(row(parent), name) }),
  int: (name: string, description: string) => t.int({ description, resolve: (parent) => read.int(row(parent), name) }),
  flag: (name: string, description: string) =>
    t.boolean({ description, resolve: (parent) => read.flag(row(parent), name) }),
  cost: (description: string) =>
    t.field({ type: 'Decimal', description, resolve: (parent) => read.decimal(row(parent), 'cost') }),
});

const EndReasonRef = builder.objectRef<Row>('VoximplantEndReason').implement({
  description: 'Why a connection ended.',
  fields: (t) => {
    const column = columnsOf(t, (row: Row) => row);
    return {
      code: column.int('code', 'A code like those of SIP: 200, 486.'),
      details: column.text('details', 'The reason in words.'),
    };
  },
});

const CallRef = builder.objectRef<CallLeg>('VoximplantCall').implement({
  description: 'A connection inside a session as Voximplant reports it (CallInfoType).',
  fields: (t) => {
    const column = columnsOf(t, callRowOf);
    return {
      callId: column.id('call_id', 'The id of the connection.'),
      startTime: t.field({ type: 'DateTime', description: 'When it began.', resolve: (leg) => leg.startedAt }),
      duration: column.int('duration', 'How long it lasted, in seconds; 0 for one that failed.'),
      localNumber: column.text('local_number', "The number on the platform's side."),
      remoteNumber: column.text('remote_number', "The number, user or SIP address on the client's side."),
      remoteNumberType: column.text('remote_number_type', 'What remoteNumber is: pstn, mobile, user, sip address.'),
      diversionNumber: column.text('diversion_number', 'The number it was forwarded from.'),
      incoming: column.flag('incoming', 'Whether it came in to the platform.'),
      successful: column.flag('successful', 'Whether it was answered.'),
      transactionId: column.id('transaction_id', 'The billing transaction; none for one that failed.'),
      recordUrl: t.field({
        type: 'URL',
        description: 'Its recording, as a link on this server.',
        resolve: (leg, _args, context) => {
          const nativeId = recordIdOfLeg(leg);
          if (nativeId === null) return null;
          const key = { kind: 'recording' as const, nativeId, session: sessionOfLeg(leg) };
          return linkTo(context, leg.provider, key, leg.durationSeconds);
        },
      }),
      cost: column.cost("What it cost, in the account's currency."),
      endReason: t.field({
        type: EndReasonRef,
        description: 'Why it ended.',
        resolve: (leg) => read.record(callRowOf(leg), 'end_reason'),
      }),
      audioQuality: column.text('audio_quality', 'Standard, HD or Ultra HD.'),
      direction: column.text('direction', 'The price group, such as "Russia Mobile". It does not say who called whom.'),
      mediaServerAddress: column.text('media_server_address', 'The address of the media server.'),
      customData: column.text('custom_data', 'What the scenario noted on the connection.'),
    };
  },
});

const MediaParametersRef = builder.objectRef<Row>('VoximplantMediaParameters').implement({
  description: 'How a recording is encoded.',
  fields: (t) => {
    const column = columnsOf(t, (row: Row) => row);
    return {
      audioCodec: column.text('audio_codec', 'The codec of the sound: mp3.'),
      container: column.text('container', 'The kind of file: mp3.'),
    };
  },
});

const RecordRef = builder.objectRef<Recording>('VoximplantRecord').implement({
  description: 'A recording as Voximplant reports it (RecordType).',
  fields: (t) => {
    const column = columnsOf(t, recordRowOf);
    const link = (recording: Recording, kind: MediaKey['kind'], context: GraphContext) => {
      const session = { nativeId: recording.sessionId, startedAt: recording.sessionStartedAt };
      const key = { kind, nativeId: recording.nativeId, session };
      return linkTo(context, recording.provider, key, kind === 'recording' ? recording.durationSeconds : null);
    };
    return {
      recordId: column.id('record_id', 'The id of the recording.'),
      recordName: column.text('record_name', 'Its name.'),
      cost: column.cost("What it cost, in the account's currency."),
      startTime: t.field({ type: 'DateTime', description: 'When it began.', resolve: (record) => record.startedAt }),
      duration: column.int('duration', 'How long it is, in seconds.'),
      recordUrl: t.field({
        type: 'URL',
        description: 'The recording, as a link on this server; null when it is gone.',
        resolve: (record, _args, context) => (record.isAvailable ? link(record, 'recording', context) : null),
      }),
      transactionId: column.id('transaction_id', 'The billing transaction.'),
      fileSize: t.field({
        type: 'SafeInt',
        description: 'Its size in bytes. Often 0, which then means nothing.',
        resolve: (record) => read.number(recordRowOf(record), 'file_size'),
      }),
      transcriptionUrl: t.field({
        type: 'URL',
        description: 'Its transcript, as a link on this server.',
        resolve: (record, _args, context) =>
          read.text(recordRowOf(record), 'transcription_url') === null ? null : link(record, 'transcript', context),
      }),
      transcriptionStatus: column.text('transcription_status', 'Not required, In progress or Complete.'),
      transcriptionTransactionId: column.id('transcription_transaction_id', "The transcription's billing transaction."),
      hdAudio: column.flag('hd_audio', 'Whether it is in HD.'),
      lossless: column.flag('lossless', 'Whether it is compressed without loss.'),
      isRemoved: column.flag('is_removed', 'Whether the file was deleted while its row was kept.'),
      expirationDate: t.field({
        type: 'DateTime',
        description: 'The day on which the vendor deletes it.',
        resolve: (record) => record.expiresAt,
      }),
      mediaParameters: t.field({
        type: MediaParametersRef,
        description: 'How it is encoded.',
        resolve: (record) => read.json(recordRowOf(record), 'media_parameters'),
      }),
      mediaParametersText: column.text('media_parameters', 'How it is encoded, as sent: JSON in a text.'),
    };
  },
});

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
  description: 'The parameters of GetCallHistory that narrow it. Different ones: and. Several values of one: or.',
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
  filterField: 'voximplant',
  filterInput: FilterInput,
  readFilter: readVendorFilter,
  callDetails: SessionRef,
  legDetails: CallRef,
  recordingDetails: RecordRef,
  rawOf: (call) => toRaw(rowOf(call)),
});

/** A leg knows its session's id; its own start is near enough to find the session again. */
const sessionOfLeg = (leg: CallLeg): MediaKey['session'] => ({
  nativeId: leg.sessionId,
  startedAt: leg.startedAt ?? undefined,
});

/** A link lives longer than its recording plays. */
function linkTo(
  context: GraphContext,
  provider: string,
  { kind, nativeId, session }: MediaKey,
  durationSeconds: number | null = null,
): string | null {
  const key = { kind, nativeId, session: { nativeId: session.nativeId, startedAt: session.startedAt } };
  return context.linkTo(provider, key, durationSeconds)?.url ?? null;
}
