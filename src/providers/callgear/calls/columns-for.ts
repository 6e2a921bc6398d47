import type { CallField, CallSelection } from '../../../domain/call-selection.ts';
import { detailNameOf } from '../../columns/column.ts';
import { CALL_COLUMNS, NEWER_COLUMNS } from './columns.ts';
import { EXTERNAL_ID_COLUMNS } from './row.ts';

/**
 * The columns a selection needs, and no other: more columns make a page slower. Columns that this account is known to
 * lack are left out.
 */
export function columnsFor(selection: CallSelection, lacking: ReadonlySet<string>): string[] {
  const names = new Set<string>(ALWAYS);
  for (const field of selection.fields) for (const name of COLUMNS_OF[field]) names.add(name);
  if (selection.raw || selection.details.has('*')) for (const name of Object.keys(CALL_COLUMNS)) names.add(name);
  for (const detail of selection.details) {
    const name = COLUMN_OF_DETAIL.get(detail);
    if (name === undefined) continue;
    names.add(name);
    // A link on this server is signed for the communication it belongs to, and for as long as the call lasted.
    if (name === 'full_record_file_link')
      for (const part of [...COLUMNS_OF.recordings, ...COLUMNS_OF.durationSeconds]) names.add(part);
  }
  return [...names].filter((name) => !lacking.has(name));
}

/** Whether a column may be unknown to an account. */
export const isNewer = (name: string): boolean => Object.hasOwn(NEWER_COLUMNS, name);

/** What places the call. */
const ALWAYS = ['id', 'start_time'];

/** The columns of an employee who took part. */
export const PEOPLE = ['last_answered', 'first_answered', 'last_talked', 'first_talked'] as const;

const COLUMNS_OF: Readonly<Record<CallField, readonly string[]>> = {
  provider: [],
  nativeId: [],
  startedAt: [],
  endedAt: ['finish_time'],
  durationSeconds: ['total_duration'],
  talkSeconds: ['clean_talk_duration', 'talk_duration'],
  waitSeconds: ['wait_duration'],
  direction: ['direction'],
  kind: ['source', 'finish_reason'],
  // A voice mail decides the outcome.
  outcome: [
    'finish_time',
    'finish_reason',
    'direction',
    'is_lost',
    'clean_talk_duration',
    'talk_duration',
    'voice_mail_records',
  ],
  outcomeDetail: ['finish_reason'],
  customer: ['contact_phone_number', 'contact_full_name'],
  line: ['virtual_phone_number'],
  lineName: ['virtual_phone_number'],
  agents: ['employees', ...PEOPLE.flatMap((name) => [`${name}_employee_id`, `${name}_employee_full_name`])],
  // Legs and charges are joined by the span of the calls.
  queues: ['finish_time'],
  legs: ['finish_time'],
  cost: ['finish_time'],
  recordings: ['communication_id', 'call_records', 'wav_call_records', 'voice_mail_records', 'full_record_file_link'],
  rating: ['last_answered_employee_rating'],
  note: ['properties'],
  references: EXTERNAL_ID_COLUMNS,
};

const COLUMN_OF_DETAIL = new Map(
  Object.keys(CALL_COLUMNS).flatMap((name) => [
    [detailNameOf(name), name],
    [`${detailNameOf(name)}Text`, name],
  ]),
);
