import type { CallSession } from '../../domain/call-session.ts';
import { builder } from '../../graph/builder.ts';
import { createVendorEnum, vendorEnumFields } from '../../graph/vendor-enum.ts';
import { FIELD_DESCRIPTIONS as SAYS } from './graph-descriptions.ts';
import { decimalIn, integerIn, rowOf, textIn } from './read-row.ts';
import { readInstant } from './to-call-session.ts';
import { linkOf, recordingIdOf } from './to-recording.ts';
import type { StatisticsField } from './wire.ts';

const CallType = createVendorEnum('Bitrix24CallType', {
  description: 'CALL_TYPE of Bitrix24: which way a call went.',
  prefix: 'TYPE',
  values: [
    [1, 'Outgoing.'],
    [2, 'Incoming.'],
    [3, 'Incoming with redirection.'],
    [4, 'Callback.'],
    [5, 'Informational call.'],
  ],
});

const CallFailedCode = createVendorEnum('Bitrix24CallFailedCode', {
  description: 'CALL_FAILED_CODE of Bitrix24: how a call ended.',
  prefix: 'S',
  values: [
    ['200', 'Successful call.'],
    ['304', 'Missed call.'],
    ['603', 'Declined.'],
    ['603-S', 'Call canceled.'],
    ['403', 'Forbidden.'],
    ['404', 'Invalid number.'],
    ['486', 'Busy.'],
    ['484', 'Direction unavailable.'],
    ['503', 'Direction unavailable.'],
    ['480', 'Temporarily unavailable.'],
    ['402', 'Insufficient funds.'],
    ['423', 'Blocked.'],
    ['OTHER', 'Undefined.'],
  ],
});

const CrmEntityType = createVendorEnum('Bitrix24CrmEntityType', {
  description: 'CRM_ENTITY_TYPE of Bitrix24: what kind of CRM entity a call belongs to.',
  values: [
    ['CONTACT', 'Contact.'],
    ['COMPANY', 'Company.'],
    ['LEAD', 'Lead.'],
  ],
});

const TranscriptPending = createVendorEnum('Bitrix24TranscriptPending', {
  description: 'TRANSCRIPT_PENDING of Bitrix24: whether a transcript is on its way.',
  values: [
    ['Y', 'Transcription pending.'],
    ['N', 'Transcription available or absent.'],
  ],
});

const text = (field: StatisticsField) => (call: CallSession) => textIn(call, field);
const integer = (field: StatisticsField) => (call: CallSession) => integerIn(call, field);

/** A row of Bitrix24's call statistics, field by field. */
export const Bitrix24CallRef = builder.objectRef<CallSession>('Bitrix24Call').implement({
  description: 'A call as Bitrix24 has it in its telephony statistics (voximplant.statistic.get).',
  fields: (t) => ({
    id: t.id({ description: SAYS.id, resolve: text('ID') }),
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
        return context.linkTo(call.provider, { kind: 'recording', nativeId, session })?.url ?? null;
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
