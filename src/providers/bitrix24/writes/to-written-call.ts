import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { column, impersonal, label, record, type RowOf, rows, textId } from '../../columns/column.ts';

/** A call as telephony.externalCall.finish wrote it down. */
export type FinishedCall = {
  readonly id: string;
  readonly errors: readonly string[];
  readonly row: RowOf<typeof FINISHED.columns>;
};

/**
 * Its types are not those of the list: numbers where the list has text, INCOMING for CALL_TYPE, and a CALL_START_DATE that
 * may be an empty object.
 */
export const FINISHED = record(
  'FinishedExternalCall',
  'A call as Bitrix24 wrote it down: its answer to telephony.externalCall.finish.',
  {
    ID: column('id', 'Identifier of the record in the statistics.'),
    CALL_ID: impersonal(textId('Identifier of the call.')),
    EXTERNAL_CALL_ID: textId('External identifier of the call on the integration side.'),
    PORTAL_USER_ID: column('id', 'Identifier of the Bitrix24 user on behalf of whom the call was finished.'),
    PHONE_NUMBER: column('text', "Subscriber's number."),
    PORTAL_NUMBER: label('Line number through which the call was made.'),
    INCOMING: column('word', 'Type of the call.'),
    CALL_DURATION: column('number', 'Duration of the call in seconds.'),
    CALL_START_DATE: column(
      'time',
      'When the call started. Bitrix24 often leaves it empty here: session.startedAt has it.',
    ),
    CALL_STATUS: column('word', 'Completion status.'),
    CALL_VOTE: column('number', 'Rating of the call.'),
    COST: column('decimal', 'Cost of the call.'),
    COST_CURRENCY: label('Currency of the cost.'),
    CALL_FAILED_CODE: column('word', 'Call completion code.'),
    CALL_FAILED_REASON: column('text', 'Text reason for the call completion.'),
    REST_APP_ID: column('id', 'Identifier of the application.'),
    REST_APP_NAME: label('Name of the application.'),
    CRM_ACTIVITY_ID: column('id', 'Identifier of the CRM activity for the call.'),
    COMMENT: column('text', 'Comment on the call.'),
    CRM_ENTITY_TYPE: label('Type of the CRM entity associated with the call.'),
    CRM_ENTITY_ID: column('id', 'Identifier of the CRM entity associated with the call.'),
  },
);

/** Reads the answer of finish; null for one without the record's id. */
export function toFinishedCall(result: unknown): FinishedCall | null {
  const row = recordOf(result);
  const id = idOrNull(row.ID);
  return id === null ? null : { id, errors: textsIn(row.ERRORS), row };
}

/** A call as telephony.externalCall.register answered it. */
export type RegisteredCall = { readonly callId: string; readonly row: RowOf<typeof REGISTERED.columns> };

export const CREATED_ENTITY = record('Bitrix24CreatedEntity', 'A CRM object that Bitrix24 created for a call.', {
  ENTITY_TYPE: label('Type of the created CRM object.'),
  ENTITY_ID: column('id', 'Identifier of the created CRM object.'),
});

export const REGISTERED = record(
  'RegisteredExternalCall',
  'A call that Bitrix24 knows now, and that is to be finished: its answer to telephony.externalCall.register.',
  {
    CALL_ID: textId('Identifier of the call, for finishExternalCall and attachExternalCallRecording.'),
    CRM_CREATED_LEAD: column('id', 'Identifier of the automatically created lead.'),
    CRM_CREATED_ENTITIES: rows(CREATED_ENTITY, 'The automatically created CRM objects.'),
    CRM_ENTITY_TYPE: label('Type of the main CRM object of the call.'),
    CRM_ENTITY_ID: column('id', 'Identifier of the main CRM object of the call.'),
    LEAD_CREATION_ERROR: column('text', 'What went wrong when a lead was to be created automatically.'),
  },
);

/** Reads the answer of register; null for one without the call's id. */
export function toRegisteredCall(result: unknown): RegisteredCall | null {
  const row = recordOf(result);
  const callId = textOrNull(row.CALL_ID);
  return callId === null ? null : { callId, row };
}

/** A recording as telephony.externalCall.attachRecord answered it. */
export type AttachedRecording = { readonly fileId: string };

/** Reads the answer of attachRecord; null for one without a file. */
export function toAttachedRecording(result: unknown): AttachedRecording | null {
  const fileId = textOrNull(recordOf(result).FILE_ID);
  return fileId === null ? null : { fileId };
}

/** Every text within a value, however deep: the vendor documents "an object" and no more. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  const text = textOrNull(value);
  return text === null ? [] : [text];
}
