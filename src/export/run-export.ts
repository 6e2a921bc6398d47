import type { Ask, GraphError } from '../domain/ask.ts';
import { type Instant, SECOND_MS } from '../time/instant.ts';
import type { Timer } from '../time/timer.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Row, type Table, toRow } from './columns.ts';
import { ExportError } from './export-error.ts';
import { COUNT_QUERY, type CallPage, type ChangePage, type Problem, changesQuery, pageQuery } from './questions.ts';
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
    // What cannot be followed is told before everything is listed.
    if (follows) await readChanges(options, checkpoint, 1);
    checkpoint = await listCalls(options, missing);
    if (missing.size > 0) return { rows: checkpoint.rows, missing: [...missing] };
    checkpoint = { ...checkpoint, isListed: true, bytes: sink.bytes };
    await save(checkpoint);
  }
  const lacking = follows ? await followChanges(options, checkpoint) : [];
  signal.throwIfAborted();
  return { rows: checkpoint.rows, missing: lacking };
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
    const where = { filter, ...(cursor !== null && { after: cursor }) };
    const read = await readPage<CallPage>(options, query, { where, first, tries });
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
  readonly where: Readonly<Record<string, unknown>>;
  readonly first: number;
  /** How often it is asked for, where something is missing. */
  readonly tries: number;
};

/** Reads a page, in smaller ones where it costs too much, and again for a while where something is missing. */
async function readPage<Page extends CallPage | ChangePage>(
  { ask, timer, signal }: ExportOptions,
  query: string,
  { where, tries, ...request }: PageRequest,
) {
  let { first } = request;
  let wait = FIRST_WAIT_SECONDS;
  for (let tried = 1; ;) {
    const { data, errors = [] } = await ask(query, { ...where, first });
    const page = (data?.['page'] ?? null) as Page | null;
    const lacking: readonly Problem[] = page?.problems ?? [];
    if (page === null) {
      const [error] = errors;
      if (isTooCostly(error) && first > 1) {
        first = Math.ceil(first / 2);
        continue;
      }
      if (!mayPass(error) || tried >= TRIES) throw new ExportError(error?.message ?? 'The graph gave no answer.');
    } else {
      const problems = [
        ...lacking.map(({ provider, message }) => `${provider.key}: ${message}`),
        ...errors.map(({ message }) => message),
      ];
      const isLasting = lacking.some(({ isTransient }) => !isTransient);
      if (problems.length === 0 || isLasting || tried >= tries) return { page, problems, first };
    }
    const asked = Math.max(
      0,
      ...lacking.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0),
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

/** Writes what is noticed since the export began, until it is stopped. Answers what is missing where it cannot go on. */
async function followChanges(options: ExportOptions, begin: Checkpoint): Promise<readonly string[]> {
  const { table, sink, encode, save, tell, timer, signal } = options;
  let checkpoint = begin;
  let first = CHANGES_A_PAGE;
  while (!signal.aborted) {
    const { page, problems, ...read } = await readChanges(options, checkpoint, first);
    if (problems.length > 0) return problems.slice(0, MOST_MISSING);
    first = read.first;
    for (const { kind, at, sessionId, session } of page.nodes)
      await sink.write(encode([kind, at, sessionId, ...toRow(table.columns, session ?? {})]));
    // A page without a row may have passed over many that a filter leaves out.
    const followed = page.pageInfo.endCursor ?? checkpoint.followed;
    if (followed !== checkpoint.followed) checkpoint = await flushed(sink, { ...checkpoint, followed }, save);
    const last = page.nodes.at(-1);
    if (last) tell({ rows: checkpoint.rows, total: null, at: Date.parse(last.at) });
    if (!page.pageInfo.hasNextPage) await timer.wait(FOLLOW_EVERY_MS, signal).catch(ignoreAbort(signal));
  }
  return [];
}

function readChanges(options: ExportOptions, { followed, begunAt }: Checkpoint, first: number) {
  const { table, filter } = options;
  const where = { filter, ...(followed === null ? { since: begunAt } : { after: followed }) };
  return readPage<ChangePage>(options, changesQuery(table), { where, first, tries: TRIES });
}

const ignoreAbort = (signal: AbortSignal) => (error: unknown) => {
  if (!signal.aborted) throw error;
};
