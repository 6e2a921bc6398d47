import type { Instant } from '../../../time/instant.ts';
import { readDecimal } from '../../../domain/money.ts';
import { idOrNull, listOf, recordOf, textOrNull, wholeOrNull } from '../../../transport/read-wire.ts';
import { readInstant } from '../calls/to-call-session.ts';

/** A call as telephony.externalCall.finish wrote it down. */
export type FinishedCall = {
  readonly id: string;
  readonly callId: string | null;
  readonly externalCallId: string | null;
  readonly portalUserId: string | null;
  readonly phoneNumber: string | null;
  readonly portalNumber: string | null;
  readonly incoming: string | null;
  readonly callDuration: number | null;
  readonly callStartDate: Instant | null;
  readonly callStatus: string | null;
  readonly callVote: number | null;
  readonly cost: string | null;
  readonly costCurrency: string | null;
  readonly callFailedCode: string | null;
  readonly callFailedReason: string | null;
  readonly restAppId: string | null;
  readonly restAppName: string | null;
  readonly crmActivityId: string | null;
  readonly comment: string | null;
  readonly crmEntityType: string | null;
  readonly crmEntityId: string | null;
  readonly errors: readonly string[];
};

/**
 * Reads the answer of finish; null for one without the record's id. Its types are not those of the list: numbers where
 * the list has text, INCOMING for CALL_TYPE, and a CALL_START_DATE that may be an empty object.
 */
export function toFinishedCall(result: unknown): FinishedCall | null {
  const row = recordOf(result);
  const id = idOrNull(row.ID);
  if (id === null) return null;
  return {
    id,
    callId: textOrNull(row.CALL_ID),
    externalCallId: textOrNull(row.EXTERNAL_CALL_ID),
    portalUserId: textOrNull(row.PORTAL_USER_ID),
    phoneNumber: textOrNull(row.PHONE_NUMBER),
    portalNumber: textOrNull(row.PORTAL_NUMBER),
    incoming: textOrNull(row.INCOMING),
    callDuration: wholeOrNull(row.CALL_DURATION),
    callStartDate: readInstant(row.CALL_START_DATE),
    callStatus: textOrNull(row.CALL_STATUS),
    callVote: wholeOrNull(row.CALL_VOTE),
    cost: readDecimal(textOrNull(row.COST)),
    costCurrency: textOrNull(row.COST_CURRENCY),
    callFailedCode: textOrNull(row.CALL_FAILED_CODE),
    callFailedReason: textOrNull(row.CALL_FAILED_REASON),
    restAppId: textOrNull(row.REST_APP_ID),
    restAppName: textOrNull(row.REST_APP_NAME),
    crmActivityId: textOrNull(row.CRM_ACTIVITY_ID),
    comment: textOrNull(row.COMMENT),
    crmEntityType: textOrNull(row.CRM_ENTITY_TYPE),
    crmEntityId: textOrNull(row.CRM_ENTITY_ID),
    errors: textsIn(row.ERRORS),
  };
}

/** A call as telephony.externalCall.register answered it. */
export type RegisteredCall = {
  readonly callId: string;
  readonly crmCreatedLead: string | null;
  readonly crmCreatedEntities: readonly CreatedEntity[];
  readonly crmEntityType: string | null;
  readonly crmEntityId: string | null;
  readonly leadCreationError: string | null;
};

/** A CRM object that the vendor made for a call. */
export type CreatedEntity = { readonly entityType: string | null; readonly entityId: string | null };

/** Reads the answer of register; null for one without the call's id. */
export function toRegisteredCall(result: unknown): RegisteredCall | null {
  const row = recordOf(result);
  const callId = textOrNull(row.CALL_ID);
  if (callId === null) return null;
  return {
    callId,
    crmCreatedLead: textOrNull(row.CRM_CREATED_LEAD),
    crmCreatedEntities: listOf(row.CRM_CREATED_ENTITIES).map((value) => {
      const entity = recordOf(value);
      return { entityType: textOrNull(entity.ENTITY_TYPE), entityId: textOrNull(entity.ENTITY_ID) };
    }),
    crmEntityType: textOrNull(row.CRM_ENTITY_TYPE),
    crmEntityId: textOrNull(row.CRM_ENTITY_ID),
    leadCreationError: textOrNull(row.LEAD_CREATION_ERROR),
  };
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
