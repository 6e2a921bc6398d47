import type { CallSession } from '../../domain/call-session.ts';
import type { ColumnType, Columns } from './column.ts';

/** The names of a table's columns of one type. */
export const namesOf = (columns: Columns, type: ColumnType): string[] =>
  Object.keys(columns).filter((name) => columns[name]?.type === type);

/** The same value with each cell of these names made something else, at any depth. */
export function hideCells<Value>(value: Value, names: ReadonlySet<string>, hide: (cell: unknown) => unknown): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => hideCells(item, names, hide)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, cell]: [string, unknown]) => [
      name,
      names.has(name) ? hide(cell) : hideCells(cell, names, hide),
    ]),
  ) as Value;
}

/** A call with its row, and those of its legs and recordings, made something else. */
export function withRows(call: CallSession, toRow: (row: unknown) => unknown): CallSession {
  const withRow = <Part extends { readonly row?: unknown }>(part: Part): Part =>
    part.row === undefined ? part : { ...part, row: toRow(part.row) };
  return {
    ...withRow(call),
    ...(call.legs && { legs: call.legs.map(withRow) }),
    ...(call.recordings && { recordings: call.recordings.map(withRow) }),
  };
}
