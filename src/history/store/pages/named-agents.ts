import { type Engine, statement } from '../engine.ts';
import type { Account } from '../account.ts';
import { fromOrderText } from '../order-text.ts';

/** The agents that calls name; see `HistoryStore.namedAgents`. Goes from one to the next, not from link to link. */
export async function readNamedAgents(engine: Engine, account: Account): Promise<string[]> {
  const first = "SELECT MIN(linked) FROM call_links WHERE account = $1 AND role = 'agent'";
  const [rows = []] = await engine.read([
    statement(
      `WITH RECURSIVE named (id) AS (
         SELECT (${first}) UNION ALL SELECT (${first} AND linked > named.id) FROM named WHERE named.id IS NOT NULL)
       SELECT id FROM named WHERE id IS NOT NULL`,
      [account.id],
    ),
  ]);
  return rows.map((row) => fromOrderText(row['id'] as string));
}
