import { type CallSession, sortCalls } from '../../../src/domain/call-session.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CallPage, ListQuery } from '../../../src/domain/provider.ts';
import { SECOND_MS, ceilToSecond, floorToSecond } from '../../../src/time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../../src/time/time-range.ts';
import type { Log } from '../../../src/transport/log.ts';
import type { Client, Parameters } from './client.ts';
import type { Row } from './columns.ts';
import type { CompiledFilter } from './filter.ts';
import { type Account, toCallSession } from './to-call-session.ts';

/** Rows of the largest page. */
export const PAGE_SIZE = 100;

/** What lists are read with. */
export type Reader = { readonly client: Client; readonly account: Account; readonly log: Log };

/** Starts of whole seconds, as the vendor takes them. */
export const toRange = ({ from, to }: TimeRange): Parameters => ({
  since: new Date(ceilToSecond(from)).toISOString(),
  until: new Date(ceilToSecond(to)).toISOString(),
});

/**
 * Lists calls page by page. The vendor orders them by start alone, so the last second of a page is held back until all of
 * it is there, and sorted.
 */
export async function* listCalls(
  { range, direction, expect }: ListQuery,
  { matchesNothing, parameters }: CompiledFilter,
  reader: Reader,
  signal: AbortSignal,
): AsyncGenerator<CallPage, undefined> {
  signal.throwIfAborted();
  const end = direction === 'ASC' ? range.to : range.from;
  if (isEmptyRange(range)) return;
  if (matchesNothing) return yield { calls: [], through: end };
  const limit = String(Math.min(Math.max(expect, 1), PAGE_SIZE));
  const asked = { ...parameters, ...toRange(range), order: direction.toLowerCase(), limit };
  let held: readonly CallSession[] = [];
  let next: string | null = null;
  do {
    const page = await reader.client.listCalls(next === null ? asked : { ...asked, cursor: next }, signal);
    const { calls, problems } = readRows(page.rows, reader);
    held = [...held, ...calls];
    next = page.next;
    const last = held.at(-1);
    if (next !== null && last === undefined) continue;
    const through = next === null || last === undefined ? end : borderBefore(last, direction);
    const isWhole = (call: CallSession) =>
      next === null || (direction === 'ASC' ? call.startedAt < through : call.startedAt >= through);
    yield {
      calls: sortCalls(held.filter(isWhole), direction),
      through,
      ...(problems.length > 0 && { problems }),
    };
    held = held.filter((call) => !isWhole(call));
  } while (next !== null);
}

/** The border in front of the second that a call starts in. */
const borderBefore = ({ startedAt }: CallSession, direction: ListQuery['direction']): number =>
  direction === 'ASC' ? floorToSecond(startedAt) : floorToSecond(startedAt) + SECOND_MS;

/** Rows as calls; those that cannot be read are told in the log, and apart. */
export function readRows(rows: readonly Row[], { account, log }: Pick<Reader, 'account' | 'log'>) {
  const read = rows.map((row) => toCallSession(row, account));
  const problems = read.filter((each) => each instanceof ProviderError);
  for (const { provider, kind, message } of problems) log.warn({ provider, kind }, message);
  return { calls: read.filter((each) => !(each instanceof ProviderError)), problems };
}
