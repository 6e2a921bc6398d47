import { builder } from '../../../graph/builder.ts';
import { boundedBy } from '../../../graph/input-bounds.ts';
import { CallType, CrmEntityType, StatusCode } from './enums.ts';

const PROVIDER = 'Key of a Bitrix24 provider whose settings have an OAuth application.';
const CALL_ID = 'Identifier of the call, as registerExternalCall answered it.';
const PHONE_INNER = 'The internal number of the user. This or userId is required.';
const ADD_TO_CHAT = "Add a message about the call to the employee's chat. Left out, Bitrix24 adds it.";

/** telephony.externalCall.register: what it takes. */
export const RegisterExternalCallInput = builder.inputType('RegisterExternalCallInput', {
  description: 'A call that ran elsewhere, to be made known to Bitrix24 (telephony.externalCall.register).',
  fields: (t) => ({
    provider: t.id({ required: true, description: PROVIDER }),
    userId: t.id({
      description:
        'The user for whom the call is registered: its number in Bitrix24, as Agent.nativeId has it. This or userPhoneInner is required.',
    }),
    userPhoneInner: t.string({ description: PHONE_INNER }),
    phoneNumber: t.string({ required: true, description: "The client's phone number." }),
    type: t.field({ type: CallType.ref, required: true, description: 'The type of call.' }),
    callStartDate: t.field({
      type: 'DateTime',
      description: 'When the call started, to the second. Left out, it is the current time of the portal.',
    }),
    crmCreate: t.boolean({
      description: 'Create a CRM object where none has the number. Left out, Bitrix24 creates none.',
    }),
    crmSource: t.string({ description: 'Identifier of the CRM source: STATUS_ID of crm.status.list.' }),
    crmEntityType: t.field({
      type: CrmEntityType.ref,
      description: 'The type of the CRM object to associate with the call; together with crmEntityId.',
    }),
    crmEntityId: t.id({ description: 'Identifier of the CRM object; together with crmEntityType.' }),
    show: t.boolean({ description: 'Show the call card to the user. Left out, Bitrix24 shows it.' }),
    addToChat: t.boolean({ description: ADD_TO_CHAT }),
    callListId: t.id({ description: 'Identifier of the call list that the call belongs to.' }),
    lineNumber: t.string({
      description: 'The number of the external line. Best always given: reports and the binding to a line rest on it.',
    }),
    externalCallId: t.id({
      description:
        'Identifier of the call in the telephone exchange. Best given, one for each real call: without it, registering a call with the same number, type, user and line within 30 minutes can answer the call that is there already.',
    }),
  }),
});

/** telephony.externalCall.finish: what it takes. */
export const FinishExternalCallInput = builder.inputType('FinishExternalCallInput', {
  description: 'How a registered call ended (telephony.externalCall.finish).',
  fields: (t) => ({
    provider: t.id({ required: true, description: PROVIDER }),
    callId: t.id({ required: true, description: CALL_ID }),
    userId: t.id({
      description:
        'The user who ends the call, responsible for what Bitrix24 creates in the CRM: its number there, as Agent.nativeId has it. This or userPhoneInner is required.',
    }),
    userPhoneInner: t.string({ description: PHONE_INNER }),
    durationSeconds: t.int({ description: 'The duration of the call in seconds, 0 or more. Left out, it is 0.' }),
    cost: t.field({
      type: 'Decimal',
      description: 'The cost of the call, 0 or more, at most 15 digits. Left out, it is 0.',
    }),
    costCurrency: t.string({ description: 'The currency of the cost, three capitals: EUR.' }),
    statusCode: t.field({
      type: StatusCode.ref,
      description:
        'The result code of the call. Left out, it is S_200 for a call with a duration and S_304 for one without.',
    }),
    failedReason: t.string({ description: 'Text reason for a failed call.' }),
    recordUrl: t.field({
      type: 'URL',
      description:
        'Address of the recording, from where Bitrix24 fetches it. Deprecated by Bitrix24: attachExternalCallRecording is its way now.',
    }),
    vote: t.int({ description: 'Rating of the call, 1 to 5. Left out, there is none.' }),
    addToChat: t.boolean({ description: ADD_TO_CHAT }),
  }),
});

/** telephony.externalCall.attachRecord: what it takes. */
export const AttachExternalCallRecordingInput = builder.inputType('AttachExternalCallRecordingInput', {
  description:
    'A recording of a finished call (telephony.externalCall.attachRecord): either where to fetch it, or its bytes. A second one takes the place of the first.',
  fields: (t) => ({
    provider: t.id({ required: true, description: PROVIDER }),
    callId: t.id({ required: true, description: CALL_ID }),
    recordUrl: t.field({
      type: 'URL',
      description: 'Address of the recording, from where Bitrix24 fetches it: public, and quick to answer.',
    }),
    filename: t.string({
      description:
        'Name of the file, ending in .wav or .mp3. Required with fileContent; with recordUrl, Bitrix24 takes it from the address where it is left out.',
    }),
    // As long as a request may be.
    fileContent: t.string({
      ...boundedBy({ maxCharacters: Infinity }),
      description:
        'The whole file in Base64. Larger files than a request to this server may be (limits.maxBodyBytes) go by recordUrl.',
    }),
  }),
});
