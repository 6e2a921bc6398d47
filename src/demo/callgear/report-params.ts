import type { Instant } from '../../time/instant.ts';
import type { AccountTime } from './account-time.ts';
import { type Columns, hasFlag } from './column.ts';
import { isObject } from './row-filter.ts';
import { RpcFault } from './rpc-fault.ts';

/** The parameters of one request, before their method has looked at them. */
export type Params = Readonly<Record<string, unknown>>;

export type SortEntry = { readonly field: string; readonly isDescending: boolean };
export type PageParams = { readonly limit: number; readonly offset: number };

/** What every list takes. */
export const LIST_PARAMS = ['limit', 'offset', 'filter', 'fields', 'sort'];
const ALWAYS = ['access_token', 'user_id'];

/** Refuses a parameter that the method does not know. */
export function refuseUnknown(params: Params, known: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => !ALWAYS.includes(name) && !known.includes(name));
  if (unknown !== undefined) throw new RpcFault('unexpected_parameters', { field: unknown, value: unknown });
}

/** Reads limit and offset; beyond the vendor's bounds they are refused. */
export function readPage(params: Params): PageParams {
  return { limit: readCount(params, 'limit', 1000, 1, 10_000), offset: readCount(params, 'offset', 0, 0, 100_000) };
}

function readCount(params: Params, name: string, fallback: number, low: number, high: number): number {
  const value = params[name] ?? fallback;
  if (typeof value !== 'number') throw new RpcFault('data_type_error', { field: name, value });
  if (!Number.isInteger(value) || value < low || value > high)
    throw new RpcFault('invalid_parameter_value', { field: name, value });
  return value;
}

/** The columns a request asks for, the default ones without `fields`. */
export function readFields<Row>(params: Params, columns: Columns<Row>): readonly string[] {
  const { fields } = params;
  if (fields == null) return Object.keys(columns).filter((name) => hasFlag(columns[name]!, 'D'));
  if (!Array.isArray(fields)) throw new RpcFault('data_type_error', { field: 'fields', value: fields });
  const names = fields.map(String);
  const unknown = names.find((name) => !columns[name]);
  if (unknown !== undefined) throw new RpcFault('unexpected_parameters', { field: 'fields', value: unknown });
  return names;
}

/** The order a request asks for. */
export function readSort<Row>(params: Params, columns: Columns<Row>): readonly SortEntry[] {
  const { sort } = params;
  if (sort == null) return [];
  if (!Array.isArray(sort)) throw new RpcFault('data_type_error', { field: 'sort', value: sort });
  return sort.map((entry: unknown) => {
    if (!isObject(entry)) throw new RpcFault('data_type_error', { field: 'sort', value: entry });
    const unknown = Object.keys(entry).find((key) => key !== 'field' && key !== 'order');
    if (unknown !== undefined)
      throw new RpcFault('unexpected_parameters', { field: `sort.${unknown}`, value: unknown });
    const field = String(entry.field);
    const column = columns[field];
    if (!column) throw new RpcFault('unexpected_parameters', { field: `sort.${field}`, value: field });
    if (!hasFlag(column, 'S')) throw new RpcFault('sort_prohibited', { field: `sort.${field}`, value: field });
    const order = entry.order ?? 'asc';
    if (order !== 'asc' && order !== 'desc')
      throw new RpcFault('invalid_parameter_value', { field: 'sort.order', value: order });
    return { field, isDescending: order === 'desc' };
  });
}

/** The instants between `date_from` and `date_till`, both excluded unless the vendor is told to include them. */
export function readDates(params: Params, time: AccountTime, includesEnds: boolean): { from: Instant; to: Instant } {
  const from = readDate(params, 'date_from', time);
  const till = readDate(params, 'date_till', time);
  const latest = new Date(from);
  latest.setUTCMonth(latest.getUTCMonth() + 3);
  if (till > latest.getTime())
    throw new RpcFault('date_interval_limit_reached', { field: 'date_till', value: params.date_till });
  return includesEnds ? { from, to: till + 1 } : { from: from + 1, to: till };
}

function readDate(params: Params, name: string, time: AccountTime): Instant {
  const value = params[name];
  if (value == null) throw new RpcFault('required_parameter_missed', { field: name });
  if (typeof value !== 'string') throw new RpcFault('data_type_error', { field: name, value });
  const instant = time.toInstant(value);
  if (instant === null) throw new RpcFault('invalid_parameter_value', { field: name, value });
  return instant;
}
