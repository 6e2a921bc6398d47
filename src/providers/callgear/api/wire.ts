import type { RowOf } from '../../columns/column.ts';
import type { LEG } from '../calls/columns.ts';

/** A scalar as this vendor sends it; ids past 2^53 arrive as text. */
export type Sent = string | number | boolean | null;

/** A row of get.calls_report: the columns that were asked for, by the names of `columns.ts`. */
export type CallRow = Readonly<Record<string, unknown>>;

/** A row as it is kept with a call or a leg: plain data, with the zone its times are in. */
export type StoredRow<Row> = { readonly columns: Row; readonly timeZone: string };

/** A row of get.call_legs_report. */
export type LegRow = RowOf<typeof LEG.columns>;

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
