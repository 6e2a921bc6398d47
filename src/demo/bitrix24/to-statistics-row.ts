import type { DemoCall } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import { userIdOf } from './directory.ts';
import { toPortalTime } from './portal-time.ts';
import type { StatisticsRow } from './statistics-row.ts';

/** Writes a call down as the portal's statistics do. `origin` is where the demo's own links point. */
export function toStatisticsRow(call: DemoCall, origin: string): StatisticsRow {
  const { index, twin } = call;
  const isExternal = twin?.kind === 'callgear';
  const isTalk = call.outcome === 'ANSWERED' || call.outcome === 'VOICEMAIL';
  const recording = recordingOf(call, isExternal, origin);
  const hasContact = call.customerName !== null;
  return {
    ID: nativeIdOf('bitrix24', index),
    PORTAL_USER_ID: portalUserOf(call),
    PORTAL_NUMBER: Number(call.lineNumber.at(-1)) % 2 === 0 ? call.lineNumber : call.lineNumber.slice(1),
    PHONE_NUMBER: phoneNumberOf(call),
    CALL_ID: callIdOf(call, isExternal),
    EXTERNAL_CALL_ID: isExternal ? nativeIdOf('callgear', twin.index) : null,
    CALL_CATEGORY: 'external',
    CALL_LOG: isExternal ? null : logUrlOf(sessionIdOf(call), call),
    CALL_DURATION: String(isTalk ? call.durationSeconds : 0),
    CALL_START_DATE: toPortalTime(call.startedAt),
    CALL_RECORD_URL: recording.url,
    CALL_VOTE: call.rating === null ? (index % 5 === 0 ? '0' : null) : String(call.rating),
    COST: isExternal ? '0.0000' : call.cost,
    COST_CURRENCY: isExternal ? '' : index % 10 === 9 ? 'RUR' : 'EUR',
    CALL_FAILED_CODE: failedCodeOf(call),
    CALL_FAILED_REASON: call.outcome === 'ANSWERED' ? '' : REASONS[call.outcome],
    CRM_ENTITY_TYPE: hasContact ? (index % 3 === 0 ? 'LEAD' : index % 3 === 1 ? 'CONTACT' : 'COMPANY') : null,
    CRM_ENTITY_ID: hasContact ? String(200 + (index % 400)) : null,
    CRM_ACTIVITY_ID: hasContact ? String(7000 + index) : null,
    REST_APP_ID: isExternal ? '12' : null,
    REST_APP_NAME: isExternal ? 'CallGear' : null,
    TRANSCRIPT_ID: call.isRecorded && index % 6 === 0 ? String(1 + index) : null,
    TRANSCRIPT_PENDING: call.isRecorded && index % 6 === 1 ? 'Y' : 'N',
    // A fourth of the shared calls name their session in the log link alone.
    SESSION_ID: isExternal || (twin !== null && index % 4 === 0) ? null : sessionIdOf(call),
    REDIAL_ATTEMPT: isCallback(call) ? String(1 + (index % 3)) : null,
    COMMENT: call.note,
    RECORD_DURATION: call.isRecorded && recording.fileId !== null ? String(call.talkSeconds) : null,
    RECORD_FILE_ID: recording.fileId,
    CALL_TYPE: callTypeOf(call),
  };
}

/** Disk file id of a recorded call, and back: the demo keeps no list of files. */
export const FIRST_FILE_ID = 540_001;

function recordingOf(
  call: DemoCall,
  isExternal: boolean,
  origin: string,
): { url: string | null; fileId: number | null } {
  if (!call.isRecorded) return { url: call.index % 2 === 0 ? '' : null, fileId: null };
  // An integration that hands over a link has it fetched by an agent; for some calls the link is all there is.
  if (isExternal && call.index % 20 === 6)
    return { url: `${origin}/pbx/records/${call.index}.wav?key=${LINK_KEY}`, fileId: null };
  return { url: call.index % 2 === 0 ? '' : null, fileId: FIRST_FILE_ID + call.index };
}

/** What opens the recording links of the demo's telephone exchange. */
export const LINK_KEY = 'pbx-link-key-5d0c8a';

function portalUserOf(call: DemoCall): string | null {
  const agent = call.transferredTo ?? call.agent;
  if (agent === null) return call.index % 9 === 0 ? '0' : null;
  return userIdOf(agent);
}

function phoneNumberOf(call: DemoCall): string {
  if (call.direction === 'INBOUND' && call.twin === null && call.index % 53 === 17) return 'hidden';
  return call.index % 2 === 0 ? call.customerNumber : call.customerNumber.slice(1);
}

const isCallback = (call: DemoCall): boolean => call.direction === 'OUTBOUND' && call.index % 13 === 4;

function callTypeOf(call: DemoCall): string {
  if (call.direction === 'INBOUND') return call.transferredTo !== null || call.index % 17 === 5 ? '3' : '2';
  if (isCallback(call)) return '4';
  return call.index % 29 === 7 ? '5' : '1';
}

function callIdOf(call: DemoCall, isExternal: boolean): string {
  const seconds = call.startedAt / 1000;
  const hex = (call.index * 2_654_435_761).toString(16).toUpperCase().padStart(16, '0');
  return isExternal
    ? `externalCall.${hex.toLowerCase()}${hex.toLowerCase()}.${seconds}`
    : `${hex}.${seconds}.${11_000_000 + call.index}`;
}

/** The telephony session behind a call: the other vendor's where it wrote the call down too, a large one elsewhere. */
function sessionIdOf(call: DemoCall): string {
  return call.twin?.kind === 'voximplant'
    ? nativeIdOf('voximplant', call.twin.index)
    : String(9_100_000_000_000_000_000n + BigInt(call.index));
}

const logUrlOf = (sessionId: string, call: DemoCall): string =>
  `https://storage-gw-com-02.voximplant.com/voximplant-logs/${toPortalTime(call.startedAt).slice(0, 10).replaceAll('-', '/')}/${Buffer.from(`log ${call.index}`).toString('base64url')}?sessionid=${sessionId}`;

const FAILURES = ['402', '403', '404', '480', '484', '503', 'OTHER'];

function failedCodeOf(call: DemoCall): string {
  return call.outcome === 'FAILED' ? (FAILURES[call.index % FAILURES.length] ?? '480') : CODES[call.outcome];
}

type Outcome = DemoCall['outcome'];

const CODES: Readonly<Record<Exclude<Outcome, 'FAILED'>, string>> = {
  ANSWERED: '200',
  MISSED: '304',
  ABANDONED: '304',
  BUSY: '486',
  DECLINED: '603',
  CANCELLED: '603-S',
  VOICEMAIL: '304',
  BLOCKED: '423',
};

const REASONS: Readonly<Record<Exclude<Outcome, 'ANSWERED'>, string | null>> = {
  MISSED: 'Skip',
  ABANDONED: '',
  BUSY: 'Busy Here',
  DECLINED: 'Decline',
  CANCELLED: 'Decline self',
  VOICEMAIL: 'Voice mail',
  FAILED: 'Call failed',
  BLOCKED: null,
};
