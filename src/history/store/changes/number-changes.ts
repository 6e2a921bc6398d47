import type { Transaction } from '../engine.ts';
import type { Account } from '../account.ts';
import { insertRows } from '../rows/insert-rows.ts';
import type { KnownCall } from '../rows/known-call.ts';
import type { Numbered } from '../rows/write-calls.ts';

/**
 * Gives so many changes their places in the feed. The counter stays locked until the transaction ends: so numbers are
 * committed in their order, and whoever has read up to one misses nothing below it. A sequence would not do.
 */
export async function numberChanges({ run, words }: Transaction, count: number): Promise<Numbered[]> {
  if (count === 0) return [];
  const [row] = await run(
    `UPDATE counters SET value = value + $1 WHERE name = 'change' RETURNING value, ${words.now} AS at`,
    [count],
  );
  if (words.tellOthers !== '') await run(words.tellOthers);
  const last = row!['value'] as number;
  return Array.from({ length: count }, (_, index) => ({
    number: last - count + 1 + index,
    at: row!['at'] as number,
  }));
}

/** Notes that calls are gone, at their places in the feed. */
export async function writeRemovals(
  transaction: Transaction,
  account: Account,
  removals: readonly (Pick<KnownCall, 'nativeId' | 'startSecond'> & Numbered)[],
): Promise<void> {
  await insertRows(
    transaction,
    'removed_calls',
    ['account', 'native_id', 'start_second', 'change_number', 'changed_at'],
    removals.map(({ nativeId, startSecond, number, at }) => [account.id, nativeId, startSecond, number, at]),
    `ON CONFLICT (account, native_id) DO UPDATE SET
       start_second = excluded.start_second, change_number = excluded.change_number, changed_at = excluded.changed_at`,
  );
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
