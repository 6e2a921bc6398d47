import { onceById } from '../../../domain/native-id.ts';
import { LRUCache } from 'lru-cache';
import type { CallSelection } from '../../../domain/call-selection.ts';
import { type CallSession, sortCalls } from '../../../domain/call-session.ts';
import { DAY_MS } from '../../../time/instant.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { CallPage, ListQuery } from '../../../domain/provider.ts';
import { endOf, isEmptyRange, wholeSeconds } from '../../../time/time-range.ts';
import { type RowDensity, type WindowRead, createRowDensity, walkWindows } from '../../../time/time-windows.ts';
import type { CallQueries } from './filter.ts';
import { PAGE_SIZE, type QueryRead, type ReadRow, type WindowReader } from './read-window.ts';
import type { View } from './to-call-session.ts';
import type { Parameters } from '../api/wire.ts';

/** The longest window: Zoom answers a month at a time, and a February is one, too. */
export const MAX_WINDOW_MS = 28 * DAY_MS;

/** Five days: enough to tell a quiet account from a busy one, and about a page of what lies between, with one request. */
const FIRST_WINDOW_MS = 5 * DAY_MS;

/** Pages follow one another, and nothing of a window is known before its last: a few fit well into a deadline. */
const MAX_WINDOW_PAGES = 5;

/** Row density of each question, so that windows are right the first time. */
export type Densities = { of(queries: readonly Parameters[]): RowDensity };

export function createDensities(): Densities {
  const known = new LRUCache<string, RowDensity>({ max: 200 });
  return {
    of(queries) {
      const key = JSON.stringify(queries);
      const density = known.get(key) ?? createRowDensity();
      known.set(key, density);
      return density;
    },
  };
}

/** Whether a selection needs what only the detailed view brings. */
export const viewFor = ({ fields, details }: CallSelection): View =>
  fields.has('legs') || details.has('voiceCallDetails') || details.has('*') ? 'detail' : 'summary';

/** Lists calls in windows that are read whole and sorted, since Zoom promises no order. */
export async function* listCalls(
  { range, direction, expect }: ListQuery,
  plan: CallQueries,
  view: View,
  reader: WindowReader,
  densities: Densities,
  signal: AbortSignal,
): AsyncGenerator<CallPage, undefined> {
  signal.throwIfAborted();
  const end = endOf(range, direction);
  if (isEmptyRange(range)) return;
  if (plan.matchesNothing) {
    yield { calls: [], through: end };
    return;
  }
  // What Zoom does not know is asked for once, and not again in every window.
  let queries = plan.queries;
  const windows = walkWindows<ReadRow>({
    range,
    direction,
    expect,
    pageSize: PAGE_SIZE,
    maxMs: MAX_WINDOW_MS,
    firstMs: FIRST_WINDOW_MS,
    maxPages: MAX_WINDOW_PAGES,
    density: densities.of(plan.queries),
    async read(window, maxRows) {
      const reads = await Promise.all(queries.map((query) => reader.read(window, query, view, maxRows, signal)));
      queries = reads.flatMap(({ known }) => (known === 'nothing' ? [] : [known]));
      return joinReads(reads);
    },
  });
  // A range may begin between two seconds; windows do not.
  const last = endOf(wholeSeconds(range), direction);
  let isFirst = true;
  for await (const { window, rows } of windows) {
    const problems = rows.filter((row) => row instanceof ProviderError);
    const calls = rows.filter((row): row is CallSession => !(row instanceof ProviderError) && plan.keeps(row));
    const isLast = queries.length === 0 || endOf(window, direction) === last;
    yield {
      calls: sortCalls(calls, direction),
      through: isLast ? end : endOf(window, direction),
      ...(isFirst && isLast && problems.length === 0 ? { total: calls.length } : {}),
      problems,
    };
    if (isLast) return;
    isFirst = false;
  }
}

/** One window of several queries; a call that more than one of them names is one call. */
function joinReads(reads: readonly QueryRead[]): WindowRead<ReadRow> {
  const counts = reads.map((read) => ('rows' in read ? read.rows.length : read.total));
  if (reads.some((read) => 'total' in read)) return { total: counts.reduce((sum, count) => sum + count, 0) };
  const rows = reads.flatMap((read) => ('rows' in read ? read.rows : []));
  const calls = rows.filter((row) => !(row instanceof ProviderError));
  return { rows: [...onceById(calls), ...rows.filter((row) => row instanceof ProviderError)] };
}
