import type { CallSelection } from '../../../domain/call-selection.ts';
import type { CallKey, CallSession } from '../../../domain/call-session.ts';
import { DAY_MS, type Instant } from '../../../time/instant.ts';
import type { Slot } from '../../../domain/provider-error.ts';
import { type TimeRange, isEmptyRange } from '../../../time/time-range.ts';
import { chunksOf } from '../../chunks-of.ts';
import { collectFailures } from '../../collect-failures.ts';
import type { Account } from '../api/account.ts';
import { MOST_ITEMS, askInHalves, groupByTime, isOneOf } from '../api/ask-in-parts.ts';
import { isNativeId } from './row.ts';
import { callsOf, readPage } from '../api/read-rows.ts';
import { LONGEST_MS, nextWindow, secondsOfRange, widened } from './windows.ts';

/** A hint may be no more than the day a call started on. */
const BEFORE_HINT_MS = DAY_MS;
const AFTER_HINT_MS = 2 * DAY_MS;

/** Finds calls by id. The vendor wants a range too: hints give it, without one the history is searched backwards. */
export async function getCalls(
  keys: readonly CallKey[],
  selection: CallSelection,
  account: Account,
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  signal.throwIfAborted();
  const wanted = new Map(keys.filter(({ nativeId }) => isNativeId(nativeId)).map((key) => [key.nativeId, key]));
  if (wanted.size === 0) return keys.map(() => null);
  const zone = await account.zone(signal);
  const found = new Map<string, Slot<CallSession>>();

  const search = async (ids: readonly string[], range: TimeRange): Promise<void> => {
    const span = widened(range, zone);
    const asked = { zone, span, limit: ids.length * 2, order: 'asc', includesOngoing: true, selection } as const;
    const rows = await askInHalves(ids, async (some) => {
      const filter = isOneOf('id', some.map(BigInt));
      return (await readPage({ ...asked, filter }, account, signal)).rows;
    });
    for (const call of callsOf(rows)) found.set(call.nativeId, call);
  };

  const hinted = [...wanted.values()].filter((key) => key.startedAt !== undefined);
  const groups = groupByTime(hinted, (key) => key.startedAt as Instant, LONGEST_MS - BEFORE_HINT_MS - AFTER_HINT_MS);
  const searchNear = (ids: readonly string[], { from, to }: TimeRange): Promise<void> =>
    search(ids, secondsOfRange({ from: from - BEFORE_HINT_MS, to: to + AFTER_HINT_MS }, account.now()));
  const searchHistory = async (ids: readonly string[]): Promise<void> => {
    let missing = ids;
    let rest = secondsOfRange({ from: account.historySince(), to: account.now() + DAY_MS }, account.now());
    while (missing.length > 0 && !isEmptyRange(rest)) {
      const window = nextWindow(rest, 'DESC', zone, LONGEST_MS);
      for (const some of chunksOf(missing, MOST_ITEMS)) await search(some, window);
      missing = missing.filter((id) => !found.has(id));
      rest = { from: rest.from, to: window.from };
    }
  };
  const tasks = groups.map(({ items, ...range }) => ({ ids: items.map(({ nativeId }) => nativeId), range }));
  const unhinted = [...wanted.values()].flatMap((key) => (key.startedAt === undefined ? key.nativeId : []));
  await collectFailures(
    unhinted.length === 0 ? tasks : [...tasks, { ids: unhinted, range: null }],
    ({ ids, range }) => (range === null ? searchHistory(ids) : searchNear(ids, range)),
    ({ ids }, error) => {
      for (const id of ids) if (!found.has(id)) found.set(id, error);
    },
  );
  return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
}
