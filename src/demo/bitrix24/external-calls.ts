import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/instant.ts';
import { type PortalUser, findUser, findUserByExtension } from './directory.ts';
import type { Disk } from './disk.ts';
import { readPortalTime, toPortalTime } from './portal-time.ts';
import { type MethodResult, fail } from './reply.ts';
import { type Parameters, readInteger, readText } from './read-parameters.ts';
import type { Statistics } from './statistics.ts';
import type { StatisticsRow } from './statistics-row.ts';

/** telephony.externalCall.*: calls that ran elsewhere and are written down here. */
export type PortalExternalCalls = {
  register(parameters: Parameters): MethodResult;
  finish(parameters: Parameters): MethodResult;
  attachRecord(parameters: Parameters): MethodResult;
};

type Registered = {
  readonly callId: string;
  readonly user: PortalUser;
  readonly phoneNumber: string;
  readonly type: string;
  readonly startedAt: Instant;
  readonly lineNumber: string | null;
  readonly externalCallId: string | null;
  readonly key: string;
  readonly registeredAt: Instant;
};

const REPEAT_WINDOW_MS = 30 * 60_000;
const FIRST_ROW_ID = 50_000_000;

/** Registers, finishes and equips external calls in the demo's statistics. */
export function createExternalCalls(statistics: Statistics, disk: Disk, now: () => Instant): PortalExternalCalls {
  const registered = new Map<string, Registered>();
  let finished = 0;

  return {
    register(parameters) {
      const user = findCaller(parameters);
      if ('error' in user) return user;
      const type = String(readInteger(parameters.TYPE) ?? '');
      if (!/^[1-5]$/.test(type)) return fail(400, 'ERROR_CORE', 'Unknown TYPE');
      const startText = readText(parameters.CALL_START_DATE);
      const startedAt = startText === null ? now() : readPortalTime(startText);
      if (startedAt === null) return fail(400, 'ERROR_CORE', 'CALL_START_DATE should be in the ISO-8601 format');
      const phoneNumber = readText(parameters.PHONE_NUMBER) ?? '';
      if (!/\d/.test(phoneNumber)) return fail(400, 'ERROR_CORE', 'Unsupported phone number format');
      const lineNumber = readText(parameters.LINE_NUMBER);
      const externalCallId = readText(parameters.EXTERNAL_CALL_ID);
      const key = JSON.stringify([phoneNumber, type, user.ID, lineNumber, externalCallId]);
      const known = [...registered.values()].find(
        (call) => call.key === key && now() - call.registeredAt < REPEAT_WINDOW_MS,
      );
      const hash = createHash('md5').update(`${key} ${registered.size}`).digest('hex');
      const callId = known?.callId ?? `externalCall.${hash}.${Math.floor(now() / 1000)}`;
      if (!known)
        registered.set(callId, {
          callId,
          user,
          phoneNumber,
          type,
          startedAt,
          lineNumber,
          externalCallId,
          key,
          registeredAt: now(),
        });
      return {
        result: {
          CALL_ID: callId,
          CRM_CREATED_LEAD: null,
          CRM_CREATED_ENTITIES: [],
          CRM_ENTITY_TYPE: 'CONTACT',
          CRM_ENTITY_ID: 797,
        },
      };
    },
    finish(parameters) {
      if (typeof parameters.CALL_ID !== 'string') return fail(400, 'INVALID_ARGUMENT', 'CALL_ID must be a string');
      const user = findCaller(parameters);
      if ('error' in user) return user;
      const call = registered.get(parameters.CALL_ID);
      if (!call) return fail(400, 'ERROR_CORE', 'Call is not found (call should be registered prior to finishing)');
      const duration = readInteger(parameters.DURATION) ?? 0;
      const known = statistics.findByCallId(call.callId);
      if (!known) finished += 1;
      const id = known?.ID ?? String(FIRST_ROW_ID + finished);
      const row = toRow(call, { id, user, duration, parameters });
      statistics.put(row);
      return { result: toFinished(row) };
    },
    attachRecord(parameters) {
      const row = statistics.findByCallId(readText(parameters.CALL_ID) ?? '');
      if (!row) return fail(400, 'ERROR_CORE', 'Call is not found');
      const url = readText(parameters.RECORD_URL);
      const name = readText(parameters.FILENAME);
      if (url === null && name === null) return fail(400, 'ERROR_CORE', 'RECORD_URL or FILENAME should be set');
      if (!/\.(wav|mp3)$/i.test(name ?? new URL(url ?? '', 'http://demo').pathname))
        return fail(400, 'ERROR_CORE', 'Only wav and mp3 files are supported');
      const content = readText(parameters.FILE_CONTENT);
      if (url === null && content === null)
        return { result: { uploadUrl: '/rest/upload.json?token=demo-upload', fieldName: 'file' } };
      const fileId = disk.putFile(name ?? 'record.wav', Buffer.from(content ?? '', 'base64').length);
      statistics.put({ ...row, RECORD_FILE_ID: fileId, CALL_RECORD_URL: url });
      return { result: { FILE_ID: fileId } };
    },
  };
}

function findCaller(parameters: Parameters): PortalUser | ReturnType<typeof fail> {
  const id = readText(parameters.USER_ID);
  const extension = readText(parameters.USER_PHONE_INNER);
  if (id === null && extension === null) return fail(400, 'ERROR_CORE', 'USER_ID or USER_PHONE_INNER should be set');
  const user = id === null ? findUserByExtension(extension ?? '') : findUser(id);
  return user?.ACTIVE ? user : fail(400, 'ERROR_CORE', 'User is not found or is not active');
}

function toRow(
  call: Registered,
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
    CRM_ENTITY_TYPE: 'CONTACT',
    CRM_ENTITY_ID: '797',
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
function toFinished(row: StatisticsRow): object {
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
