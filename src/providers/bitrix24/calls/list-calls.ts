import { type CallSession, type OrderDirection, sortCalls } from '../../../domain/call-session.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import type { CallPage, ListQuery } from '../../../domain/provider.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import {
  type TimeRange,
  endOf,
  intersectRanges,
  isEmptyRange,
  isWithin,
  restOf,
  wholeSeconds,
} from '../../../time/time-range.ts';
import type { Log } from '../../../transport/log.ts';
import type { Bitrix24Client } from '../api/client.ts';
import type { SentCondition } from './filter-fields.ts';
import type { CompiledFilter } from './filter.ts';
import type { Portal, PortalParts } from './row.ts';
import { toCallSession } from './to-call-session.ts';

/** Rows of a page; the vendor knows no other size. */
export const PAGE_SIZE = 50;
/** So many rows of the page's last second make it likely that a page more of them follows: it is read by itself. */
const CROWD = 25;

export type ListParts = Omit<PortalParts, 'client'> & { readonly client: Pick<Bitrix24Client, 'listStatistics'> };

/**
 * Walks a range by time: each page starts at the second the last one broke off in, since the vendor sorts by one key and
 * orders the rows of a second anew each time. Offsets are not used, so a page costs the same at any depth and nothing
 * shifts when rows appear.
 */
export async function* listCalls(
  { range, direction }: Pick<ListQuery, 'range' | 'direction'>,
  filter: CompiledFilter,
  parts: ListParts,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  signal.throwIfAborted();
  if (isEmptyRange(range)) return;
  const end = endOf(range, direction);
  const read = createRowReader(parts.portal, parts.log);

  let rest = intersectRanges(wholeSeconds(range), filter.range);
  while (!isEmptyRange(rest) && !filter.matchesNothing) {
    const step = await readStep(rest, direction, filter, { ...parts, read }, signal);
    const calls = sortCalls(step.calls.filter(filter.accepts), direction);
    const { problems, through } = step;
    if (through === null || through === endOf(rest, direction)) {
      yield { calls, through: end, problems };
      return;
    }
    rest = restOf(rest, direction, through);
    yield { calls, through, problems };
  }
  yield { calls: [], through: end };
}

/** Calls in the order they came in, and what could not be read. */
type ReadRows = { readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] };

/** The same with a place for each row, null where it could not be read. */
type ReadSlots = ReadRows & { readonly slots: readonly (CallSession | null)[] };

/** Reads rows of one list. A row that cannot be read is left out, logged, and reported once however often it comes. */
export function createRowReader(portal: Portal, log: Log): (rows: readonly unknown[]) => ReadSlots {
  const reported = new Set<string>();
  return (rows) => {
    const problems: ProviderError[] = [];
    const slots = rows.map((row) => {
      const call = toCallSession(row, portal);
      if (!(call instanceof ProviderError)) return call;
      if (!reported.has(call.message)) {
        reported.add(call.message);
        log.warn({ provider: portal.provider }, call.message);
        problems.push(call);
      }
      return null;
    });
    return { slots, calls: slots.filter((call) => call !== null), problems };
  };
}

/** Rows of whole seconds, and how far they reach; null when the range is done. */
type Step = ReadRows & { readonly through: Instant | null };
type StepParts = ListParts & { readonly read: (rows: readonly unknown[]) => ReadRows };

async function readStep(
  rest: TimeRange,
  direction: OrderDirection,
  { alternatives }: CompiledFilter,
  parts: StepParts,
  signal: AbortSignal,
): Promise<Step> {
  const sort = { field: 'CALL_START_DATE', direction } as const;
  const pages = await Promise.all(
    alternatives.map((conditions) => parts.client.listStatistics({ conditions, range: rest, sort }, signal)),
  );
  const reads = pages.map(({ rows }) => {
    const part = parts.read(rows);
    refuseOtherOrder(part.calls, rest, direction, parts.portal.provider);
    return { ...part, edge: rows.length < PAGE_SIZE ? null : edgeOf(part, parts.portal.provider) };
  });
  const { calls, problems } = together(reads);
  const edges = reads.flatMap(({ edge }) => edge ?? []);
  if (edges.length === 0) return { calls, problems, through: null };

  // Of two lists, the one that has come less far says how far both are whole.
  const isAscending = direction === 'ASC';
  const edge = isAscending ? Math.min(...edges) : Math.max(...edges);
  const before = calls.filter(({ startedAt }) => (isAscending ? startedAt < edge : startedAt > edge));
  const atEdge = calls.filter(({ startedAt }) => startedAt === edge).length;
  if (before.length > 0 && atEdge < CROWD)
    return { calls: before, problems, through: isAscending ? edge : edge + SECOND_MS };

  const seconds = await Promise.all(alternatives.map((conditions) => readSecond(edge, conditions, parts, signal)));
  return {
    ...together([{ calls: before, problems }, ...seconds]),
    through: isAscending ? edge + SECOND_MS : edge,
  };
}

/** A call that meets both alternatives came with both. */
function together(parts: readonly ReadRows[]): ReadRows {
  const calls = new Map(parts.flatMap((part) => part.calls.map((call) => [call.nativeId, call])));
  return { calls: [...calls.values()], problems: parts.flatMap((part) => part.problems) };
}

function edgeOf({ calls }: ReadRows, provider: string): Instant {
  const last = calls.at(-1);
  if (last === undefined) throw notOneReadable(provider);
  return last.startedAt;
}

/** Reads one second whole, in the order of ids: the only order in which nothing comes twice. */
async function readSecond(
  second: Instant,
  conditions: readonly SentCondition[],
  { client, portal, read }: StepParts,
  signal: AbortSignal,
): Promise<ReadRows> {
  const calls: CallSession[] = [];
  const problems: ProviderError[] = [];
  const range = { from: second, to: second + SECOND_MS };
  let afterId: string | null = null;
  for (;;) {
    const page = afterId === null ? {} : { afterId };
    const sort = { field: 'ID', direction: 'ASC' } as const;
    const { rows } = await client.listStatistics({ conditions, range, sort, ...page }, signal);
    const part = read(rows);
    problems.push(...part.problems);
    for (const call of part.calls) {
      // An id that does not rise would be read for ever.
      if (call.startedAt !== second || (afterId !== null && BigInt(call.nativeId) <= BigInt(afterId)))
        throw conditionsIgnored(portal.provider);
      afterId = call.nativeId;
      calls.push(call);
    }
    if (rows.length < PAGE_SIZE) return { calls, problems };
    if (part.calls.length === 0) throw notOneReadable(portal.provider);
  }
}

// The vendor drops conditions and sorts it does not like, without a word. Going on then would lose calls, or never end.
function refuseOtherOrder(
  calls: readonly CallSession[],
  range: TimeRange,
  direction: OrderDirection,
  provider: string,
): void {
  let last = direction === 'ASC' ? -Infinity : Infinity;
  for (const { startedAt } of calls) {
    const isInOrder = direction === 'ASC' ? startedAt >= last : startedAt <= last;
    if (!isInOrder || !isWithin(range, startedAt)) throw conditionsIgnored(provider);
    last = startedAt;
  }
}

const conditionsIgnored = (provider: string): ProviderError =>
  new ProviderError(
    provider,
    'unreadable',
    'Bitrix24 answered voximplant.statistic.get with rows of another time or order than was asked for: it has ignored the filter or the sort.',
  );

const notOneReadable = (provider: string): ProviderError =>
  new ProviderError(
    provider,
    'unreadable',
    'Bitrix24 answered voximplant.statistic.get with a whole page of rows of which none can be read.',
  );
