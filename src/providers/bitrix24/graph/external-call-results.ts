import type { WriteOutcome } from '../../../domain/external-calls.ts';
import { type Types, builder } from '../../../graph/builder.ts';
import { CallSessionRef } from '../../../graph/call-session.ts';
import { loadCalls } from '../../../graph/load-calls.ts';
import { orThrow } from '../../../domain/provider-error.ts';
import { planCalls } from '../../../graph/plan-calls.ts';
import { asks } from '../../../graph/demand.ts';
import { readSelected } from '../../../graph/selected.ts';
import { readPlainCell } from '../../columns/read-cell.ts';
import { REFUSALS, type RefusalCode } from '../writes/to-refusal.ts';
import {
  type AttachedRecording,
  CREATED_ENTITY,
  FINISHED,
  type FinishedCall,
  REGISTERED,
  type RegisteredCall,
} from '../writes/to-written-call.ts';
import { fieldsOf, typeOf } from './enums.ts';

type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;
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
  scope: 'calls:write',
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
  scope: 'calls:write',
  description:
    'The write was sent, and no answer came, or none that tells whether it took effect. It is never sent again by itself.',
  fields: (t) => ({
    message: t.exposeString('message', { nullable: false, description: 'What happened, and how to find out.' }),
  }),
});

type Row = Readonly<Record<string, unknown>>;

const FinishedRef = builder.objectRef<Done<FinishedCall>>(FINISHED.name).implement({
  scope: 'calls:write',
  description: FINISHED.description,
  fields: (t) => ({
    nativeId: t.exposeID('id', {
      nullable: false,
      description: 'Id of the call in the history: CallSession.nativeId.',
    }),
    session: t.field({
      extensions: asks('each'),
      type: CallSessionRef,
      description: 'The call, read again from the history; null where it is not there yet.',
      async resolve({ provider, id: nativeId }, _args, context, info) {
        const plan = planCalls({ sessions: [readSelected(info, context)] });
        const { calls } = await loadCalls([{ provider, key: { nativeId } }], plan, context);
        const [call = null] = calls;
        return orThrow(call);
      },
    }),
    errors: t.expose('errors', {
      type: ['String'],
      nullable: { list: false, items: false },
      description:
        'Warnings: Bitrix24 finished the call, but something about it went wrong, such as a lead that it could not create.',
    }),
    ...fieldsOf(t, FINISHED.columns, ({ row }): Row => row),
  }),
});

const CreatedEntityRef = typeOf<Row>(CREATED_ENTITY, (row) => row, undefined, 'calls:write');

const RegisteredRef = typeOf<Done<RegisteredCall>>(
  REGISTERED,
  ({ row }): Row => row,
  (t) => ({
    callId: t.exposeID('callId', { nullable: false, description: REGISTERED.columns.CALL_ID.description }),
    crmCreatedEntities: t.field({
      type: [CreatedEntityRef],
      nullable: { list: false, items: false },
      description: REGISTERED.columns.CRM_CREATED_ENTITIES.description,
      resolve: ({ row }) => (readPlainCell(row, 'CRM_CREATED_ENTITIES', 'rows') ?? []) as Row[],
    }),
  }),
  'calls:write',
);

const AttachedRef = builder.objectRef<Done<AttachedRecording>>('AttachedExternalCallRecording').implement({
  scope: 'calls:write',
  description: 'A recording that Bitrix24 has accepted: its answer to telephony.externalCall.attachRecord.',
  fields: (t) => ({
    fileId: t.exposeID('fileId', {
      nullable: false,
      description: "Identifier of the attached file on the portal's disk.",
    }),
  }),
});

/** What a write gives: a reply of its own, and the two ends that all writes may have. */
const resultOf = <Reply>(name: string, write: string, done: ObjectRef<Done<Reply>>) =>
  builder.unionType(name, {
    description: `How ${write} ended.`,
    types: [done, RefusedRef, UnknownRef],
    resolveType: ({ outcome }) => ({ done, refused: RefusedRef, unknown: UnknownRef })[outcome],
  });

export const RegisterResult = resultOf('RegisterExternalCallResult', 'the registration of a call', RegisteredRef);
export const FinishResult = resultOf('FinishExternalCallResult', 'finishing a call', FinishedRef);
export const AttachResult = resultOf('AttachExternalCallRecordingResult', 'attaching a recording', AttachedRef);
