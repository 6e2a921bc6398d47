import { createReadStream } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileWriter, parquetWriteRows } from 'hyparquet-writer';
import type { Column, ColumnType, Row } from './columns.ts';
import { toWriteError } from './export-error.ts';
import { createSweep } from './small-heap.ts';

/** Rows on their way into a Parquet file, whose index stands at its end: a JSON array a line. */
export const encodeStaged = (row: Row): string => `${JSON.stringify(row)}\n`;

/** So many rows are in memory at a time. */
const GROUP_ROWS = 1_000;

/** Makes the Parquet file of the staged rows; it is there whole, or not at all. */
export async function writeParquet(staged: string, out: string, columns: readonly Column[]): Promise<void> {
  const next = `${out}.next`;
  try {
    await writeRows(staged, next, columns);
    await rename(next, out);
  } catch (error) {
    await rm(next, { force: true });
    throw toWriteError(out, error);
  }
}

async function writeRows(staged: string, next: string, columns: readonly Column[]): Promise<void> {
  // Only its owner reads it, as any file of an export. Written over, it stays so.
  await writeFile(next, '', { mode: 0o600 });
  await parquetWriteRows({
    writer: fileWriter(next),
    rows: readStaged(staged, columns),
    columns: columns.map(({ name, type }) => ({ name, type: TYPES[type] })),
    rowGroupSize: GROUP_ROWS,
    createdBy: 'trunkline',
  });
  // The rows it was made of are removed next: it is on the disk before.
  const file = await open(next, 'r+');
  await file.datasync();
  await file.close();
}

const TYPES = {
  text: 'STRING',
  integer: 'INT32',
  long: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  moment: 'TIMESTAMP',
  json: 'JSON',
} as const satisfies Record<ColumnType, string>;

async function* readStaged(path: string, columns: readonly Column[]): AsyncGenerator<Record<string, unknown>> {
  const sweep = createSweep();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    sweep();
    const row = JSON.parse(line) as Row;
    yield Object.fromEntries(columns.map(({ name, type }, index) => [name, toParquet(row[index], type)]));
  }
}

function toParquet(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'moment') return new Date(value as string);
  if (type === 'long') return BigInt(value as number);
  return type === 'text' && typeof value !== 'string' ? JSON.stringify(value) : value;
}
