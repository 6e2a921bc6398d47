import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Row, Statement } from '../engine.ts';

/** One connection, in whichever thread it was opened. */
export type Connection = ReturnType<typeof openConnection>;

/** So long a statement waits for another process. */
const BUSY_TIMEOUT_MS = 2000;
/** Beyond this, texts of statements are not worth remembering: every one that is used often came earlier. */
const MAX_PREPARED = 300;

/** Opens a database; without a path, one in memory. */
export function openConnection(path: string | null) {
  const database = new DatabaseSync(path ?? ':memory:', { timeout: BUSY_TIMEOUT_MS });
  try {
    // Deleted rows are overwritten with zeros, also in the pages that nobody uses. NORMAL keeps a database whole
    // whatever happens: after a power cut the last transactions may be missing, with their coverage, and are read
    // again.
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -16000;
      PRAGMA journal_size_limit = 67108864;
    `);
  } catch (error) {
    database.close();
    throw error;
  }

  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const created = database.prepare(toSqlite(sql));
    if (prepared.size < MAX_PREPARED) prepared.set(sql, created);
    return created;
  };
  const run = (statements: readonly Statement[]): Row[][] =>
    statements.map(({ sql, values }) => prepare(sql).all(...values) as Row[]);

  return {
    /** Runs statements up to the first that fails, whose error it throws. */
    run,
    /** Runs statements that only read over one state of the database. */
    read(statements: readonly Statement[]): Row[][] {
      database.exec('BEGIN');
      try {
        const rows = run(statements);
        database.exec('COMMIT');
        return rows;
      } catch (error) {
        // Some failures have ended the transaction already.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: (): void => database.close(),
  };
}

/**
 * SQL as Postgres spells it in SQLite's spelling. SQLite orders text by code point without being told, locks the whole
 * database for a transaction that writes, and numbers the rows of an INTEGER PRIMARY KEY by itself.
 */
const toSqlite = (sql: string): string =>
  sql
    .replaceAll(' COLLATE "C"', '')
    .replaceAll(' FOR UPDATE', '')
    .replace(/BIGINT (?:GENERATED ALWAYS AS IDENTITY )?PRIMARY KEY/g, 'INTEGER PRIMARY KEY')
    .replace(/\$(\d+)/g, '?$1');
