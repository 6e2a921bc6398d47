import type { RowOf } from '../../columns/column.ts';
import type { LEG } from '../calls/columns.ts';

/** A row of get.calls_report: the columns that were asked for, by the names of `columns.ts`. */
export type CallRow = Readonly<Record<string, unknown>>;

/** A row as it is kept with a call or a leg: plain data, with the zone its times are in. */
export type StoredRow<Row> = { readonly columns: Row; readonly timeZone: string };

/** A row of get.call_legs_report. */
export type LegRow = RowOf<typeof LEG.columns>;

/** A row of a method that is asked for these fields. */
export type RowWith<Field extends string> = { readonly [Name in Field]?: unknown };

/** What is asked for of employees. */
export const EMPLOYEE_FIELDS = ['id', 'full_name', 'first_name', 'last_name', 'email', 'extension'] as const;
export type EmployeeRow = RowWith<(typeof EMPLOYEE_FIELDS)[number]>;

/** A row of get.account. */
export type AccountRow = RowWith<'app_id' | 'name' | 'timezone'>;

/** One condition of the vendor's filter language, or several of them joined. */
export type WireFilter =
  | { readonly field: string; readonly operator: WireOperator; readonly value: unknown }
  | { readonly filters: readonly WireFilter[]; readonly condition: 'and' | 'or' };

/** The vendor's operators. */
export type WireOperator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'like' | 'regexp' | 'in' | 'jsquery';
