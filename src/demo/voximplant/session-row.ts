import { type Instant, SECOND_MS } from '../../time/instant.ts';
import type { DemoCall } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import { ACCOUNT_ID, APPLICATIONS, applicationOfAgent, userIdOf } from './directory.ts';
import { type LegPlan, planLegs } from './leg-plan.ts';
import { callIdOf, recordIdOf, transactionIdOf } from './session-ids.ts';
import type { WireDate } from './wire-date.ts';
import { digits } from './write-json.ts';

/** Which nested lists a request asks for. */
export type SessionParts = {
  readonly withCalls: boolean;
  readonly withRecords: boolean;
  readonly withOtherResources: boolean;
};

/** What a row is written with: the vendor's address, its spelling of time, and its clock. */
export type RowSetting = { readonly origin: string; readonly date: WireDate; readonly now: Instant };

const LOG_DAYS = 30;
const RECORD_DAYS = 365;
const DAY_MS = 86_400_000;
/** Costs and resources are billed some minutes after a call. */
const BILLING_LAG_MS = 120_000;

/** Writes down a call as a session of this vendor. */
export function toSessionRow(call: DemoCall, parts: SessionParts, setting: RowSetting): object {
  const { index, startedAt } = call;
  const application = APPLICATIONS[applicationOfCall(call)];
  const isBilled = setting.now >= endOf(call) + BILLING_LAG_MS;
  const isRunning = setting.now < endOf(call);
  const legs = planLegs(call).filter((leg) => !isRunning || leg.startedAt <= setting.now);
  const keepsLog = setting.now < startedAt + LOG_DAYS * DAY_MS;
  return {
    rule_name: ruleOf(call),
    application_name: application?.application_name,
    call_session_history_id: digits(nativeIdOf('voximplant', index)),
    account_id: ACCOUNT_ID,
    application_id: application?.application_id,
    ...(call.direction === 'OUTBOUND' && call.agent !== null ? { user_id: userIdOf(call.agent) } : {}),
    start_date: setting.date.write(startedAt),
    ...(isRunning ? {} : { duration: call.durationSeconds }),
    initiator_address: `203.0.113.${10 + (index % 200)}`,
    media_server_address: '203.0.113.77',
    ...(keepsLog ? { log_file_url: toLogUrl(call, setting) } : {}),
    ...(isRunning ? {} : { finish_reason: call.outcome === 'FAILED' ? 'JS session error' : 'Normal termination' }),
    ...(index % 3 === 0 ? { custom_data: customDataOf(index) } : {}),
    ...(parts.withCalls ? { calls: toCallRows(call, legs, isBilled, setting) } : {}),
    ...(parts.withOtherResources ? { other_resource_usage: isBilled ? toResourceRows(call, setting) : [] } : {}),
    ...(parts.withRecords ? { records: isRunning ? [] : toRecordRows(call, legs, isBilled, setting) } : {}),
    active: isRunning,
  };
}

export const endOf = (call: DemoCall): Instant => call.startedAt + call.durationSeconds * SECOND_MS;

export const ruleOf = (call: DemoCall): string => (call.direction === 'INBOUND' ? 'incoming' : 'outgoing');

export const customDataOf = (index: number): string => `deal=${index}`;

/** Place of the application that took a call: its agent's, or either. */
export const applicationOfCall = (call: DemoCall): number =>
  call.agent === null ? call.index % APPLICATIONS.length : applicationOfAgent(call.agent);

/** Whether a recording was deleted while its row was kept. */
export const isRemoved = (index: number): boolean => index % 17 === 16;

/** How a recording's transcript stands. */
export const transcriptionOf = (index: number): 'Complete' | 'In progress' | 'Not required' =>
  index % 5 === 0 ? 'Complete' : index % 5 === 1 ? 'In progress' : 'Not required';

// Rows of a call come in no order of time.
function toCallRows(call: DemoCall, legs: readonly LegPlan[], isBilled: boolean, setting: RowSetting): object[] {
  const rows = legs.map((leg, position) => toCallRow(call, leg, position, isBilled, setting));
  return call.index % 4 === 2 ? rows.reverse() : rows;
}

function toCallRow(call: DemoCall, leg: LegPlan, position: number, isBilled: boolean, setting: RowSetting): object {
  // Every ninth recording's link names another record than the row of the recording does, as in the vendor's example.
  const recordId = leg.recording === null ? null : recordIdOf(call.index, leg.recording);
  const namedId = recordId !== null && call.index % 9 === 8 ? String(BigInt(recordId) - 78_000_000n) : recordId;
  const isUp = leg.startedAt + leg.durationSeconds * SECOND_MS > setting.now;
  return {
    call_id: callIdOf(call.index, position),
    start_time: setting.date.write(leg.startedAt),
    diversion_number: '',
    ...(isUp ? {} : { duration: leg.durationSeconds }),
    local_number: leg.localNumber,
    remote_number: leg.remoteNumber,
    remote_number_type: leg.remoteNumberType,
    incoming: leg.isIncoming,
    successful: leg.isSuccessful,
    ...(leg.isSuccessful && !isUp ? { transaction_id: transactionIdOf(call.index, position) } : {}),
    ...(namedId === null || isUp ? {} : { record_url: toRecordUrl(call, namedId, setting) }),
    ...(isBilled ? { cost: digits(costOf(call, leg)) } : {}),
    ...(isUp ? {} : { end_reason: leg.endReason }),
    ...(leg.isSuccessful ? { audio_quality: leg.remoteNumberType === 'user' ? 'HD' : 'Standard' } : {}),
    ...(leg.remoteNumberType === 'user' ? {} : { direction: leg.isIncoming ? 'All numbers' : 'UK Mobile' }),
  };
}

// Some costs have more digits than a double keeps.
function costOf(call: DemoCall, leg: LegPlan): string {
  if (!leg.isSuccessful || leg.remoteNumberType === 'user') return '0.0';
  return call.index % 7 === 4 ? `${call.cost}0000000000000001` : call.cost;
}

function toResourceRows(call: DemoCall, setting: RowSetting): object[] {
  if (call.index % 4 !== 0 || call.outcome !== 'ANSWERED') return [];
  return [
    {
      resource_usage_id: 4_402_000_000 + call.index,
      resource_type: 'TTS_SMARTSPEECH',
      cost: 0.0096,
      description: 'TextToSpeech',
      used_at: setting.date.write(call.startedAt + SECOND_MS),
      transaction_id: transactionIdOf(call.index, 20),
      resource_quantity: 36,
      unit: '',
      ref_call_id: callIdOf(call.index, 0),
    },
  ];
}

function toRecordRows(call: DemoCall, legs: readonly LegPlan[], isBilled: boolean, setting: RowSetting): object[] {
  return legs.flatMap((leg) =>
    leg.recording === null ? [] : [toRecordRow(call, leg, leg.recording, isBilled, setting)],
  );
}

function toRecordRow(call: DemoCall, leg: LegPlan, part: number, isBilled: boolean, setting: RowSetting): object {
  const id = recordIdOf(call.index, part);
  const transcription = transcriptionOf(call.index);
  return {
    record_id: digits(id),
    record_name: 'Call Recorder',
    ...(isBilled ? { cost: 0.053063 } : {}),
    start_time: setting.date.write(leg.startedAt),
    duration: Math.max(0, leg.durationSeconds - 1),
    record_url: toRecordUrl(call, id, setting),
    ...(isBilled ? { transaction_id: transactionIdOf(call.index, 30 + part) } : {}),
    file_size: 0,
    ...(transcription === 'Complete'
      ? {
          transcription_url: `${setting.origin}/voximplant-records-secure/${dayOf(call)}/transcript-${call.index}-${part}`,
          transcription_transaction_id: transactionIdOf(call.index, 40 + part),
        }
      : {}),
    transcription_status: transcription,
    hd_audio: false,
    is_removed: isRemoved(call.index),
    lossless: false,
    expiration_date: new Date(call.startedAt + RECORD_DAYS * DAY_MS).toISOString().slice(0, 10),
    media_parameters: '{"audio_codec" : "mp3" , "container" : "mp3"}',
  };
}

// Of all recordings every sixth is an open link.
function toRecordUrl(call: DemoCall, recordId: string, setting: RowSetting): string {
  const store = call.index % 6 === 5 ? 'voximplant-records' : 'voximplant-records-secure';
  return `${setting.origin}/${store}/${dayOf(call)}/record-${call.index}.mp3?record_id=${recordId}`;
}

// The session id in the vendor's own example of a log link is not its row's.
const toLogUrl = (call: DemoCall, setting: RowSetting): string =>
  `${setting.origin}/voximplant-logs-secure/${dayOf(call)}/log-${call.index}?sessionid=${4_881_753_936 + call.index}`;

const dayOf = (call: DemoCall): string => new Date(call.startedAt).toISOString().slice(0, 10).replaceAll('-', '/');
