import { sortCalls } from '../../../domain/call-session.ts';
import { type Instant, SECOND_MS, ceilToSecond } from '../../../time/instant.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { CallPage, ListQuery } from '../../../domain/provider.ts';
import {
  type TimeRange,
  endOf,
  firstPart,
  intersectRanges,
  isEmptyRange,
  isWithin,
  restOf,
  wholeSeconds,
} from '../../../time/time-range.ts';
import type { CompiledFilter } from './filter.ts';
import { type History, type HistoryPage, type HistoryQuery } from '../api/history.ts';
import type { PartsPlan } from './plan-parts.ts';
import type { ReadRows, RowsRead } from './read-rows.ts';
import type { SessionRow } from '../api/wire.ts';

const PAGE = 200;
const SMALL_PAGE = 50;
/** The vendor's largest page; slow to begin with, so it is for walks that go on. */
export const LARGEST_PAGE = 1000;
const LONG_WALK = 1000;
/** Calls of the page's last second come again with the next page. */
const OVERLAP = 10;
const DEEPEST_OFFSET = 10_000;
const MOST_ROUNDS = 5;

/** What a walk reads with. */
export type ListTools = {
  readonly history: History;
  readonly readRows: ReadRows;
  readonly provider: string;
};

/**
 * Walks a range page by page, each starting at the second the one before broke off in: the vendor sorts by start, but
 * orders the calls of one second differently every time, and ends at offset 10,000.
 */
export async function* listCalls(
  { history, readRows, provider }: ListTools,
  { range, direction, expect }: ListQuery,
  filter: CompiledFilter,
  { switches, parts }: PartsPlan,
  signal: AbortSignal,
): AsyncGenerator<CallPage, undefined> {
  signal.throwIfAborted();
  if (isEmptyRange(range) || filter.matchesNothing) return;
  const asked = { direction, parameters: { ...filter.parameters, ...switches } };
  const isAscending = direction === 'ASC';
  let rest = wholeSeconds(range);
  let windowMs = Infinity;
  // A page that is half used is kept for the next; a glance at the newest calls needs no more than a glance.
  let count = expect + OVERLAP <= SMALL_PAGE ? SMALL_PAGE : PAGE;
  let walked = 0;
  let told: readonly ProviderError[] = [];

  while (!isEmptyRange(rest)) {
    const window = firstPart(rest, direction, windowMs);
    const page = await history.read({ ...asked, range: window, count }, signal);
    let read = await readRows(page, parts, signal);
    let covered = page.range;
    if (page.rows.length >= count) {
      const unit = page.clock.blockOf(lastStart(read, isAscending, provider));
      covered = isAscending ? { from: covered.from, to: unit.from } : { from: unit.to, to: covered.to };
      if (isEmptyRange(covered)) {
        covered = intersectRanges(unit, rest);
        read = await readRows(await readUnit(history, { ...asked, range: covered }, provider, signal), parts, signal);
      } else if (!isInOrder(page, isAscending)) {
        // Nothing can be told from where such a page broke off: a shorter window is read whole.
        windowMs = Math.max(SECOND_MS, Math.floor((page.range.to - page.range.from) / 2000) * SECOND_MS);
        count = LARGEST_PAGE;
        continue;
      }
    }
    const calls = read.calls.filter((call) => isWithin(covered, call.startedAt) && filter.hasNumbers(call));
    const problems = read.problems.filter((problem) => !isTold(problem, told));
    told = read.problems;
    yield {
      calls: sortCalls(calls, direction),
      through: throughOf(covered, range, isAscending),
      problems,
    };
    rest = restOf(rest, direction, endOf(covered, direction));
    walked += page.rows.length;
    count = windowMs < Infinity || walked >= LONG_WALK ? LARGEST_PAGE : PAGE;
  }
}

/** Every row of a crowded second, or of the hours of a fold: its pages overlap, so it is read until all are there. */
async function readUnit(
  history: History,
  query: Omit<HistoryQuery, 'count'>,
  provider: string,
  signal: AbortSignal,
): Promise<Pick<HistoryPage, 'rows' | 'clock'>> {
  const rows = new Map<string, SessionRow>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (let offset = 0; offset <= DEEPEST_OFFSET; offset += LARGEST_PAGE) {
      const page = await history.read({ ...query, count: LARGEST_PAGE, offset, withTotal: true }, signal);
      for (const row of page.rows) rows.set(String(row.call_session_history_id), row);
      if (rows.size >= (page.total ?? Infinity)) return { rows: [...rows.values()], clock: page.clock };
      if (page.rows.length < LARGEST_PAGE) break;
    }
  }
  throw new ProviderError(
    provider,
    'unreadable',
    `Voximplant orders the ${rows.size} sessions of one moment anew in every answer, and after ${MOST_ROUNDS} readings some are still missing.`,
  );
}

function lastStart({ calls }: RowsRead, isAscending: boolean, provider: string): Instant {
  if (calls.length === 0)
    throw new ProviderError(provider, 'unreadable', 'None of the sessions that Voximplant sent can be read.');
  const starts = calls.map((call) => call.startedAt);
  return isAscending ? Math.max(...starts) : Math.min(...starts);
}

/** Whether rows come in the order of their start, as far as a moment can be told from the next. */
function isInOrder({ rows, clock }: HistoryPage, isAscending: boolean): boolean {
  const starts = rows.flatMap((row) => clock.toInstant(row.start_date) ?? []).map((start) => clock.blockOf(start).from);
  return starts.every((start, index) => {
    const before = starts[index - 1] ?? start;
    return isAscending ? before <= start : before >= start;
  });
}

/** A row of the second that a page broke off in comes twice, and is told of once. */
const isTold = (problem: ProviderError, told: readonly ProviderError[]): boolean =>
  problem.kind === 'unreadable' && told.some(({ message }) => message === problem.message);

function throughOf(covered: TimeRange, range: TimeRange, isAscending: boolean): Instant {
  // The ends of the range stay as they were asked for.
  if (isAscending) return covered.to >= range.to ? range.to : covered.to;
  return covered.from <= ceilToSecond(range.from) ? range.from : covered.from;
}
