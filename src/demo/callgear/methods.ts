import { DEMO_AGENTS, DEMO_QUEUES } from '../call-source.ts';
import { HOUR_MS } from '../../time/instant.ts';
import { callRows, legRows } from './call-rows.ts';
import type { Columns } from './column.ts';
import { type DemoAccount, employeeId, employeeName, endOf, groupId, groupName } from './demo-account.ts';
import { type DemoLeg, chargeColumns, legColumns } from './leg-columns.ts';
import { type RowsReply, listRows } from './list-rows.ts';
import { LIST_PARAMS, type Params, readDates, refuseUnknown } from './report-params.ts';
import { readRowFilter } from './row-filter.ts';
import { RpcFault } from './rpc-fault.ts';
import { sessionColumns } from './session-columns.ts';

export type MethodReply = { readonly data: unknown; readonly total?: number };
export type Method = (params: Params) => MethodReply;

export type MethodOptions = {
  readonly includesEnds: boolean;
  readonly comesShort: boolean;
  /** Columns that this account's build does not know. */
  readonly lacksColumns: readonly string[];
  readonly timeZone: string;
};

/** The reading methods of the vendor, by name. */
export function createMethods(account: DemoAccount, options: MethodOptions): Readonly<Record<string, Method>> {
  const sessions = without(sessionColumns(account), options.lacksColumns);
  const legs = legColumns(account);
  const charges = chargeColumns(account);
  const dated = [...LIST_PARAMS, 'date_from', 'date_till'];
  let turn = 0;
  const readSpan = (params: Params) => readDates(params, account.time, options.includesEnds);

  const legReport =
    (columns: Columns<DemoLeg>, isReported: (leg: DemoLeg) => boolean): Method =>
    (params) => {
      refuseUnknown(params, dated);
      const rows = legRows(account, readSpan(params), readRowFilter(params.filter, columns), isReported);
      turn += 1;
      return listRows(rows, columns, params, { turn });
    };
  const directory =
    <Row>(columns: Columns<Row>, rows: readonly Row[]): Method =>
    (params) => {
      refuseUnknown(params, LIST_PARAMS);
      const filter = readRowFilter(params.filter, columns);
      const passed = rows.filter((row) => filter.passes(row));
      turn += 1;
      return listRows({ count: passed.length, at: (place) => passed[place]! }, columns, params, { turn });
    };

  return {
    'get.calls_report': (params): RowsReply => {
      refuseUnknown(params, [...dated, 'include_ongoing_calls']);
      const ongoing = params.include_ongoing_calls ?? false;
      if (typeof ongoing !== 'boolean')
        throw new RpcFault('data_type_error', { field: 'include_ongoing_calls', value: ongoing });
      const rows = callRows(account, readSpan(params), readRowFilter(params.filter, sessions), ongoing);
      turn += 1;
      const sortedBy = { column: 'start_time', keyOf: (call: { startedAt: number }) => call.startedAt };
      return listRows(rows, sessions, params, { turn, sortedBy, comesShort: options.comesShort });
    },
    'get.call_legs_report': legReport(legs, () => true),
    // Billing comes later, and not for every call.
    'get.financial_call_legs_report': legReport(
      charges,
      ({ call, role }) =>
        role === 'customer' && call.talkSeconds > 0 && call.index % 13 !== 12 && endOf(call) + HOUR_MS <= account.now(),
    ),
    'get.employees': directory(EMPLOYEES, [...DEMO_AGENTS.keys()]),
    'get.virtual_numbers': directory(NUMBERS, [...LINE_NAMES.keys()]),
    'get.group_employees': directory(GROUPS, [...DEMO_QUEUES.keys()]),
    'get.account': (params) => {
      refuseUnknown(params, []);
      return { data: [{ app_id: 3011, name: 'Garden Shop', timezone: options.timeZone }], total: 1 };
    },
    'getobj.account': (params) => {
      refuseUnknown(params, []);
      return {
        data: { app_id: 3011, timezone: options.timeZone, report_currency: 'EUR', lang: 'en', app_state: 'active' },
      };
    },
  };
}

function without<Row>(columns: Columns<Row>, lacking: readonly string[]): Columns<Row> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !lacking.includes(name)));
}

const EMPLOYEES: Columns<number> = {
  id: { type: 'number', flags: 'FD', read: employeeId },
  login: { type: 'string', flags: 'FSD', read: (agent) => DEMO_AGENTS[agent]?.email ?? null },
  first_name: { type: 'string', flags: 'FSD', read: (agent) => DEMO_AGENTS[agent]?.name.split(' ')[0] ?? null },
  last_name: { type: 'string', flags: 'FSD', read: (agent) => DEMO_AGENTS[agent]?.name.split(' ')[1] ?? null },
  patronymic: { type: 'string', flags: 'SD', read: () => null },
  full_name: { type: 'string', flags: 'FSD', read: employeeName },
  status: { type: 'string', flags: 'FD', read: (agent) => (agent % 3 === 0 ? 'break' : 'available') },
  email: { type: 'string', flags: 'FD', read: (agent) => DEMO_AGENTS[agent]?.email ?? null },
  groups: {
    type: 'array',
    flags: 'FD',
    read: (agent) => [
      { group_id: groupId(agent % DEMO_QUEUES.length), group_name: groupName(agent % DEMO_QUEUES.length) },
    ],
  },
  phone_numbers: {
    type: 'array',
    flags: 'FD',
    read: (agent) => [
      { phone_id: 800 + agent, phone_number: String(201 + agent), channels_count: 1, dial_time: 30, status: 'active' },
    ],
  },
  extension: {
    type: 'object',
    flags: 'FD',
    read: (agent) => ({
      extension_phone_number: DEMO_AGENTS[agent]?.extension ?? null,
      extension_voice_mail_enabled: false,
      extension_queue_enabled: false,
    }),
  },
};

// The last number has been given no name.
const LINE_NAMES = ['Front desk', 'Orders', 'Garden advice', 'Deliveries', 'Trade customers', null];

const NUMBERS: Columns<number> = {
  id: { type: 'number', flags: 'FSD', read: (line) => 6200 + line },
  virtual_phone_number: { type: 'string', flags: 'FSD', read: (line) => `44207946${String(line).padStart(4, '0')}` },
  redirection_phone_number: { type: 'string', flags: 'FSD', read: () => null },
  status: { type: 'string', flags: 'FSD', read: () => 'active' },
  type: { type: 'string', flags: 'FSD', read: () => 'va' },
  name: { type: 'string', flags: 'FSD', read: (line) => LINE_NAMES[line] ?? null },
  comment: { type: 'string', flags: 'FD', read: () => null },
};

const GROUPS: Columns<number> = {
  id: { type: 'number', flags: 'FSD', read: groupId },
  name: { type: 'string', flags: 'FSD', read: groupName },
  members: {
    type: 'array',
    flags: 'D',
    read: (queue) =>
      [...DEMO_AGENTS.keys()]
        .filter((agent) => agent % DEMO_QUEUES.length === queue)
        .map((agent) => ({ employee_id: employeeId(agent), employee_full_name: employeeName(agent) })),
  },
  queue_enabled: { type: 'boolean', flags: 'D', read: () => true },
};
