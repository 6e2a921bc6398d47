import type { Instant } from '../../../time/instant.ts';
import { booleanOrNull, listOf, numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { readInstant } from '../api/read-fields.ts';

/** A record of Zoom's, before anything of it is believed. */
export type Row = Readonly<Record<string, unknown>>;

/** One field of a row, as the graph's types can send it; null for what is not there or not of its kind. */
export const textIn = (row: Row, field: string): string | null => textOrNull(row[field]);
export const flagIn = (row: Row, field: string): boolean | null => booleanOrNull(row[field]);
export const instantIn = (row: Row, field: string): Instant | null => readInstant(row[field]);
export const rowIn = (row: Row, field: string): Row | null => (row[field] == null ? null : recordOf(row[field]));

/** A whole number that every client can hold: a field that cannot be sent would fail its row. */
export function countIn(row: Row, field: string): number | null {
  const number = numberOrNull(row[field]);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

/** Null where the row has no such list: not sent is not empty. */
export const textsIn = (row: Row, field: string): string[] | null =>
  row[field] == null ? null : listOf(row[field]).flatMap((value) => textOrNull(value) ?? []);

/** The same of a list of records. */
export const rowsIn = (row: Row, field: string): Row[] | null =>
  row[field] == null ? null : listOf(row[field]).map(recordOf);

/** The vendor's record behind a call, a leg or a recording. */
export const rowOf = (holder: { readonly row?: unknown }): Row => recordOf(holder.row);
