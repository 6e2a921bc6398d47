import type { Transaction } from '../engine.ts';
import { toCallSession, toLegs } from '../rows/call-body.ts';
import { MENTION_COLUMNS, toMentionColumns } from '../rows/mention-columns.ts';

const CALLS_AT_ONCE = 500;

/**
 * Columns that figures group by, filled from what is kept, and the place in the feed of the newest change of each day (UTC,
 * counted from 1970): figures of a day that has not changed since need not be computed again.
 */
export async function addWhatFiguresAreMadeOf({ run }: Transaction): Promise<void> {
  for (const column of MENTION_COLUMNS) await run(`ALTER TABLE calls ADD COLUMN ${column} TEXT`);
  await run(
    'CREATE TABLE changed_days (account BIGINT NOT NULL, day BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (account, day))',
  );
  for (let last: number | undefined = 0; last !== undefined;) {
    const rows: Awaited<ReturnType<Transaction['run']>> = await run(
      `SELECT c.call, b.session, b.legs FROM calls c JOIN bodies b ON b.call = c.call
       WHERE c.call > $1 ORDER BY c.call LIMIT ${CALLS_AT_ONCE}`,
      [last],
    );
    for (const row of rows) {
      const [session, legs] = [row['session'] as string, row['legs'] as string | null];
      const columns = toMentionColumns({
        ...toCallSession(session, ''),
        legs: legs === null ? undefined : toLegs(legs, ''),
      });
      await run(
        `UPDATE calls SET ${MENTION_COLUMNS.map((name, index) => `${name} = $${index + 2}`).join(', ')} WHERE call = $1`,
        [row['call']!, ...columns],
      );
    }
    last = rows.at(-1)?.['call'] as number | undefined;
  }
}
