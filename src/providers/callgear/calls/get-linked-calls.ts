import { type CallLink, hasLink } from '../../../domain/call-references.ts';
import { type CallSelection, withFields } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { DAY_MS, SECOND_MS, floorToSecond } from '../../../time/instant.ts';
import type { LinkedCalls } from '../../../domain/provider.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { collectFailures } from '../../collect-failures.ts';
import type { Account } from '../api/account.ts';
import { MAX_PAGE } from '../api/client.ts';
import { isNewer } from './columns-for.ts';
import { MOST_ITEMS, askInHalves, groupByTime } from '../api/ask-in-parts.ts';
import { callsOf, readPage } from '../api/read-rows.ts';
import { UnknownNames } from '../api/to-error.ts';
import { EXTERNAL_ID_COLUMNS, isNativeId } from './row.ts';
import { join, oneOf } from './vendor-filter.ts';
import { LONGEST_MS, secondsOfRange, widened } from './windows.ts';
import type { WireFilter } from '../api/wire.ts';

/** Links of one question: those of a page of a hundred calls, both ways round. */
const MOST_LINKS = 4 * MOST_ITEMS;
/** What is refused for another reason than its length stays refused, however short. */
const MOST_HALVINGS = 3;

/** Finds calls by their own ids and by those that outside systems gave them, all of them in one question. */
export function createGetLinkedCalls(account: Account): LinkedCalls['get'] {
  /** Columns that this account has refused in a filter: a filter with one fails whole. */
  const unfilterable = new Set<string>();

  const ask = async (
    links: readonly CallLink[],
    selection: CallSelection,
    signal: AbortSignal,
  ): Promise<readonly CallSession[]> => {
    const columns = EXTERNAL_ID_COLUMNS.filter((name) => !unfilterable.has(name) && !account.client.lacking.has(name));
    const filter = toFilter(links, columns);
    if (filter === null) return [];
    const zone = await account.zone(signal);
    const starts = links.map(({ startedAt }) => floorToSecond(startedAt));
    const range = { from: Math.min(...starts) - DAY_MS, to: Math.max(...starts) + DAY_MS + SECOND_MS };
    const span = widened(secondsOfRange(range, account.now()), zone);
    const asked = { zone, span, filter, limit: MAX_PAGE, order: 'asc', includesOngoing: true, selection } as const;
    try {
      return callsOf((await readPage(asked, account, signal)).rows);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== 'unsupported') throw error;
      const unknown = columns.filter((name) => isNewer(name) && isUnknown(name, error));
      if (unknown.length === 0) throw error;
      for (const name of unknown) unfilterable.add(name);
      return ask(links, selection, signal);
    }
  };

  return async (links, selection, signal) => {
    signal.throwIfAborted();
    const groups = groupByTime(links, ({ startedAt }) => startedAt, LONGEST_MS - 2 * DAY_MS - SECOND_MS, MOST_LINKS);
    const slots = new Map<CallLink, Slot<readonly CallSession[]>>();
    await collectFailures(
      groups,
      async ({ items }) => {
        const asked = withFields(selection, ['references']);
        const calls = await askInHalves(items, (some) => ask(some, asked, signal), MOST_HALVINGS);
        for (const link of items)
          slots.set(
            link,
            calls.filter((call) => hasLink(call, link)),
          );
      },
      ({ items }, error) => {
        for (const link of items) slots.set(link, error);
      },
    );
    return links.map((link) => slots.get(link) ?? []);
  };
}

/** Null where no link has a form that the vendor's ids have. */
function toFilter(links: readonly CallLink[], columns: readonly string[]): WireFilter | null {
  const idsBy = (by: CallLink['by']) => [...new Set(links.filter((link) => link.by === by).map(({ id }) => id))];
  const own = idsBy('nativeId').filter(isNativeId).map(BigInt);
  const external = idsBy('externalIds').filter((id) => id !== '');
  const filter = join([oneOf('id', own), ...columns.map((column) => oneOf(column, external))], 'or');
  return filter === 'everything' || filter === 'nothing' ? null : filter;
}

const isUnknown = (column: string, { cause }: ProviderError): boolean =>
  cause instanceof UnknownNames && cause.names.some((name) => name.split('.').includes(column));
