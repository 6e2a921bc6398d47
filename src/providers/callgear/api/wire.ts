/** A scalar as this vendor sends it; ids past 2^53 arrive as text. */
export type Sent = string | number | boolean | null;

/** A row of get.calls_report: the columns that were asked for, by the names of `call-columns.ts`. */
export type CallRow = Readonly<Record<string, unknown>>;

/** A row as it is kept with a call or a leg: plain data, with the zone its times are in. */
export type StoredRow<Row> = { readonly columns: Row; readonly timeZone: string };

/** A row of get.call_legs_report. */
export type LegRow = {
  readonly id?: Sent;
  readonly call_session_id?: Sent;
  readonly call_records?: unknown;
  readonly start_time?: Sent;
  readonly connect_time?: Sent;
  readonly duration?: Sent;
  readonly total_duration?: Sent;
  readonly finish_reason?: Sent;
  readonly finish_reason_description?: Sent;
  readonly virtual_phone_number?: Sent;
  readonly calling_phone_number?: Sent;
  readonly called_phone_number?: Sent;
  readonly direction?: Sent;
  readonly is_transfered?: Sent;
  readonly is_operator?: Sent;
  readonly employee_id?: Sent;
  readonly employee_full_name?: Sent;
  readonly employee_phone_number?: Sent;
  readonly employee_rating?: Sent;
  readonly scenario_id?: Sent;
  readonly scenario_name?: Sent;
  readonly is_coach?: Sent;
  readonly release_cause_code?: Sent;
  readonly release_cause_description?: Sent;
  readonly is_failed?: Sent;
  readonly is_talked?: Sent;
  readonly contact_id?: Sent;
  readonly contact_full_name?: Sent;
  readonly contact_phone_number?: Sent;
  readonly action_id?: Sent;
  readonly action_name?: Sent;
  readonly group_id?: Sent;
  readonly group_name?: Sent;
};

/** A row of get.financial_call_legs_report. */
export type ChargeRow = { readonly call_session_id?: Sent; readonly leg_id?: Sent; readonly total_charge?: Sent };

/** A row of get.employees. */
export type EmployeeRow = {
  readonly id?: Sent;
  readonly full_name?: Sent;
  readonly first_name?: Sent;
  readonly last_name?: Sent;
  readonly email?: Sent;
  readonly extension?: { readonly extension_phone_number?: Sent } | null;
};

/** A row of get.group_employees. */
export type GroupRow = { readonly id?: Sent; readonly name?: Sent };

/** A row of get.virtual_numbers. */
export type VirtualNumberRow = { readonly virtual_phone_number?: Sent; readonly name?: Sent };

/** A row of get.account. */
export type AccountRow = { readonly app_id?: Sent; readonly name?: Sent; readonly timezone?: Sent };

/** One condition of the vendor's filter language, or several of them joined. */
export type WireFilter =
  | { readonly field: string; readonly operator: WireOperator; readonly value: unknown }
  | { readonly filters: readonly WireFilter[]; readonly condition: 'and' | 'or' };

/** The vendor's operators. */
export type WireOperator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'like' | 'regexp' | 'in' | 'jsquery';
