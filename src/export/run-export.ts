import { type Instant, SECOND_MS } from '../time/instant.ts';
import type { Timer } from '../time/timer.ts';
import type { Checkpoint } from './checkpoint.ts';
import { ExportError, type Row, type Table, toRow } from './columns.ts';
import {
  type Ask,
  COUNT_QUERY,
  type CallPage,
  type ChangePage,
  type GraphError,
  changesQuery,
  pageQuery,
} from './questions.ts';
import type { Sink } from './sink.ts';

/** What is exported, and whereto. */
export type ExportOptions = {
  readonly ask: Ask;
  readonly table: Table;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sink: Sink;
  readonly encode: (row: Row) => string;
  /** Where it goes on; `question` and `begunAt` are those of this export. */
  readonly checkpoint: Checkpoint;
  /** Called when everything up to a place is written. */
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  readonly tell: (place: ExportPlace) => void;
  /** Whether it goes on with what is noticed afterwards, until it is stopped. */
  readonly follows: boolean;
  readonly pageSize: number;
  readonly timer: Timer;
  readonly signal: AbortSignal;
};

/** How far it has come. */
export type ExportPlace = {
  readonly rows: Readonly<Record<string, number>>;
  readonly total: number | null;
  readonly at: Instant | null;
};

/** How it ended: with the messages of what is missing, if anything is. */
export type ExportEnd = { readonly rows: Readonly<Record<string, number>>; readonly missing: readonly string[] };

/** How often a page is asked for again that lacks something, and how long to wait where nobody says so. */
const TRIES = 5;
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 60;
const SAVE_EVERY_MS = 5000;
const FOLLOW_EVERY_MS = 2000;
const CHANGES_A_PAGE = 100;
const MOST_MISSING = 20;

/**
 * Walks the timeline and writes each call once, newest first. A page that lacks something is asked for again for a while;
 * where it still does, the rest is written nevertheless, and the checkpoint stays in front of it, so that the next run fills
 * the gap.
 */
export async function runExport(options: ExportOptions): Promise<ExportEnd> {
  const { sink, save, signal, follows } = options;
  let checkpoint = options.checkpoint;
  const missing = new Set<string>();
  if (!checkpoint.isListed) {
    checkpoint = await listCalls(options, missing);
    if (missing.size > 0) return { rows: checkpoint.rows, missing: [...missing] };
    checkpoint = { ...checkpoint, isListed: true, bytes: sink.bytes };
    await save(checkpoint);
  }
  if (follows) checkpoint = await followChanges(options, checkpoint);
  signal.throwIfAborted();
  return { rows: checkpoint.rows, missing: [] };
}

/** Writes every page; what is missing is added to a set. Answers the place behind the last page, or in front of the gap. */
async function listCalls(options: ExportOptions, missing: Set<string>): Promise<Checkpoint> {
  const { ask, table, filter, sink, encode, save, tell, timer, follows, signal } = options;
  const query = pageQuery(table);
  const total = await countCalls(ask, filter);
  const rows: Record<string, number> = { ...options.checkpoint.rows };
  let { cursor } = options.checkpoint;
  let kept = options.checkpoint;
  let savedAt = timer.elapsed();
  let first = options.pageSize;
  for (;;) {
    signal.throwIfAborted();
    // What is missing once is not waited for on every page.
    const tries = missing.size === 0 ? TRIES : 1;
    const read = await readPage(options, query, { filter, first, after: cursor, tries });
    first = read.first;
    const { page, problems } = read;
    if (problems.length > 0 && missing.size === 0) {
      kept = await flushed(sink, { ...kept, cursor, rows: { ...rows } }, save);
    }
    for (const problem of problems) if (missing.size < MOST_MISSING) missing.add(problem);
    let at: Instant | null = null;
    for (const node of page.nodes) {
      const row = toRow(table.columns, node);
      await sink.write(encode(follows ? ['LISTED', options.checkpoint.begunAt, node.exportedId, ...row] : row));
      rows[node.exportedProvider] = (rows[node.exportedProvider] ?? 0) + 1;
      at = Date.parse(node.exportedStart);
    }
    tell({ rows, total, at });
    cursor = page.pageInfo.endCursor ?? cursor;
    if (!page.pageInfo.hasNextPage) break;
    if (missing.size === 0 && timer.elapsed() - savedAt >= SAVE_EVERY_MS) {
      kept = await flushed(sink, { ...kept, cursor, rows: { ...rows } }, save);
      savedAt = timer.elapsed();
    }
  }
  await sink.flush();
  return missing.size > 0 ? { ...kept, rows } : { ...kept, cursor, rows, bytes: sink.bytes };
}

async function flushed(sink: Sink, checkpoint: Checkpoint, save: ExportOptions['save']): Promise<Checkpoint> {
  await sink.flush();
  const next = { ...checkpoint, bytes: sink.bytes };
  await save(next);
  return next;
}

type PageRequest = {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly first: number;
  readonly after: string | null;
  /** How often it is asked for, where something is missing. */
  readonly tries: number;
};

/** Reads a page, in smaller ones where it costs too much, and again for a while where something is missing. */
async function readPage({ ask, timer, signal }: ExportOptions, query: string, request: PageRequest) {
  let { first } = request;
  let wait = FIRST_WAIT_SECONDS;
  for (let tried = 1; ;) {
    const { filter, after, tries } = request;
    const { data, errors = [] } = await ask(query, { filter, first, ...(after !== null && { after }) });
    const page = (data?.['calls'] ?? null) as CallPage | null;
    if (page === null) {
      const [error] = errors;
      if (isTooCostly(error) && first > 1) {
        first = Math.ceil(first / 2);
        continue;
      }
      if (!mayPass(error) || tried >= TRIES) throw new ExportError(error?.message ?? 'The graph gave no answer.');
    } else {
      const problems = [
        ...page.problems.map(({ provider, message }) => `${provider.key}: ${message}`),
        ...errors.map(({ message }) => message),
      ];
      const isLasting = page.problems.some(({ isTransient }) => !isTransient);
      if (problems.length === 0 || isLasting || tried >= tries) return { page, problems, first };
    }
    const asked = Math.max(
      0,
      ...(page?.problems ?? []).map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0),
      ...errors.map(retryAfterOf),
    );
    const seconds = Math.min(LONGEST_WAIT_SECONDS, Math.max(wait, asked));
    await timer.wait(seconds * SECOND_MS, signal);
    wait *= 2;
    tried += 1;
  }
}

const retryAfterOf = ({ extensions }: GraphError): number => Number(extensions?.retryAfterSeconds ?? 0) || 0;

const isTooCostly = (error: GraphError | undefined): boolean =>
  ['QUERY_TOO_COSTLY', 'BAD_PAGE_SIZE'].includes(String(error?.extensions?.code));

/** Whether the same question may be answered later. */
const mayPass = (error: GraphError | undefined): boolean =>
  ['OVERLOADED', 'RATE_LIMITED', 'TOO_MANY_REQUESTS'].includes(String(error?.extensions?.code));

/** How many there are, where that is known without reading them all. */
async function countCalls(ask: Ask, filter: ExportOptions['filter']): Promise<number | null> {
  const { data } = await ask(COUNT_QUERY, { filter });
  return (data?.['calls'] as { totalCount: number | null } | null | undefined)?.totalCount ?? null;
}

/** Writes what is noticed since the export began, until it is stopped. */
async function followChanges(options: ExportOptions, begin: Checkpoint): Promise<Checkpoint> {
  const { ask, table, filter, sink, encode, save, tell, timer, signal } = options;
  const query = changesQuery(table);
  let checkpoint = begin;
  const rows = { ...begin.rows };
  while (!signal.aborted) {
    const { followed, begunAt } = checkpoint;
    const { data, errors } = await ask(query, {
      ...{ filter, first: CHANGES_A_PAGE },
      ...(followed === null ? { since: begunAt } : { after: followed }),
    });
    const page = (data?.['changes'] ?? null) as ChangePage | null;
    if (page === null) throw new ExportError(errors?.[0]?.message ?? 'The graph gave no answer.');
    for (const { kind, at, sessionId, session } of page.nodes)
      await sink.write(encode([kind, at, sessionId, ...toRow(table.columns, session ?? {})]));
    if (page.nodes.length > 0) {
      const next = { ...checkpoint, rows, followed: page.pageInfo.endCursor ?? followed };
      checkpoint = await flushed(sink, next, save);
      tell({ rows, total: null, at: Date.parse(page.nodes.at(-1)!.at) });
    }
    if (!page.pageInfo.hasNextPage) await timer.wait(FOLLOW_EVERY_MS, signal).catch(ignoreAbort(signal));
  }
  return checkpoint;
}

const ignoreAbort = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error;
};
