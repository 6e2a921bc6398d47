import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { type Engine, type Row, readRows, statement } from '../engine.ts';
import type { KeptCall } from '../kept-page.ts';
import { fromOrderText } from '../order-text.ts';
import { columnsOf } from '../pages/read-calls.ts';
import { toKeptCall } from '../rows/known-call.ts';
import { TOLD_FROM } from './drop-old-removals.ts';
import { StoreError } from '../store-error.ts';
import type { CallPart } from '../vendor-reading.ts';

/** A place in the change feed. */
export type FeedPlace = {
  readonly historyId: string;
  readonly number: number;
  /** Where the feed ended when a walk from its beginning began: what was gone before then, it has never met. */
  readonly firstMetThrough?: number;
};

export type FeedQuestion = {
  /** Null: from the beginning of what is kept. */
  readonly after: FeedPlace | null;
  readonly limit: number;
  readonly parts: readonly CallPart[];
};

export type FeedChange = {
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  readonly place: FeedPlace;
  readonly at: Instant;
  readonly provider: string;
  readonly nativeId: string;
  readonly startedAt: Instant;
  /** As it is now; null when it is gone. */
  readonly kept: KeptCall | null;
};

export type FeedPage = {
  readonly changes: readonly FeedChange[];
  /** Where to go on: the last change, or where the question began. */
  readonly end: FeedPlace;
  /** The end of the whole feed at that moment. */
  readonly newest: FeedPlace;
  /** Whether more had been noticed when the page was read. */
  readonly hasMore: boolean;
};

/** Reads the change feed; see `HistoryStore.readChanges`. */
export async function readChanges(engine: Engine, { after, limit, parts }: FeedQuestion): Promise<FeedPage> {
  const since = after?.number ?? 0;
  const feed = 'JOIN accounts a ON a.account = c.account AND a.provider_key IS NOT NULL';
  const [rows = [], gone = [], [state] = []] = await engine.read([
    statement(
      `SELECT a.provider_key, c.added_number, ${columnsOf(parts)}
       FROM calls c JOIN bodies b ON b.call = c.call ${feed}
       WHERE c.change_number > $1 ORDER BY c.change_number LIMIT $2`,
      [since, limit],
    ),
    statement(
      `SELECT a.provider_key, c.change_number, c.changed_at, c.native_id, c.start_second
       FROM removed_calls c ${feed} WHERE c.change_number > $1 ORDER BY c.change_number LIMIT $2`,
      [since, limit],
    ),
    statement(
      `SELECT c.value AS last, m.value AS history, (SELECT value FROM counters WHERE name = '${TOLD_FROM}') AS told_from
       FROM counters c, store_meta m WHERE c.name = 'change' AND m.name = 'history_id'`,
    ),
  ]);
  const historyId = state!['history'] as string;
  const last = state!['last'] as number;
  const toldFrom = (state!['told_from'] as number | null) ?? 0;
  const isTooOld = after !== null && Math.max(since, after.firstMetThrough ?? 0) < toldFrom;
  // A number past the last is one of a store that was put back to an earlier state.
  if (after !== null && (after.historyId !== historyId || since > last || isTooOld))
    throw new StoreError(
      'begun-anew',
      'The feed does not reach back to this place, or is another one by now: read from the beginning.',
    );

  const found = [
    ...rows.map((row) => ({ ...toChange(row, historyId), ...presence(row, since) })),
    ...gone.map((row) => ({ ...toChange(row, historyId), kind: 'REMOVED' as const, kept: null })),
  ].sort((a, b) => a.place.number - b.place.number);
  const changes = found.slice(0, limit);
  const hasMore = found.length > limit || rows.length === limit || gone.length === limit;
  const end = changes.length < limit ? last : changes.at(-1)!.place.number;
  return {
    changes,
    end: { historyId, number: end },
    newest: { historyId, number: last },
    hasMore: hasMore && end < last,
  };
}

/** The number of the newest change: whether it has grown is all that a watcher needs. */
export async function readLastNumber(engine: Engine): Promise<number> {
  const [row] = await readRows(engine, "SELECT value FROM counters WHERE name = 'change'");
  return row!['value'] as number;
}

const toChange = (row: Row, historyId: string): Omit<FeedChange, 'kind' | 'kept'> => ({
  place: { historyId, number: row['change_number'] as number },
  at: row['changed_at'] as number,
  provider: row['provider_key'] as string,
  nativeId: fromOrderText(row['native_id'] as string),
  startedAt: (row['start_second'] as number) * SECOND_MS,
});

/** Whoever reads on from a place before the call was added has not seen it. */
const presence = (row: Row, since: number): Pick<FeedChange, 'kind' | 'kept'> => ({
  kind: (row['added_number'] as number) > since ? 'ADDED' : 'CHANGED',
  kept: toKeptCall(row, row['provider_key'] as string),
});
