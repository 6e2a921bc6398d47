import type { WriteOutcome } from '../../../domain/external-calls.ts';
import { builder } from '../../../graph/builder.ts';
import { CallSessionRef } from '../../../graph/call-session.ts';
import { loadCalls } from '../../../graph/load-calls.ts';
import { loadPart, orThrow } from '../../../graph/part-of.ts';
import { planCalls } from '../../../graph/plan-calls.ts';
import { asks } from '../../../graph/demand.ts';
import { readSelected } from '../../../graph/selected.ts';
import { vendorEnumFields } from '../../../graph/vendor-enum.ts';
import { CallFailedCode, CallStatus, CallType } from './enums.ts';
import { REFUSALS, type RefusalCode } from '../writes/to-refusal.ts';
import type { AttachedRecording, CreatedEntity, FinishedCall, RegisteredCall } from '../writes/to-written-call.ts';

type Refused = Extract<WriteOutcome, { outcome: 'refused' }>;
type Unknown = Extract<WriteOutcome, { outcome: 'unknown' }>;

/** A write that took effect: what the vendor answered, and who was asked. */
export type Done<Reply> = Reply & { readonly outcome: 'done'; readonly provider: string };
export type Result<Reply> = Done<Reply> | Refused | Unknown;

const Refusal = builder.enumType('ExternalCallRefusal', {
  description: 'Why a write was refused: the errors Bitrix24 documents, and what kept it from being sent.',
  values: Object.fromEntries(
    Object.entries(REFUSALS).map(([code, description]) => [code, { value: code as RefusalCode, description }]),
  ),
});

const RefusedRef = builder.objectRef<Refused>('ExternalCallRefused').implement({
  description: 'The write surely had no effect.',
  fields: (t) => ({
    code: t.field({
      type: Refusal,
      nullable: false,
      description: 'Why.',
      resolve: ({ code }) => code as RefusalCode,
    }),
    message: t.exposeString('message', { nullable: false, description: 'Why, in words, and what to do.' }),
  }),
});

const UnknownRef = builder.objectRef<Unknown>('ExternalCallOutcomeUnknown').implement({
  description:
    'The write was sent, and no answer came, or none that tells whether it took effect. It is never sent again by itself.',
  fields: (t) => ({
    message: t.exposeString('message', { nullable: false, description: 'What happened, and how to find out.' }),
  }),
});

const FinishedRef = builder.objectRef<Done<FinishedCall>>('FinishedExternalCall').implement({
  description: 'A call as Bitrix24 wrote it down: its answer to telephony.externalCall.finish.',
  fields: (t) => ({
    nativeId: t.exposeID('id', {
      nullable: false,
      description: 'Id of the call in the history: CallSession.nativeId.',
    }),
    session: t.field({
      extensions: asks('each'),
      type: CallSessionRef,
      description: 'The call, read again from the history; null where it is not there yet.',
      resolve: ({ provider, id: nativeId }, _args, context, info) =>
        loadPart(async () => {
          const plan = planCalls({ sessions: [readSelected(info)] });
          const { calls } = await loadCalls([{ provider, key: { nativeId } }], plan, context);
          const [call = null] = calls;
          return orThrow(call);
        }),
    }),
    errors: t.expose('errors', {
      type: ['String'],
      nullable: { list: false, items: false },
      description:
        'Warnings: Bitrix24 finished the call, but something about it went wrong, such as a lead that it could not create.',
    }),
    vendorId: t.exposeID('id', { description: 'Identifier of the record in the statistics.' }),
    callId: t.exposeID('callId', { description: 'Identifier of the call.' }),
    externalCallId: t.exposeID('externalCallId', {
      description: 'External identifier of the call on the integration side.',
    }),
    portalUserId: t.exposeID('portalUserId', {
      description: 'Identifier of the Bitrix24 user on behalf of whom the call was finished.',
    }),
    phoneNumber: t.exposeString('phoneNumber', { description: "Subscriber's number." }),
    portalNumber: t.exposeString('portalNumber', { description: 'Line number through which the call was made.' }),
    ...vendorEnumFields(t, 'incoming', CallType, (call) => call.incoming, { description: 'Type of the call.' }),
    callDuration: t.exposeInt('callDuration', { description: 'Duration of the call in seconds.' }),
    callStartDate: t.expose('callStartDate', {
      type: 'DateTime',
      description: 'When the call started. Bitrix24 often leaves it empty here: session.startedAt has it.',
    }),
    ...vendorEnumFields(t, 'callStatus', CallStatus, (call) => call.callStatus, {
      description: 'Completion status.',
    }),
    callVote: t.exposeInt('callVote', { description: 'Rating of the call.' }),
    cost: t.expose('cost', { type: 'Decimal', description: 'Cost of the call.' }),
    costCurrency: t.exposeString('costCurrency', { description: 'Currency of the cost.' }),
    ...vendorEnumFields(t, 'callFailedCode', CallFailedCode, (call) => call.callFailedCode, {
      description: 'Call completion code.',
    }),
    callFailedReason: t.exposeString('callFailedReason', { description: 'Text reason for the call completion.' }),
    restAppId: t.exposeID('restAppId', { description: 'Identifier of the application.' }),
    restAppName: t.exposeString('restAppName', { description: 'Name of the application.' }),
    crmActivityId: t.exposeID('crmActivityId', { description: 'Identifier of the CRM activity for the call.' }),
    comment: t.exposeString('comment', { description: 'Comment on the call.' }),
    crmEntityType: t.exposeString('crmEntityType', { description: 'Type of the CRM entity associated with the call.' }),
    crmEntityId: t.exposeID('crmEntityId', { description: 'Identifier of the CRM entity associated with the call.' }),
  }),
});

const CreatedEntityRef = builder.objectRef<CreatedEntity>('Bitrix24CreatedEntity').implement({
  description: 'A CRM object that Bitrix24 created for a call.',
  fields: (t) => ({
    entityType: t.exposeString('entityType', { description: 'Type of the created CRM object.' }),
    entityId: t.exposeID('entityId', { description: 'Identifier of the created CRM object.' }),
  }),
});

const RegisteredRef = builder.objectRef<Done<RegisteredCall>>('RegisteredExternalCall').implement({
  description:
    'A call that Bitrix24 knows now, and that is to be finished: its answer to telephony.externalCall.register.',
  fields: (t) => ({
    callId: t.exposeID('callId', {
      nullable: false,
      description: 'Identifier of the call, for finishExternalCall and attachExternalCallRecording.',
    }),
    crmCreatedLead: t.exposeID('crmCreatedLead', { description: 'Identifier of the automatically created lead.' }),
    crmCreatedEntities: t.expose('crmCreatedEntities', {
      type: [CreatedEntityRef],
      nullable: { list: false, items: false },
      description: 'The automatically created CRM objects.',
    }),
    crmEntityType: t.exposeString('crmEntityType', { description: 'Type of the main CRM object of the call.' }),
    crmEntityId: t.exposeID('crmEntityId', { description: 'Identifier of the main CRM object of the call.' }),
    leadCreationError: t.exposeString('leadCreationError', {
      description: 'What went wrong when a lead was to be created automatically.',
    }),
  }),
});

const AttachedRef = builder.objectRef<Done<AttachedRecording>>('AttachedExternalCallRecording').implement({
  description: 'A recording that Bitrix24 has accepted: its answer to telephony.externalCall.attachRecord.',
  fields: (t) => ({
    fileId: t.exposeID('fileId', {
      nullable: false,
      description: "Identifier of the attached file on the portal's disk.",
    }),
  }),
});

const typeNameOf =
  (done: string) =>
  ({ outcome }: Result<unknown>): string =>
    outcome === 'done' ? done : outcome === 'refused' ? 'ExternalCallRefused' : 'ExternalCallOutcomeUnknown';

export const RegisterResult = builder.unionType('RegisterExternalCallResult', {
  description: 'How the registration of a call ended.',
  types: [RegisteredRef, RefusedRef, UnknownRef],
  resolveType: typeNameOf('RegisteredExternalCall'),
});

export const FinishResult = builder.unionType('FinishExternalCallResult', {
  description: 'How finishing a call ended.',
  types: [FinishedRef, RefusedRef, UnknownRef],
  resolveType: typeNameOf('FinishedExternalCall'),
});

export const AttachResult = builder.unionType('AttachExternalCallRecordingResult', {
  description: 'How attaching a recording ended.',
  types: [AttachedRef, RefusedRef, UnknownRef],
  resolveType: typeNameOf('AttachedExternalCallRecording'),
});
