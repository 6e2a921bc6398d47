import type { CallSession } from '../../../domain/call-session.ts';
import { builder } from '../../../graph/builder.ts';
import { vendorEnumFields } from '../../../graph/vendor-enum.ts';
import { secondsOrNull } from '../../../transport/read-wire.ts';
import { FIELD_DESCRIPTIONS as SAYS } from './descriptions.ts';
import { CallFailedCode, CallType, CrmEntityType, TranscriptPending } from './enums.ts';
import { decimalIn, integerIn, rowOf, textIn } from '../calls/read-row.ts';
import { readInstant } from '../calls/to-call-session.ts';
import { linkOf, recordingIdOf } from '../media/to-recording.ts';
import type { StatisticsField } from '../api/wire.ts';

const text = (field: StatisticsField) => (call: CallSession) => textIn(call, field);
const integer = (field: StatisticsField) => (call: CallSession) => integerIn(call, field);

/** A row of Bitrix24's call statistics, field by field. */
export const Bitrix24CallRef = builder.objectRef<CallSession>('Bitrix24Call').implement({
  description: 'A call as Bitrix24 has it in its telephony statistics (voximplant.statistic.get).',
  fields: (t) => ({
    vendorId: t.id({ description: SAYS.id, resolve: text('ID') }),
    portalUserId: t.id({
      description: `${SAYS.portalUserId} "0" where it found none.`,
      resolve: text('PORTAL_USER_ID'),
    }),
    portalNumber: t.string({ description: SAYS.portalNumber, resolve: text('PORTAL_NUMBER') }),
    phoneNumber: t.string({ description: SAYS.phoneNumber, resolve: text('PHONE_NUMBER') }),
    callId: t.id({ description: SAYS.callId, resolve: text('CALL_ID') }),
    externalCallId: t.id({ description: SAYS.externalCallId, resolve: text('EXTERNAL_CALL_ID') }),
    callCategory: t.string({ description: SAYS.callCategory, resolve: text('CALL_CATEGORY') }),
    callLog: t.field({
      type: 'URL',
      description: `${SAYS.callLog} Always null: the link opens the log to whoever holds it. sessionId names the session.`,
      resolve: () => null,
    }),
    callDuration: t.int({ description: SAYS.callDuration, resolve: integer('CALL_DURATION') }),
    callStartDate: t.field({
      type: 'DateTime',
      description: SAYS.callStartDate,
      resolve: (call) => readInstant(rowOf(call).CALL_START_DATE),
    }),
    callRecordUrl: t.field({
      type: 'URL',
      description: `${SAYS.callRecordUrl} A link on this server, where Bitrix24 has a link: the same as the recording's.`,
      resolve: (call, _arguments, context) => {
        const nativeId = recordingIdOf(call);
        if (nativeId === null || linkOf(call) === null || call.recordings?.[0]?.isAvailable === false) return null;
        const session = { nativeId: call.nativeId, startedAt: call.startedAt };
        // As for the recording itself: the link lives as long as its playing takes.
        const seconds = secondsOrNull(textIn(call, 'RECORD_DURATION')) ?? call.durationSeconds;
        return context.linkTo(call.provider, { kind: 'recording', nativeId, session }, seconds)?.url ?? null;
      },
    }),
    callVote: t.int({ description: SAYS.callVote, resolve: integer('CALL_VOTE') }),
    cost: t.field({
      type: 'Decimal',
      description: SAYS.cost,
      resolve: (call) => decimalIn(call, 'COST'),
    }),
    costCurrency: t.string({ description: SAYS.costCurrency, resolve: text('COST_CURRENCY') }),
    ...vendorEnumFields(t, 'callFailedCode', CallFailedCode, text('CALL_FAILED_CODE'), {
      description: SAYS.callFailedCode,
    }),
    callFailedReason: t.string({ description: SAYS.callFailedReason, resolve: text('CALL_FAILED_REASON') }),
    ...vendorEnumFields(t, 'crmEntityType', CrmEntityType, text('CRM_ENTITY_TYPE'), {
      description: SAYS.crmEntityType,
    }),
    crmEntityId: t.id({ description: SAYS.crmEntityId, resolve: text('CRM_ENTITY_ID') }),
    crmActivityId: t.id({ description: SAYS.crmActivityId, resolve: text('CRM_ACTIVITY_ID') }),
    restAppId: t.id({ description: SAYS.restAppId, resolve: text('REST_APP_ID') }),
    restAppName: t.string({ description: SAYS.restAppName, resolve: text('REST_APP_NAME') }),
    transcriptId: t.id({ description: SAYS.transcriptId, resolve: text('TRANSCRIPT_ID') }),
    ...vendorEnumFields(t, 'transcriptPending', TranscriptPending, text('TRANSCRIPT_PENDING'), {
      description: SAYS.transcriptPending,
    }),
    sessionId: t.id({ description: SAYS.sessionId, resolve: text('SESSION_ID') }),
    redialAttempt: t.int({ description: SAYS.redialAttempt, resolve: integer('REDIAL_ATTEMPT') }),
    comment: t.string({ description: SAYS.comment, resolve: text('COMMENT') }),
    recordDuration: t.int({ description: SAYS.recordDuration, resolve: integer('RECORD_DURATION') }),
    recordFileId: t.id({ description: SAYS.recordFileId, resolve: text('RECORD_FILE_ID') }),
    ...vendorEnumFields(t, 'callType', CallType, text('CALL_TYPE'), { description: SAYS.callType }),
  }),
});
