import type { Instant } from '../../../time/instant.ts';
import { DAY_MS } from '../../../time/instant.ts';
import type { Transaction } from '../engine.ts';

/** How long the feed can tell that a call is gone: whoever reads on later than that reads everything again. */
export const REMOVALS_LAST_MS = 90 * DAY_MS;
/** The counter of the number up to which removals are no longer known. */
export const TOLD_FROM = 'removals-told-from';
/** As many are dropped with every transaction that removes calls: more than most of these add. */
const DROPPED_AT_ONCE = 2000;

/** Drops notes of calls that went long ago, and remembers up to where: a table of them would grow for ever. */
export async function dropOldRemovals({ run }: Transaction, now: Instant): Promise<void> {
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
