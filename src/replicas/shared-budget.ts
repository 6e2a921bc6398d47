import type { Engine } from '../history/store/engine.ts';
import { EMPTY_BOOK, type LimitBook, drawFrom } from '../transport/shared/limit-book.ts';
import type { Drawn, SharedBudget, Wanted } from '../transport/shared/shared-budget.ts';
import { ANSWER_MS, inTime } from './in-time.ts';
import { type Membership, countMembers } from './membership.ts';

/** The limits of an account, each label in a row that is locked for as long as somebody draws from it. */
export function createPostgresBudget(
  engine: Engine,
  { account, id, seenMs, membership }: PostgresBudgetOptions,
): SharedBudget {
  const { now } = engine.words;
  /** After how many absences of this replica a label was last drawn from. */
  const drawnAfter = new Map<string, number>();

  const draw = (label: string, wanted: Wanted, isUnsure: boolean): Promise<Drawn> =>
    engine.write(async ({ run }) => {
      const name = `${account} ${label}`;
      const lock = async () => {
        // The clock is read when the row is ours. Draws of the last moment may be lost when the server stops at once: it
        // is away for longer than they count. One that stands still meanwhile, or was cut off, loses the row to the others.
        const [row] = await run(
          `SELECT locked.book, ${now} AS now, ${countMembers(now, '$2', seenMs)}, set_config('synchronous_commit', 'off', true) AS set,
             set_config('idle_in_transaction_session_timeout', '${ANSWER_MS}', true) AS let_go
           FROM (SELECT book FROM shared_limits WHERE name = $1 FOR UPDATE) AS locked`,
          [name, id],
        );
        return row;
      };
      let row = await lock();
      if (row === undefined) {
        const empty = JSON.stringify(EMPTY_BOOK);
        await run('INSERT INTO shared_limits (name, book) VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, empty]);
        row = await lock();
      }
      const [seen, missing] = [Number(row!['seen']), Number(row!['missing'])];
      const { book, drawn } = drawFrom(JSON.parse(String(row!['book'])) as LimitBook, wanted, {
        now: Number(row!['now']),
        part: seen / (seen + missing),
        isUnsure,
      });
      await run('UPDATE shared_limits SET book = $2 WHERE name = $1', [name, JSON.stringify(book)]);
      return drawn;
    });

  return {
    processes: () => membership.count(),
    alone: () => membership.alone(),
    async draw(label, wanted) {
      await membership.joined();
      if (membership.alone() !== null) return null;
      const absences = membership.absences();
      try {
        const drawn = await inTime(draw(label, wanted, absences > (drawnAfter.get(label) ?? 0)));
        drawnAfter.set(label, absences);
        return drawn;
      } catch (error) {
        membership.lost(error);
        return null;
      }
    },
  };
}

export type PostgresBudgetOptions = {
  readonly account: string;
  readonly id: string;
  readonly seenMs: number;
  readonly membership: Membership;
};
