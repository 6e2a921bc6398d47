import type { GraphError } from '../domain/ask.ts';
import { SECOND_MS } from '../time/instant.ts';
import type { Checkpoint, Gap } from './checkpoint.ts';
import { toRow } from './columns.ts';
import { type Change, type ChangePage, changesQuery } from './questions.ts';
import { type PageRequest, type ReadPage, TRIES, readPage } from './read-page.ts';
import type { ExportOptions } from './export-options.ts';

const LOOK_EVERY_MS = 2 * SECOND_MS;
const FILL_EVERY_MS = 60 * SECOND_MS;
const CHANGES_A_PAGE = 100;
/** So many changes may wait until they can be read; it goes no further where these are more. */
const MOST_GAPS = 1000;
const GAPS_AT_ONCE = 50;

/**
 * Writes what is noticed since the export began, until it is stopped, which it throws. A change that cannot be read is passed
 * over for the time being: the checkpoint remembers it, and it is asked for again until it is there, or a newer one of its call.
 */
export async function followChanges(options: ExportOptions, begin: Checkpoint): Promise<never> {
  const { tell, note, timer, signal } = options;
  let checkpoint = begin;
  let first = CHANGES_A_PAGE;
  let filledAt = timer.elapsed();
  let wasStuck = false;
  for (;;) {
    // What is missing once is not waited for on every page.
    const tries = checkpoint.gaps.length === 0 ? TRIES : 1;
    const read = await readChanges(options, checkpoint, { first, tries, isPatient: true });
    first = read.first;
    const { nodes, pageInfo } = read.page;
    const gaps = [...without(checkpoint.gaps, nodes), ...gapsIn(read, checkpoint)];
    const isStuck = gaps.length > MOST_GAPS;
    if (isStuck && !wasStuck)
      note(`More than ${MOST_GAPS} changes cannot be read: it waits for them. ${read.problems[0]}`);
    wasStuck = isStuck;
    if (!isStuck) {
      if (gaps.length > checkpoint.gaps.length)
        note(`Changes that cannot be read yet, and are asked for again: ${gaps.length}. ${read.problems[0]}`);
      await write(options, without(nodes, gaps));
      // A page without a row may have passed over many that a filter leaves out.
      checkpoint = await moved(options, checkpoint, { gaps, followed: pageInfo.endCursor ?? checkpoint.followed });
      const last = nodes.at(-1);
      if (last) tell({ rows: checkpoint.rows, total: null, at: Date.parse(last.at) });
    }
    if (checkpoint.gaps.length > 0 && timer.elapsed() - filledAt >= FILL_EVERY_MS) {
      checkpoint = await fillGaps(options, checkpoint);
      filledAt = timer.elapsed();
    }
    if (isStuck || !pageInfo.hasNextPage) await timer.wait(isStuck ? FILL_EVERY_MS : LOOK_EVERY_MS, signal);
    signal.throwIfAborted();
  }
}

/** Reads the changes that come after those of a checkpoint. */
export function readChanges(
  options: ExportOptions,
  { followed, begunAt }: Pick<Checkpoint, 'followed' | 'begunAt'>,
  request: Omit<PageRequest, 'where'>,
): Promise<ReadPage<ChangePage>> {
  const { table, filter } = options;
  const where = { filter, ...(followed === null ? { since: begunAt } : { after: followed }) };
  return readPage<ChangePage>(options, changesQuery(table), { ...request, where });
}

const without = <One extends { readonly sessionId: string }>(
  all: readonly One[],
  others: readonly { readonly sessionId: string }[],
): readonly One[] => {
  const known = new Set(others.map(({ sessionId }) => sessionId));
  return all.filter(({ sessionId }) => !known.has(sessionId));
};

/** The changes of a page that have a field which could not be read, each with the place in front of it. */
function gapsIn({ page, errors }: ReadPage<ChangePage>, { followed }: Checkpoint): readonly Gap[] {
  return page.nodes.flatMap(({ sessionId }, index) => {
    const error = errors.find((one) => isOf(one, index));
    if (error === undefined) return [];
    return [{ sessionId, before: page.nodes[index - 1]?.cursor ?? followed, problem: error.message }];
  });
}

/** Whether an error is of a row of a page; one that names no row is of each. */
const isOf = ({ path = [] }: GraphError, index: number): boolean => typeof path[2] !== 'number' || path[2] === index;

async function write({ table, sink, encode }: ExportOptions, changes: readonly Change[]): Promise<void> {
  for (const { kind, at, sessionId, session } of changes)
    await sink.write(encode([kind, at, sessionId, ...toRow(table.columns, session ?? {})]));
}

async function moved(
  { sink, save }: ExportOptions,
  checkpoint: Checkpoint,
  { gaps, followed }: Pick<Checkpoint, 'gaps' | 'followed'>,
): Promise<Checkpoint> {
  await sink.flush();
  const isSame = followed === checkpoint.followed && gaps.length === checkpoint.gaps.length;
  if (isSame && sink.bytes === checkpoint.bytes) return checkpoint;
  const next = { ...checkpoint, gaps, followed, bytes: sink.bytes };
  await save(next);
  return next;
}

/** Writes what could not be read before, where it can be now. */
async function fillGaps(options: ExportOptions, checkpoint: Checkpoint): Promise<Checkpoint> {
  const left: Gap[] = [];
  for (const gap of checkpoint.gaps.slice(0, GAPS_AT_ONCE)) {
    const { change, problem } = await readGap(options, checkpoint, gap);
    if (problem !== null) left.push({ ...gap, problem });
    else if (change !== null) await write(options, [change]);
  }
  const gaps = [...checkpoint.gaps.slice(GAPS_AT_ONCE), ...left];
  if (gaps.length === 0) options.note('Every change that could not be read has been read.');
  return moved(options, checkpoint, { gaps, followed: checkpoint.followed });
}

/** A change that was passed over; none where its call has changed again, and so stands where that is told. */
async function readGap(options: ExportOptions, { begunAt }: Checkpoint, { before, sessionId }: Gap) {
  for (let followed = before; ;) {
    const { page, problems } = await readChanges(
      options,
      { followed, begunAt },
      { first: 1, tries: 1, isPatient: true },
    );
    const [change = null] = page.nodes;
    if (change?.sessionId === sessionId) return { change, problem: problems[0] ?? null };
    if (change !== null || !page.pageInfo.hasNextPage) return { change: null, problem: null };
    followed = page.pageInfo.endCursor ?? followed;
  }
}
