import type { Column, Row } from './columns.ts';

/** How rows become text. */
export type Encoding = {
  /** What stands before the first row. */
  readonly head: string;
  readonly encode: (row: Row) => string;
};

/** One JSON object a line. */
export const ndjson = (columns: readonly Column[]): Encoding => ({
  head: '',
  encode: (row) => `${JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])))}\n`,
});

/** Comma-separated values as RFC 4180 writes them: a head, lists as JSON, nothing for what is not known. */
export const csv = (columns: readonly Column[]): Encoding => ({
  head: csvLine(columns.map(({ name }) => name)),
  encode: (row) => csvLine(row.map((value, index) => cellOf(value, columns[index]!))),
});

const csvLine = (cells: readonly string[]): string => `${cells.map(quote).join(',')}\r\n`;

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A value of a column as text. */
export function cellOf(value: unknown, { type }: Column): string {
  if (value === null) return '';
  return typeof value === 'string' && type !== 'json' ? value : JSON.stringify(value);
}
