import { DAY_MS, HOUR_MS } from '../../time/instant.ts';
import type { DemoCall } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import type { Column, Columns } from './column.ts';
import {
  type DemoAccount,
  digits,
  employeeId,
  employeeName,
  endOf,
  idOf,
  isOngoing,
  recordsOf,
} from './demo-account.ts';
import { finishReasonOf } from './finish-reasons.ts';
import { marketingColumns } from './marketing-columns.ts';

/** The columns of get.calls_report, in the order of the vendor's page, the newer ones last. */
export function sessionColumns(account: DemoAccount): Columns<DemoCall> {
  const { time, now } = account;
  const ongoing = (call: DemoCall) => isOngoing(call, now());
  const wall = (instant: number) => time.toWall(instant);
  const people = (call: DemoCall) => [call.agent, call.transferredTo].filter((agent) => agent !== null);
  const first = (call: DemoCall) => call.agent;
  const last = (call: DemoCall) => call.transferredTo ?? call.agent;
  const isTalk = (call: DemoCall) => call.talkSeconds > 0;
  const talker = (pick: typeof first) => (call: DemoCall) => (isTalk(call) ? pick(call) : null);

  return {
    id: number('FD', idOf),
    start_time: { type: 'iso8601', flags: 'SD', read: (call) => wall(call.startedAt) },
    finish_time: { type: 'iso8601', flags: 'D', read: (call) => (ongoing(call) ? null : wall(endOf(call))) },
    finish_reason: text('FSD', (call) => (ongoing(call) ? null : finishReasonOf(call))),
    direction: oneOf('FSD', ['in', 'out'], (call) => (call.direction === 'INBOUND' ? 'in' : 'out')),
    cpn_region_id: number('FSD', (call) => 300 + (call.index % 4)),
    cpn_region_name: text('FSD', () => 'United Kingdom / unknown'),
    scenario_operations: list('F', (call) =>
      call.queue === null
        ? []
        : [
            { id: 9100 + call.queue, name: 'Greeting' },
            { id: 9200 + call.queue, name: 'Group' },
          ],
    ),
    source: text('FSD', sourceOf),
    is_lost: { type: 'boolean', flags: 'FSD', read: (call) => !isTalk(call) },
    virtual_phone_number: text('FSD', (call) => digits(call.lineNumber)),
    contact_phone_number: text('FD', (call) => digits(call.customerNumber)),
    communication_id: number('FD', idOf),
    communication_type: oneOf('D', ['call'], () => 'call'),
    wait_duration: number('FD', (call) => call.waitSeconds),
    total_wait_duration: number('FD', (call) => call.waitSeconds),
    lost_call_processing_duration: number('FS', (call) => (call.outcome === 'MISSED' ? 600 : null)),
    talk_duration: number('FD', (call) => (ongoing(call) ? null : isTalk(call) ? call.talkSeconds + holdOf(call) : 0)),
    clean_talk_duration: number('FD', (call) => (ongoing(call) ? null : call.talkSeconds)),
    total_duration: number('FD', (call) => (ongoing(call) ? null : call.durationSeconds)),
    postprocess_duration: number('F', (call) => (isTalk(call) ? call.index % 30 : null)),
    call_records: list('D', (call) => recordsOf(call, now()).talk),
    voice_mail_records: list('', (call) => recordsOf(call, now()).voiceMail),
    sale_date: {
      type: 'iso8601',
      flags: 'FS',
      read: (call) => (isSale(call) ? wall(call.startedAt + DAY_MS) : null),
    },
    sale_cost: number('FS', (call) => (isSale(call) ? 1000 + (call.index % 400) + 0.5 : null)),
    is_transfer: { type: 'boolean', flags: 'FS', read: (call) => call.transferredTo !== null },
    tags: list('F', (call) => (call.note === null ? [] : [tagOf(call, wall(endOf(call) + HOUR_MS))])),
    // The first one rang twice: the vendor names the same person as often as that.
    employees: list('F', (call) =>
      [...people(call), ...(call.index % 19 === 5 ? people(call).slice(0, 1) : [])].map((agent) => ({
        employee_id: employeeId(agent),
        employee_full_name: employeeName(agent),
        is_answered: isTalk(call),
        is_talked: isTalk(call),
      })),
    ),
    ...person('last_answered', talker(last)),
    last_answered_employee_rating: number('F', (call) => call.rating),
    ...person('first_answered', talker(first)),
    ...person('last_talked', talker(last)),
    ...person('first_talked', talker(first)),
    scenario_name: text('F', (call) => (call.queue === null ? null : 'Daytime')),
    scenario_id: number('FS', (call) => (call.queue === null ? null : 8801)),
    call_api_request_id: number('F', (call) => (call.direction === 'OUTBOUND' ? 55_000 + call.index : null)),
    // A CRM that started the call gave it this id, and knows it by it.
    call_api_external_id: text('F', (call) => (call.index % 10 === 6 ? nativeIdOf('callgear', call.index) : null)),
    contact_id: number('F', (call) => (call.customerName === null ? null : 77_000 + call.index)),
    contact_full_name: text('F', (call) => call.customerName),
    ...marketingColumns,
    cpn_country_name: text('FSD', () => 'United Kingdom'),
    cpn_country_id: text('FSD', () => '44'),
    properties: text('', (call) => call.note),
    wav_call_records: list('D', (call) => recordsOf(call, now()).wav),
    full_record_file_link: text('D', (call) => {
      const { linked } = recordsOf(call, now());
      return linked === null ? null : `${account.mediaUrl}/${idOf(call)}/${linked}`;
    }),
    operator_phone_number: text('F', (call) => (call.agent === null ? null : String(201 + call.agent))),
    auto_call_campaign_name: text('FS', () => null),
    source_id: number('FS', (call) => 10 + (call.index % 3)),
    source_name: text('FS', sourceOf),
    source_new: text('FS', sourceOf),
    channel_new: text('FS', () => null),
    channel_code: text('FS', () => null),
    ext_id: text('FS', () => null),
    hold_duration: number('D', holdOf),
  };
}

type CallColumn = Column<DemoCall>;

const number = (flags: string, read: CallColumn['read']): CallColumn => ({ type: 'number', flags, read });
const text = (flags: string, read: CallColumn['read']): CallColumn => ({ type: 'string', flags, read });
const list = (flags: string, read: CallColumn['read']): CallColumn => ({ type: 'array', flags, read });
const oneOf = (flags: string, values: readonly string[], read: CallColumn['read']): CallColumn => ({
  type: 'enum',
  flags,
  values,
  read,
});

const person = (name: string, pick: (call: DemoCall) => number | null): Columns<DemoCall> => ({
  [`${name}_employee_id`]: number('F', (call) => mapped(pick(call), employeeId)),
  [`${name}_employee_full_name`]: text('F', (call) => mapped(pick(call), employeeName)),
});

const mapped = <Value>(agent: number | null, read: (agent: number) => Value): Value | null =>
  agent === null ? null : read(agent);

const holdOf = (call: DemoCall): number => (call.talkSeconds > 0 ? call.index % 5 : 0);
const isSale = (call: DemoCall): boolean => call.outcome === 'ANSWERED' && call.index % 12 === 1;

function sourceOf(call: DemoCall): string {
  if (call.direction === 'OUTBOUND') {
    if (call.index % 29 === 3) return 'callback';
    return call.index % 43 === 5 ? 'callapi_informer_call' : 'callout';
  }
  if (call.index % 3 === 0) return 'call_tracking';
  return call.index % 10 === 6 ? 'bitrix' : 'va';
}

const tagOf = (call: DemoCall, changedAt: string) => ({
  tag_id: 6601,
  tag_name: call.note,
  tag_type: 'manual',
  tag_change_time: changedAt,
  tag_user_id: null,
  tag_user_login: null,
  tag_employee_id: mapped(call.agent, employeeId),
  tag_employee_full_name: mapped(call.agent, employeeName),
});
