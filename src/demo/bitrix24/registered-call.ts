import type { Instant } from '../../time/instant.ts';
import { type PortalUser, findUser } from './directory.ts';
import { toPortalTime } from './portal-time.ts';
import { type Parameters, readInteger, readText } from './read-parameters.ts';
import type { StatisticsRow } from './statistics-row.ts';

/** A call that has been made known to the portal and waits to be finished. */
export type RegisteredCall = {
  readonly callId: string;
  readonly user: PortalUser;
  readonly phoneNumber: string;
  readonly type: string;
  readonly startedAt: Instant;
  readonly lineNumber: string | null;
  readonly externalCallId: string | null;
  readonly crmEntityType: string;
  readonly crmEntityId: string;
  readonly key: string;
  readonly registeredAt: Instant;
};

/** The call that the vendor's documentation of finish is about. */
export const EXAMPLE_CALL: RegisteredCall = {
  callId: 'externalCall.716f1cb73def9700a23842adf9c4c568.1773130779',
  user: findUser('1269')!,
  phoneNumber: '19062195047',
  type: '2',
  startedAt: Date.parse('2026-03-10T11:19:38+01:00'),
  lineNumber: '3',
  externalCallId: null,
  crmEntityType: 'CONTACT',
  crmEntityId: '797',
  key: '',
  registeredAt: Date.parse('2026-03-10T11:19:39+01:00'),
};

/** The row of the statistics that a finished call becomes. */
export function toFinishedRow(
  call: RegisteredCall,
  { id, user, duration, parameters }: { id: string; user: PortalUser; duration: number; parameters: Parameters },
): StatisticsRow {
  const vote = readInteger(parameters.VOTE) ?? 0;
  return {
    ID: id,
    PORTAL_USER_ID: user.ID,
    PORTAL_NUMBER: call.lineNumber,
    PHONE_NUMBER: call.phoneNumber,
    CALL_ID: call.callId,
    EXTERNAL_CALL_ID: call.externalCallId,
    CALL_CATEGORY: 'external',
    CALL_LOG: null,
    CALL_DURATION: String(duration),
    CALL_START_DATE: toPortalTime(call.startedAt),
    CALL_RECORD_URL: readText(parameters.RECORD_URL) ?? '',
    // A vote outside 1 to 5 is none.
    CALL_VOTE: vote >= 1 && vote <= 5 ? String(vote) : null,
    COST: Number(readText(parameters.COST) ?? 0).toFixed(4),
    COST_CURRENCY: readText(parameters.COST_CURRENCY) ?? '',
    CALL_FAILED_CODE: readText(parameters.STATUS_CODE) ?? (duration > 0 ? '200' : '304'),
    CALL_FAILED_REASON: readText(parameters.FAILED_REASON) ?? '',
    CRM_ENTITY_TYPE: call.crmEntityType,
    CRM_ENTITY_ID: call.crmEntityId,
    CRM_ACTIVITY_ID: '7943',
    REST_APP_ID: '3',
    REST_APP_NAME: 'REST API Documentation',
    TRANSCRIPT_ID: null,
    TRANSCRIPT_PENDING: 'N',
    SESSION_ID: null,
    REDIAL_ATTEMPT: null,
    COMMENT: null,
    RECORD_DURATION: null,
    RECORD_FILE_ID: null,
    CALL_TYPE: call.type,
  };
}

/** The stored row as finish gives it: numbers where the list has text, the start as an empty object. */
export function toFinishAnswer(row: StatisticsRow): object {
  return {
    CALL_ID: row.CALL_ID,
    EXTERNAL_CALL_ID: row.EXTERNAL_CALL_ID,
    PORTAL_USER_ID: Number(row.PORTAL_USER_ID),
    PHONE_NUMBER: row.PHONE_NUMBER,
    PORTAL_NUMBER: row.PORTAL_NUMBER,
    INCOMING: row.CALL_TYPE,
    CALL_DURATION: Number(row.CALL_DURATION),
    CALL_START_DATE: {},
    CALL_STATUS: row.CALL_FAILED_CODE === '200' ? 1 : 0,
    CALL_VOTE: row.CALL_VOTE === null ? null : Number(row.CALL_VOTE),
    COST: Number(row.COST),
    COST_CURRENCY: row.COST_CURRENCY,
    CALL_FAILED_CODE: row.CALL_FAILED_CODE,
    CALL_FAILED_REASON: row.CALL_FAILED_REASON,
    REST_APP_ID: row.REST_APP_ID,
    REST_APP_NAME: row.REST_APP_NAME,
    CRM_ACTIVITY_ID: Number(row.CRM_ACTIVITY_ID),
    COMMENT: row.COMMENT,
    CRM_ENTITY_TYPE: row.CRM_ENTITY_TYPE,
    CRM_ENTITY_ID: Number(row.CRM_ENTITY_ID),
    ID: Number(row.ID),
  };
}
