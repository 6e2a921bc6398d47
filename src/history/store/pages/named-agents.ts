import { type Engine, readRows } from '../engine.ts';
import type { Account } from '../account.ts';
import { fromOrderText, toOrderText } from '../order-text.ts';

/** The agents that calls name; see `HistoryStore.namedAgents`. Goes from one to the next, not from link to link. */
export async function readNamedAgents(
  engine: Engine,
  account: Account,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const first = "SELECT MIN(linked) FROM call_links WHERE account = $1 AND role = 'agent'";
  const rows = await readRows(
    engine,
    `WITH RECURSIVE named (id, place) AS (
       SELECT (${first} AND linked > $2), 1
       UNION ALL
       SELECT (${first} AND linked > named.id), place + 1 FROM named WHERE named.id IS NOT NULL AND place < $3)
     SELECT id FROM named WHERE id IS NOT NULL`,
    [account.id, after === null ? '' : toOrderText(after), limit],
  );
  return rows.map((row) => fromOrderText(row['id'] as string));
}
