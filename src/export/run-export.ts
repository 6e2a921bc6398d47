import type { Ask } from '../domain/ask.ts';
import type { Instant } from '../time/instant.ts';
import type { Checkpoint } from './checkpoint.ts';
import { toRow } from './columns.ts';
import type { ExportOptions } from './export-options.ts';
import { followChanges, readChanges } from './follow-changes.ts';
import { COUNT_QUERY, type CallPage, pageQuery } from './questions.ts';
import { TRIES, readPage } from './read-page.ts';
import type { Sink } from './sink.ts';
import { createSweep } from './small-heap.ts';

/** How it ended: with the messages of what is missing, if anything is. */
export type ExportEnd = { readonly rows: Readonly<Record<string, number>>; readonly missing: readonly string[] };

const SAVE_EVERY_MS = 5000;
/** What a page of calls holds is in memory several times over; larger ones are hardly faster. */
const CALLS_A_PAGE = 200;
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
    if (follows) checkpoint = await beginToFollow(options);
    checkpoint = await listCalls({ ...options, checkpoint }, missing);
    if (missing.size > 0) return { rows: checkpoint.rows, missing: [...missing] };
    checkpoint = { ...checkpoint, isListed: true, bytes: sink.bytes };
    await save(checkpoint);
  }
  if (follows) return followChanges(options, checkpoint);
  signal.throwIfAborted();
  return { rows: checkpoint.rows, missing: [] };
}

/**
 * Finds the place in the feed from which it is followed, and tells what cannot be followed before everything is listed. Where
 * nothing was noticed since the export began, that is the end of the feed: changes bear the time of the store, whose clock
 * may be behind the one here, or be set back.
 */
async function beginToFollow(options: ExportOptions): Promise<Checkpoint> {
  const { checkpoint, save } = options;
  const { page } = await readChanges(options, checkpoint, { first: 1, tries: TRIES });
  if (checkpoint.followed !== null || page.nodes.length > 0) return checkpoint;
  const begun = { ...checkpoint, followed: page.pageInfo.endCursor };
  await save(begun);
  return begun;
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
  let first = Math.min(CALLS_A_PAGE, options.pageSize);
  const sweep = createSweep();
  /** Everything that was written so far can be gone on behind, as long as nothing of it is missing. */
  const keep = async () => {
    if (missing.size === 0) kept = await flushed(sink, { ...kept, cursor, rows: { ...rows } }, save);
  };
  for (;;) {
    // What is missing once is not waited for on every page.
    const tries = missing.size === 0 ? TRIES : 1;
    const where = { filter, ...(cursor !== null && { after: cursor }) };
    const read = await readPage<CallPage>(options, query, { where, first, tries }).catch(async (error: unknown) => {
      if (signal.aborted) await keep();
      throw error;
    });
    first = read.first;
    const { page, problems } = read;
    if (problems.length > 0) await keep();
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
    sweep();
    if (!page.pageInfo.hasNextPage) break;
    if (timer.elapsed() - savedAt < SAVE_EVERY_MS) continue;
    await keep();
    savedAt = timer.elapsed();
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

/** How many there are, where that is known without reading them all. */
async function countCalls(ask: Ask, filter: ExportOptions['filter']): Promise<number | null> {
  const { data } = await ask(COUNT_QUERY, { filter });
  return (data?.['calls'] as { totalCount: number | null } | null | undefined)?.totalCount ?? null;
}
