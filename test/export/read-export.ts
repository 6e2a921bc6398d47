import { createReadStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { createGunzip, zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

/** A row of an export: the text of each cell, by its column. What is not known is empty. */
export type ExportedRow = ReadonlyMap<string, string>;

/** Reads an export row by row, whatever its format and compression. */
export async function* readExport(path: string): AsyncGenerator<ExportedRow> {
  const [, format] = /\.(ndjson|csv|parquet)(\.gz|\.zst)?$/.exec(path) ?? [];
  if (format === 'parquet') {
    const file = await asyncBufferFromFile(path);
    for (const row of await parquetReadObjects({ file })) yield toRow(row);
  } else if (format === 'csv') {
    let columns: readonly string[] | null = null;
    for await (const cells of readCsv(open(path))) {
      if (columns === null) columns = cells;
      else yield new Map(columns.map((column, place) => [column, cells[place]!]));
    }
  } else {
    for await (const line of createInterface({ input: open(path), crlfDelay: Infinity }))
      yield toRow(JSON.parse(line) as Readonly<Record<string, unknown>>);
  }
}

function open(path: string): Readable {
  if (path.endsWith('.zst')) return Readable.from(framesOf(readFileSync(path)));
  const file = createReadStream(path);
  return path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
}

/** A file has several frames, one after the other; Node's own stream may stop after the first. */
export function* framesOf(file: Buffer): Generator<Buffer> {
  for (let rest = file; rest.length > 0;) {
    const { buffer, engine } = zstdDecompressSync(rest, { info: true }) as unknown as Unpacked;
    yield buffer;
    rest = rest.subarray(engine.bytesWritten);
  }
}

/** What the types of Node do not know of `info`. */
type Unpacked = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

const toRow = (row: Readonly<Record<string, unknown>>): ExportedRow =>
  new Map(Object.entries(row).map(([column, value]) => [column, toText(value)]));

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Comma-separated values, as RFC 4180 has them. */
export async function* readCsv(
  text: AsyncIterable<Buffer | string> | Iterable<string>,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of text) {
    rest += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    for (let end = endOfRow(rest); end >= 0; end = endOfRow(rest)) {
      yield cellsOf(rest.slice(0, end));
      rest = rest.slice(end + 2);
    }
  }
  if (rest !== '') throw new Error(`the last row has no end: ${rest.slice(0, 100)}`);
}

/** Where the first row ends: at a line break that stands in no quotes. */
function endOfRow(text: string): number {
  let isQuoted = false;
  for (let place = 0; place < text.length; place += 1) {
    if (text[place] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[place] === '\r' && text[place + 1] === '\n') return place;
  }
  return -1;
}

const cellsOf = (row: string): readonly string[] =>
  [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
