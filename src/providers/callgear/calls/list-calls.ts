import type { WallClock } from '../../../time/wall-clock.ts';
import { type OrderDirection, sortCalls } from '../../../domain/call-session.ts';
import { DAY_MS, type Instant } from '../../../time/instant.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { CallSelection } from '../../../domain/call-selection.ts';
import type { CallPage, ListQuery } from '../../../domain/provider.ts';
import { type TimeRange, endOf, isEmptyRange, isWithin, restOf } from '../../../time/time-range.ts';
import type { Account } from '../api/account.ts';
import { MAX_PAGE } from '../api/client.ts';
import { type CompiledFilter, toWire } from './filter.ts';
import { type ReadPage, type ReadRow, callsOf, readPage } from '../api/read-rows.ts';
import { LONGEST_MS, nextWindow, secondsOfRange, widened } from './windows.ts';

/** A walk: larger pages exist, but make the first ones slow and hold memory. */
const FIRST_LIMIT = { least: 20, most: 1000 };

/**
 * Lists a range in windows of the vendor's longest, each page starting where the one before ended: no offset, so nothing
 * moves between pages. Equal starts come in no stable order, so the last second of a full page is left to the next one.
 * A doubled hour counts as one second: its rows come mixed.
 */
export async function* listCalls(
  { range, direction, expect }: ListQuery,
  filter: CompiledFilter,
  selection: CallSelection,
  account: Account,
  signal: AbortSignal,
): AsyncGenerator<CallPage, undefined> {
  signal.throwIfAborted();
  const end = endOf(range, direction);
  let rest = secondsOfRange(range, account.now());
  if (isEmptyRange(rest) || filter.matchesNothing) {
    yield { calls: [], through: end };
    return;
  }
  const zone = await account.zone(signal);
  const order = direction === 'ASC' ? 'asc' : 'desc';
  const asked = {
    zone,
    filter: toWire(filter, zone),
    order,
    includesOngoing: filter.includesOngoing,
    selection,
  } as const;
  const reader: Reader = {
    provider: account.provider,
    direction,
    zone,
    read: (span, limit, offset) => readPage({ ...asked, span, limit, offset }, account, signal),
  };
  let limit = Math.min(Math.max(FIRST_LIMIT.least, Math.ceil(expect * 1.05) + 5), FIRST_LIMIT.most);
  let longestMs = LONGEST_MS;
  let isFirst = true;

  while (!isEmptyRange(rest)) {
    const window = nextWindow(rest, direction, zone, longestMs);
    const page = await readWindow(window, limit, reader).catch((error: unknown) => {
      if (!isTooLong(error) || longestMs <= DAY_MS) throw error;
      return null;
    });
    if (page === null) {
      longestMs /= 2;
      continue;
    }
    rest = restOf(rest, direction, page.through);
    const isLast = isEmptyRange(rest);
    const calls = sortCalls(callsOf(page.rows), direction);
    const problems = page.rows.filter((row) => row instanceof ProviderError);
    yield {
      calls,
      through: isLast ? end : page.through,
      ...(isFirst && isLast && problems.length === 0 ? { total: calls.length } : {}),
      problems,
    };
    limit = Math.min(limit * 2, FIRST_LIMIT.most);
    isFirst = false;
  }
}

/** How one list reads the pages of its spans. */
type Reader = {
  readonly provider: string;
  readonly direction: OrderDirection;
  readonly zone: WallClock;
  readonly read: (span: TimeRange, limit: number, offset: number) => Promise<ReadPage>;
};

type WindowPage = { readonly rows: readonly ReadRow[]; readonly through: Instant };

/** Reads as much of a window as one page holds, and says how far that reaches. */
async function readWindow(window: TimeRange, limit: number, reader: Reader): Promise<WindowPage> {
  const { rows, sent, total } = await reader.read(widened(window, reader.zone), limit, 0);
  const isAscending = reader.direction === 'ASC';
  // A page may come short although more follow: the total says so, and without one only an empty page is the last.
  if (sent === 0 || (total !== null && sent >= total))
    return { rows: within(window, rows), through: endOf(window, reader.direction) };
  const last = callsOf(rows).at(-1);
  if (!last)
    throw new ProviderError(reader.provider, 'unreadable', `CallGear sent ${sent} calls of which none can be read.`);
  const block = reader.zone.blockOf(last.startedAt);
  if (callsOf(rows).some(({ startedAt }) => (isAscending ? startedAt >= block.to : startedAt < block.from))) {
    const message = 'CallGear sent calls in another order than asked for: going on would lose some.';
    throw new ProviderError(reader.provider, 'unreadable', message);
  }
  const border = isAscending ? block.from : block.to;
  if (isAscending ? border > window.from : border < window.to) {
    const firstOfBlock = rows.findIndex((row) => !(row instanceof ProviderError) && isWithin(block, row.startedAt));
    const done = isAscending ? { from: window.from, to: border } : { from: border, to: window.to };
    return { rows: within(done, rows.slice(0, firstOfBlock)), through: border };
  }
  // The whole page is one second, or the part of a doubled hour: it has to be read whole.
  if (sent >= limit && limit < MAX_PAGE) return readWindow(window, Math.min(limit * 4, MAX_PAGE), reader);
  const whole = await readBlock(block, reader);
  const through = isAscending ? Math.min(block.to, window.to) : Math.max(block.from, window.from);
  return { rows: within(window, whole), through };
}

/** Reads one second that no page holds, by offsets: rows may move between them, so it is read until nothing new comes. */
async function readBlock(block: TimeRange, reader: Reader): Promise<ReadRow[]> {
  const rows = new Map<string, ReadRow>();
  const unreadable: ProviderError[] = [];
  for (let offset = 0; ;) {
    const known = rows.size;
    const page = await reader.read(block, MAX_PAGE, offset);
    for (const row of page.rows) {
      if (row instanceof ProviderError) unreadable.push(row);
      else rows.set(row.nativeId, row);
    }
    offset += page.sent;
    const isLast = page.sent === 0 || rows.size === known || (page.total !== null && offset >= page.total);
    if (isLast) return [...unreadable, ...rows.values()];
  }
}

const within = (range: TimeRange, rows: readonly ReadRow[]): ReadRow[] =>
  rows.filter((row) => row instanceof ProviderError || isWithin(range, row.startedAt));

const isTooLong = (error: unknown): boolean =>
  error instanceof ProviderError && error.code === 'date_interval_limit_reached';
