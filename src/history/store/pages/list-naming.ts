import type { DirectorySort } from '../../../domain/directory.ts';
import { type Engine, readRows } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptCall } from '../kept-page.ts';
import { fromOrderText, toOrderText } from '../order-text.ts';
import { toKeptCall } from '../rows/known-call.ts';
import { columnsOf } from './read-calls.ts';

/**
 * The newest call of each name; see `HistoryStore.listNaming`. Names are few and calls are many: an index is asked for the next name, not for the next
 * call.
 */
export async function listNaming(
  engine: Engine,
  account: Account,
  sort: DirectorySort,
  limit: number,
): Promise<readonly KeptCall[]> {
  const rows = await readRows(
    engine,
    `WITH RECURSIVE ${sort === 'lines' ? NEWEST_OF_LINES : newestOfLinks(sort)}
     SELECT ${columnsOf(sort === 'lines' ? [] : ['legs'])} FROM newest
     JOIN calls c ON c.call = newest.call JOIN bodies b ON b.call = c.call`,
    [account.id, limit],
  );
  return rows.map((row) => toKeptCall(row, account.key));
}

const ROLES = { agents: 'agent', queues: 'queue' } as const;

function newestOfLinks(sort: keyof typeof ROLES): string {
  const own = `account = $1 AND role = '${ROLES[sort]}'`;
  return `named (linked, place) AS (
      SELECT MIN(linked), 1 FROM call_links WHERE ${own}
      UNION ALL
      SELECT (SELECT MIN(linked) FROM call_links WHERE ${own} AND linked > named.linked), place + 1
      FROM named WHERE linked IS NOT NULL AND place < $2
    ),
    newest AS (
      SELECT (SELECT call FROM call_links WHERE ${own} AND linked = named.linked ORDER BY start_second DESC, call DESC LIMIT 1) AS call
      FROM named WHERE linked IS NOT NULL
    )`;
}

// Two lines may share a key, and no two share key and digits.
const NEWEST_OF_LINES = `newest (call, place) AS (
    SELECT (SELECT call FROM calls WHERE account = $1 AND line_key IS NOT NULL
            ORDER BY line_key DESC, line_digits DESC, start_second DESC LIMIT 1), 1
    UNION ALL
    SELECT COALESCE(
        (SELECT other.call FROM calls other
         WHERE other.account = $1 AND other.line_key = own.line_key AND other.line_digits < own.line_digits
         ORDER BY other.line_digits DESC, other.start_second DESC LIMIT 1),
        (SELECT other.call FROM calls other WHERE other.account = $1 AND other.line_key < own.line_key
         ORDER BY other.line_key DESC, other.line_digits DESC, other.start_second DESC LIMIT 1)
      ), newest.place + 1
    FROM newest JOIN calls own ON own.call = newest.call WHERE newest.place < $2
  )`;

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
