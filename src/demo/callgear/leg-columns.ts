import { type Instant, SECOND_MS } from '../../time/instant.ts';
import type { DemoCall } from '../call-source.ts';
import type { Column, Columns } from './column.ts';
import {
  type DemoAccount,
  digits,
  employeeId,
  employeeName,
  endOf,
  groupId,
  groupName,
  idOf,
  recordsOf,
} from './demo-account.ts';
import { finishReasonOf } from './finish-reasons.ts';

/** One connection of a call, as the vendor's leg reports see it. */
export type DemoLeg = {
  readonly call: DemoCall;
  readonly id: number;
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  readonly direction: 'in' | 'out';
  readonly role: 'customer' | 'ring' | 'employee' | 'transfer' | 'coach';
  readonly agent: number | null;
  readonly talkSeconds: number;
};

/** The legs of a call: the customer's, the group's ring that chose nobody, the employees', and a coach who listens. */
export function legsOf(call: DemoCall): readonly DemoLeg[] {
  const isTransferred = call.transferredTo !== null;
  const half = isTransferred ? Math.floor(call.talkSeconds / 2) : call.talkSeconds;
  const picked = call.startedAt + call.waitSeconds * SECOND_MS;
  const handedOver = picked + half * SECOND_MS;
  const end = endOf(call);
  const legs: Omit<DemoLeg, 'call' | 'id'>[] = [];
  const isInbound = call.direction === 'INBOUND';
  legs.push({
    startedAt: call.startedAt,
    endsAt: end,
    direction: isInbound ? 'in' : 'out',
    role: 'customer',
    agent: null,
    talkSeconds: call.talkSeconds,
  });
  const out = { direction: 'out' as const, talkSeconds: 0, agent: null };
  if (isInbound && call.queue !== null && (call.agent === null || call.index % 4 === 0))
    legs.push({ ...out, startedAt: call.startedAt, endsAt: picked, role: 'ring' });
  if (call.agent !== null)
    legs.push({
      ...out,
      startedAt: call.startedAt,
      endsAt: handedOver,
      role: 'employee',
      agent: call.agent,
      talkSeconds: half,
    });
  if (isTransferred) {
    const rest = call.talkSeconds - half;
    legs.push({
      ...out,
      startedAt: handedOver,
      endsAt: end,
      role: 'transfer',
      agent: call.transferredTo,
      talkSeconds: rest,
    });
    legs.push({ ...out, startedAt: handedOver, endsAt: end, role: 'coach', agent: call.agent });
  }
  return legs.map((leg, place) => ({ ...leg, call, id: 11_700_000_000 + call.index * 10 + place }));
}

type LegColumn = Column<DemoLeg>;

/** The columns of get.call_legs_report. */
export function legColumns(account: DemoAccount): Columns<DemoLeg> {
  const { time, now } = account;
  const isOperator = (leg: DemoLeg) => leg.role !== 'customer';
  const inGroup = <Value>(leg: DemoLeg, read: (queue: number) => Value) =>
    isOperator(leg) && leg.role !== 'coach' && leg.call.queue !== null ? read(leg.call.queue) : null;
  const connected = (leg: DemoLeg) => leg.endsAt - leg.talkSeconds * SECOND_MS;
  const isCustomer = (leg: DemoLeg) => leg.role === 'customer';
  return {
    id: column('number', 'FD', (leg) => leg.id),
    call_session_id: column('number', 'FSD', (leg) => idOf(leg.call)),
    call_records: column('array', 'D', (leg) =>
      leg.role === 'employee' ? recordsOf(leg.call, now()).talk.slice(0, 1) : [],
    ),
    start_time: column('iso8601', 'SD', (leg) => time.toWall(leg.startedAt)),
    connect_time: column('iso8601', 'D', (leg) => (leg.talkSeconds > 0 ? time.toWall(connected(leg)) : null)),
    duration: column('number', 'FSD', (leg) => leg.talkSeconds),
    total_duration: column('number', 'FSD', (leg) => (leg.endsAt - leg.startedAt) / SECOND_MS),
    finish_reason: column('string', 'FSD', (leg) =>
      leg.role === 'ring' ? 'no_success_operator_call' : finishReasonOf(leg.call),
    ),
    finish_reason_description: column('string', 'FS', (leg) =>
      leg.role === 'ring' ? "Couldn't reach an employee" : null,
    ),
    virtual_phone_number: column('string', 'FSD', (leg) => digits(leg.call.lineNumber)),
    calling_phone_number: column('string', 'FSD', (leg) =>
      digits(leg.direction === 'in' ? leg.call.customerNumber : leg.call.lineNumber),
    ),
    called_phone_number: column('string', 'FSD', calledNumberOf),
    direction: column('string', 'FSD', (leg) => leg.direction),
    is_transfered: column('boolean', 'FSD', (leg) => leg.role === 'transfer'),
    is_operator: column('boolean', 'FSD', isOperator),
    employee_id: column('number', 'FSD', (leg) => (leg.agent === null ? null : employeeId(leg.agent))),
    employee_full_name: column('string', 'FS', (leg) => (leg.agent === null ? null : employeeName(leg.agent))),
    employee_phone_number: column('string', 'FS', (leg) => (leg.agent === null ? null : String(201 + leg.agent))),
    employee_rating: column('number', 'FSD', () => null),
    scenario_id: column('number', 'FSD', (leg) => (leg.call.queue === null ? null : 8801)),
    scenario_name: column('string', 'FS', (leg) => (leg.call.queue === null ? null : 'Daytime')),
    is_coach: column('boolean', 'FSD', (leg) => leg.role === 'coach'),
    release_cause_code: column('number', 'FSD', () => 16),
    release_cause_description: column('string', 'FSD', () => 'Normal call clearing'),
    is_failed: column('boolean', 'FSD', (leg) => leg.talkSeconds > 0),
    is_talked: column('boolean', 'FS', (leg) => leg.talkSeconds > 0),
    contact_id: column('number', '', () => null),
    contact_full_name: column('string', '', (leg) => (isCustomer(leg) ? leg.call.customerName : null)),
    contact_phone_number: column('string', '', (leg) => (isCustomer(leg) ? digits(leg.call.customerNumber) : null)),
    action_id: column('number', 'FD', (leg) => inGroup(leg, (queue) => 9200 + queue)),
    action_name: column('string', 'FD', (leg) => inGroup(leg, () => 'Group')),
    group_id: column('number', 'FD', (leg) => inGroup(leg, groupId)),
    group_name: column('string', 'FD', (leg) => inGroup(leg, groupName)),
  };
}

/** The columns of get.financial_call_legs_report. */
export function chargeColumns({ time }: DemoAccount): Columns<DemoLeg> {
  return {
    start_time: column('iso8601', 'SD', (leg) => time.toWall(leg.startedAt)),
    direction: column('string', 'FSD', (leg) => leg.direction),
    source: column('string', 'FSD', () => 'va'),
    // A number in the vendor's table, text in the vendor's sample: both are met.
    call_session_id: column('number', 'FSD', (leg) =>
      leg.call.index % 2 === 0 ? idOf(leg.call) : String(idOf(leg.call)),
    ),
    leg_id: column('number', 'FSD', (leg) => leg.id),
    calling_phone_number: column('string', 'FSD', (leg) => digits(leg.call.customerNumber)),
    called_phone_number: column('string', 'FSD', calledNumberOf),
    duration: column('number', 'FSD', (leg) => leg.talkSeconds),
    chargeable_duration: column('number', 'FSD', (leg) => Math.ceil(leg.talkSeconds / 60) * 60),
    direction_type: column('string', 'FSD', () => 'national'),
    cost_per_minute: column('number', 'FSD', () => 0.75),
    total_charge: column('number', 'FSD', (leg) => Number(leg.call.cost)),
    bonuses_charge: column('number', 'FSD', () => 0),
  };
}

const column = (type: LegColumn['type'], flags: string, read: LegColumn['read']): LegColumn => ({ type, flags, read });

function calledNumberOf(leg: DemoLeg): string {
  if (leg.role !== 'customer') return String(leg.agent === null ? 900 : 201 + leg.agent);
  return digits(leg.direction === 'in' ? leg.call.lineNumber : leg.call.customerNumber);
}
