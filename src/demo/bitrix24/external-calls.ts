import { createHash } from 'node:crypto';
import type { Instant } from '../../time/instant.ts';
import { type PortalUser, findUser, findUserByExtension } from './directory.ts';
import type { Disk } from './disk.ts';
import { readPortalTime } from './portal-time.ts';
import { type RegisteredCall, toFinishAnswer, toFinishedRow } from './registered-call.ts';
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

const REPEAT_WINDOW_MS = 30 * 60_000;
const FIRST_ROW_ID = 50_000_000;
const PRIVATE_HOST = /^(localhost$|127\.|10\.|192\.168\.|169\.254\.|\[)/;

/** What opens the link that a recording may be uploaded to. */
export const UPLOAD_KEY = 'demo-upload-key-2f81c4';

/** Registers, finishes and equips external calls in the demo's statistics; `open` are registered from the start. */
export function createExternalCalls(
  statistics: Statistics,
  disk: Disk,
  now: () => Instant,
  open: readonly RegisteredCall[] = [],
): PortalExternalCalls {
  const registered = new Map(open.map((call) => [call.callId, call]));
  let finished = 0;
  const attach = (row: StatisticsRow, filename: string, url: string | null, bytes: number): MethodResult => {
    const fileId = disk.putFile(filename, bytes);
    statistics.put({ ...row, RECORD_FILE_ID: fileId, CALL_RECORD_URL: url });
    return { result: { FILE_ID: fileId } };
  };

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
      const crmEntityType = readText(parameters.CRM_ENTITY_TYPE) ?? 'CONTACT';
      const crmEntityId = readText(parameters.CRM_ENTITY_ID) ?? '797';
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
          crmEntityType,
          crmEntityId,
          key,
          registeredAt: now(),
        });
      return {
        result: {
          CALL_ID: callId,
          CRM_CREATED_LEAD: null,
          CRM_CREATED_ENTITIES: [],
          CRM_ENTITY_TYPE: crmEntityType,
          CRM_ENTITY_ID: Number(crmEntityId),
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
      const row = toFinishedRow(call, { id, user, duration, parameters });
      statistics.put({ ...row, RECORD_FILE_ID: known?.RECORD_FILE_ID ?? null });
      return { result: toFinishAnswer(row) };
    },
    attachRecord(parameters) {
      const url = readText(parameters.RECORD_URL);
      const name = readText(parameters.FILENAME);
      if (url === null && name === null)
        return fail(
          400,
          '',
          'Required parameters are not set. Request should contain either URL or FILENAME parameter',
        );
      const row = statistics.findByCallId(readText(parameters.CALL_ID) ?? '');
      if (!row) return fail(400, '', 'Call is not found in the statistic table. It looks like it is not finished yet.');
      const address = url === null ? null : URL.parse(url);
      const filename = name ?? address?.pathname.split('/').at(-1) ?? '';
      if (filename === '') return fail(400, 'ERROR_CORE', 'File name is empty');
      if (!/\.(wav|mp3)$/i.test(filename))
        return fail(400, 'ERROR_CORE', 'Wrong file extension. Only wav and mp3 are allowed');
      if (address !== null && PRIVATE_HOST.test(address.hostname))
        return fail(400, '', 'Record URL resolves to a non-public address and was blocked.');
      // What lies behind the address is not fetched: nothing leaves this machine.
      if (url !== null) return attach(row, filename, url, 0);
      const content = readText(parameters.FILE_CONTENT);
      if (content === null)
        return { result: { uploadUrl: `/rest/upload.json?token=${UPLOAD_KEY}`, fieldName: 'file' } };
      if (content === '') return fail(400, 'ERROR_CORE', 'File content is empty.');
      if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content))
        return fail(400, 'ERROR_CORE', 'File content is not properly encoded. Base64 encoding is expected.');
      return attach(row, filename, null, Buffer.from(content, 'base64').length);
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
