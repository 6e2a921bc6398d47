import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import type { Ask } from '../../domain/ask.ts';
import {
  type Checkpoint,
  type Gap,
  checkpointPathOf,
  createCheckpointFile,
  fingerprintOf,
} from '../../export/checkpoint.ts';
import { type Column, type Table, readTable } from '../../export/columns.ts';
import { compressionOf } from '../../export/compression.ts';
import { type Encoding, csv, ndjson } from '../../export/encode.ts';
import { ExportError } from '../../export/export-error.ts';
import { encodeStaged, writeParquet } from '../../export/parquet.ts';
import { type ExportEnd, runExport } from '../../export/run-export.ts';
import { type Sink, openFileSink, openStreamSink } from '../../export/sink.ts';
import type { Instant } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';
import type { Screen } from '../history/open-history.ts';
import { createProgress } from '../history/progress.ts';
import { countOf } from '../history/count-of.ts';
import { Stopped } from '../close-on-signals.ts';
import { UsageError } from '../usage-error.ts';
import { holdFile } from './hold-file.ts';
import { readFilterFile, readTextFile } from './read-files.ts';

export const FORMATS = ['ndjson', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** What the command is told. */
export type ExportWishes = {
  readonly from?: string;
  readonly to?: string;
  /** Paths of files. */
  readonly filter?: string;
  readonly query?: string;
  readonly format: Format;
  /** A path, or "-" for standard output. */
  readonly out: string;
  readonly follow?: boolean;
};

/** What it works with. */
export type ExportTools = {
  readonly ask: Ask;
  readonly schema: GraphQLSchema;
  /** Tells the phone systems apart that are asked. */
  readonly sources: string;
  /** How many calls a page may have. */
  readonly pageSize: number;
  readonly output: Writable;
  /** Where progress is told: not where rows may go. */
  readonly screen: Screen;
  readonly now: () => Instant;
  readonly timer: Timer;
  readonly signal: AbortSignal;
};

/** `export`: exit code 0 when every call is there, 3 when something is missing. */
export async function exportCalls(wishes: ExportWishes, tools: ExportTools): Promise<number> {
  refuseOddWishes(wishes);
  if (wishes.out === '-') return writeCalls(wishes, tools);
  const letGo = holdFile(wishes.out);
  return writeCalls(wishes, tools).finally(letGo);
}

async function writeCalls(wishes: ExportWishes, tools: ExportTools): Promise<number> {
  const { format, out, follow: follows = false } = wishes;
  const table = await readColumns(wishes, tools.schema);
  const given = wishes.filter === undefined ? {} : await readFilterFile('--filter', wishes.filter);
  const checkpoints = out === '-' ? null : createCheckpointFile(out);
  // In one order, whatever order they are typed in; of files, what they hold.
  const { from, to } = wishes;
  const question = fingerprintOf({ format, from, to, follows, given, text: table.text });
  const begun = (await checkpoints?.read()) ?? null;
  if (begun !== null) refuseOther(begun, { question, sources: tools.sources }, out);
  if (begun === null && checkpoints !== null && existsSync(out))
    throw new UsageError(`${out} is there already, and no export goes on with it. Name another file, or remove it.`);
  const checkpoint = begun ?? beginAt(question, tools);
  const columns = follows ? [...CHANGE_COLUMNS, ...table.columns] : table.columns;
  const staged = `${out}.rows`;
  const { head, encode } = encodingOf(format, columns);
  // First: a file without a checkpoint is nobody's to write over.
  await checkpoints?.write(checkpoint);
  const written = format === 'parquet' ? staged : out;
  const sink = await openSink(written, checkpoint, tools.output);
  const progress = createProgress(tools.screen, tools.timer);
  let saved = checkpoint;
  const walk = async () => {
    if (sink.bytes === 0) await sink.write(head);
    return runExport({
      ...tools,
      ...{ table, sink, encode, checkpoint, follows },
      filter: { ...given, startedAt: rangeOf(wishes, given, checkpoint, follows) },
      async save(next) {
        await checkpoints?.write(next);
        saved = next;
      },
      note: (message) => {
        progress.end();
        tools.screen.write(`${message}\n`);
      },
      tell: ({ rows, total, at }) => {
        const sum = sumOf(rows);
        const done = total ? Math.min(1, sum / total) : null;
        progress.tell('export', { rows: sum, done, at }, labelOf(rows));
      },
    });
  };
  const ended = await closing(sink, walk)
    .catch(async (error: unknown) => {
      if (tools.signal.aborted) return null;
      // What was refused is asked otherwise next: nothing of it stands in the way.
      if (error instanceof ExportError && begun === null && saved === checkpoint && out !== '-')
        await Promise.all([checkpoints?.remove(), rm(written, { force: true })]);
      throw error;
    })
    .finally(() => progress.end());
  if (ended === null) return tellStopped(saved, wishes, tools);
  if (ended.missing.length > 0) return tellMissing(ended, wishes, tools.screen);
  if (format === 'parquet') {
    await writeParquet(staged, out, table.columns);
  }
  // Before the rows: a checkpoint without them could not be gone on with.
  await checkpoints?.remove();
  if (format === 'parquet') await rm(staged, { force: true });
  tools.screen.write(`${countOf(sumOf(ended.rows), 'call')}, nothing is missing: ${labelOf(ended.rows)}\n`);
  return 0;
}

async function readColumns({ query }: ExportWishes, schema: GraphQLSchema): Promise<Table> {
  const text = query === undefined ? undefined : await readTextFile('--query', query);
  try {
    return readTable(schema, text);
  } catch (error) {
    throw error instanceof ExportError ? new UsageError(`--query: ${error.message}`) : error;
  }
}

const CHANGE_COLUMNS: readonly Column[] = [
  { name: 'change', path: [], type: 'text' },
  { name: 'changedAt', path: [], type: 'moment' },
  { name: 'sessionId', path: [], type: 'text' },
];

/** Rows of one export behind those of another would be neither. */
function refuseOther(begun: Checkpoint, { question, sources }: Pick<Checkpoint, 'question' | 'sources'>, out: string) {
  const other =
    begun.question !== question
      ? 'another export, with other options, filter or columns'
      : begun.sources !== sources
        ? 'an export of other phone systems than these settings name'
        : null;
  if (other === null) return;
  throw new UsageError(
    `${checkpointPathOf(out)} is of ${other}: repeat that command to go on with it, name another --out, or remove both files.`,
  );
}

const beginAt = (question: string, { sources, now }: Pick<ExportTools, 'sources' | 'now'>): Checkpoint => ({
  ...{ version: 1, question, sources, begunAt: new Date(now()).toISOString() },
  ...{ cursor: null, bytes: 0, rows: {}, isListed: false, followed: null, gaps: [] },
});

function refuseOddWishes({ format, out, from, to, follow: follows = false }: ExportWishes): void {
  if (out === '') throw new UsageError('--out names no file; - is standard output.');
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--out: ${out} is a folder: name a file in it.`);
  if (from !== undefined && to !== undefined && from > to)
    throw new UsageError(`--from ${from} is later than --to ${to}.`);
  if (format !== 'parquet') return;
  if (out === '-') throw new UsageError('A Parquet file is written from its end: name a file with --out.');
  if (compressionOf(out)) throw new UsageError('Parquet is compressed inside: leave .gz or .zst off the name.');
  if (follows) throw new UsageError('A Parquet file ends once: --follow needs --format ndjson or csv.');
}

/** Calls that start while it runs are left to whoever follows. */
function rangeOf(
  { from, to }: ExportWishes,
  given: Readonly<Record<string, unknown>>,
  { begunAt }: Checkpoint,
  follows: boolean,
): Readonly<Record<string, unknown>> {
  const own = (given['startedAt'] ?? {}) as { readonly from?: string; readonly to?: string };
  const end = to ?? own.to ?? (follows ? undefined : begunAt);
  return { ...own, ...(from !== undefined && { from }), ...(end !== undefined && { to: end }) };
}

function encodingOf(format: Format, columns: readonly Column[]): Encoding {
  if (format === 'parquet') return { head: '', encode: encodeStaged };
  return format === 'csv' ? csv(columns) : ndjson(columns);
}

const openSink = (path: string, { bytes }: Checkpoint, output: Writable): Promise<Sink> | Sink =>
  path === '-' ? openStreamSink(output) : openFileSink(path, bytes, compressionOf(path));

async function closing<T>(sink: Sink, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await sink.close();
  }
}

/** Whoever stops one that follows has what there was to have. */
function tellStopped(
  { rows, isListed, gaps }: Checkpoint,
  { out, follow = false }: ExportWishes,
  { screen, signal }: Pick<ExportTools, 'screen' | 'signal'>,
): number {
  const further =
    out === '-' ? 'a stream cannot be gone on with, name a file with --out' : 'the same command goes on from there';
  screen.write(`Stopped after ${countOf(sumOf(rows), 'call')}: ${further}.\n`);
  if (follow && isListed) return gaps.length === 0 ? 0 : tellGaps(gaps, screen);
  const why: unknown = signal.reason;
  return why instanceof Stopped ? why.exitCode : 1;
}

function tellGaps(gaps: readonly Gap[], screen: Screen): number {
  screen.write(`${countOf(gaps.length, 'change')} could not be read, and will be asked for first:\n`);
  for (const problem of new Set(gaps.map((gap) => gap.problem))) screen.write(`  ${problem}\n`);
  return 3;
}

function tellMissing({ rows, missing }: ExportEnd, { out }: ExportWishes, screen: Screen): number {
  screen.write(`${countOf(sumOf(rows), 'call')}, but not all: ${labelOf(rows)}\nMissing:\n`);
  for (const problem of missing) screen.write(`  ${problem}\n`);
  if (out !== '-') screen.write('Run the same command again: it fills the gap.\n');
  return 3;
}

const sumOf = (rows: Readonly<Record<string, number>>): number =>
  Object.values(rows).reduce((sum, count) => sum + count, 0);

const labelOf = (rows: Readonly<Record<string, number>>): string =>
  Object.entries(rows)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([provider, count]) => `${provider} ${count.toLocaleString('en')}`)
    .join(', ') || 'none';
