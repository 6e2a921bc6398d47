import { createHash } from 'node:crypto';
import { type Instant, SECOND_MS } from '../../time/instant.ts';
import { type CallSource, DEMO_AGENTS, DEMO_QUEUES, type DemoCall } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import type { AccountTime } from './account-time.ts';
import { toIdValue } from './lossless-json.ts';

/** The account behind this vendor: its calls, and what follows from them. */
export type DemoAccount = {
  readonly source: CallSource;
  readonly now: () => Instant;
  readonly time: AccountTime;
  readonly mediaUrl: string;
};

export const idOf = (call: DemoCall): number | bigint => toIdValue(nativeIdOf('callgear', call.index));
export const endOf = (call: DemoCall): Instant => call.startedAt + call.durationSeconds * SECOND_MS;
export const isOngoing = (call: DemoCall, now: Instant): boolean => endOf(call) > now;
/** As the vendor keeps numbers: digits only. */
export const digits = (number: string): string => number.replace(/\D/g, '');

export const employeeId = (agent: number): number => 391_018 + agent;
/** Last name first, as the cabinet shows it. */
export const employeeName = (agent: number): string => (DEMO_AGENTS[agent]?.name ?? '').split(' ').reverse().join(' ');
export const groupId = (queue: number): number => 5701 + queue;
export const groupName = (queue: number): string => DEMO_QUEUES[queue] ?? '';

/** The end of every record id of this vendor: a reader that leaks one leaks this. */
export const RECORD_ID_TAIL = 'b7d42648c10aa2be4d97f31e';

const recordId = (call: DemoCall, part: string): string =>
  createHash('sha256').update(`${call.index} ${part}`).digest('hex').slice(0, 8) + RECORD_ID_TAIL;

export type DemoRecords = {
  readonly talk: readonly string[];
  readonly wav: readonly string[];
  readonly voiceMail: readonly string[];
  /** Id of the one record that is known by its link alone. */
  readonly linked: string | null;
};

const NO_RECORDS: DemoRecords = { talk: [], wav: [], voiceMail: [], linked: null };
/** Records are written some seconds after the call. */
const RECORD_LAG_MS = 30 * SECOND_MS;

/** The records of a call, in the forms that accounts have them: one, two, tracks as WAV, a single link. */
export function recordsOf(call: DemoCall, now: Instant): DemoRecords {
  if (endOf(call) + RECORD_LAG_MS > now) return NO_RECORDS;
  if (call.outcome === 'VOICEMAIL') return { ...NO_RECORDS, voiceMail: [recordId(call, 'voice mail')] };
  if (!call.isRecorded) return NO_RECORDS;
  if (call.index % 31 === 7) return { ...NO_RECORDS, wav: [recordId(call, 'left'), recordId(call, 'right')] };
  if (call.index % 31 === 8) return { ...NO_RECORDS, linked: recordId(call, 'glued') };
  const talk = [recordId(call, 'talk'), ...(call.index % 9 === 2 ? [recordId(call, 'second talk')] : [])];
  return { ...NO_RECORDS, talk, wav: call.index % 5 === 0 ? [recordId(call, 'whole')] : [] };
}
