import { DAY_MS, type Instant } from '../../../time/instant.ts';
import type { Transaction } from '../engine.ts';
import type { Account } from '../account.ts';
import { insertRows } from '../rows/insert-rows.ts';
import type { KnownCall } from '../rows/known-call.ts';
import type { Numbered } from './number-changes.ts';

/** How long the feed can tell that a call is gone: whoever reads on later than that reads everything again. */
const REMOVALS_LAST_MS = 90 * DAY_MS;
/** The counter of the number up to which removals are no longer known. */
export const TOLD_FROM = 'removals-told-from';
/** As many are dropped with every transaction that removes calls: more than most of these add. */
const DROPPED_AT_ONCE = 2000;

/** Notes that calls are gone, at their places in the feed, and drops the oldest of such notes. */
export async function writeRemovals(
  transaction: Transaction,
  account: Account,
  removals: readonly (Pick<KnownCall, 'nativeId' | 'startSecond'> & Numbered)[],
): Promise<void> {
  if (removals.length === 0) return;
  await insertRows(
    transaction,
    'removed_calls',
    ['account', 'native_id', 'start_second', 'change_number', 'changed_at'],
    removals.map(({ nativeId, startSecond, number, at }) => [account.id, nativeId, startSecond, number, at]),
    `ON CONFLICT (account, native_id) DO UPDATE SET
       start_second = excluded.start_second, change_number = excluded.change_number, changed_at = excluded.changed_at`,
  );
  await dropOldRemovals(transaction, removals[0]!.at);
}

/** Takes back that calls are gone, since they are there again. Gives the ids of those that were gone. */
export async function dropRemovals(
  { run, words }: Transaction,
  account: Account,
  nativeIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (nativeIds.length === 0) return new Set();
  const rows = await run(
    `DELETE FROM removed_calls WHERE account = $1 AND ${words.among('native_id', words.texts('$2'))} RETURNING native_id`,
    [account.id, JSON.stringify(nativeIds)],
  );
  return new Set(rows.map((row) => row['native_id'] as string));
}

/** Drops notes of calls that went long ago, and remembers up to where: a table of them would grow for ever. */
async function dropOldRemovals({ run }: Transaction, now: Instant): Promise<void> {
  const rows = await run(
    `SELECT change_number, changed_at FROM removed_calls ORDER BY change_number LIMIT ${DROPPED_AT_ONCE}`,
  );
  const last = rows.findLast((row) => (row['changed_at'] as number) < now - REMOVALS_LAST_MS);
  if (last === undefined) return;
  await run('DELETE FROM removed_calls WHERE change_number <= $1', [last['change_number']!]);
  await run(
    `INSERT INTO counters (name, value) VALUES ('${TOLD_FROM}', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [last['change_number']!],
  );
}
