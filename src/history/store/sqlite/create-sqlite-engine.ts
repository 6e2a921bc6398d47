import { type Engine, type EngineWords, type Transaction, statement } from '../engine.ts';
import { type Thread, openInThisThread, startThread } from './thread.ts';
import { createTurns } from './turns.ts';

const BUSY_TIMEOUT_MS = 2000;
const READ_TIMEOUT_MS = 5000;
const WRITE_TIMEOUT_MS = 30_000;
/** Copying a database of some gigabytes. */
const SCRUB_TIMEOUT_MS = 1_800_000;
const MAX_WAITING = 500;

const BEGIN = [statement('BEGIN IMMEDIATE')];
const COMMIT = [statement('COMMIT')];
const ROLLBACK = [statement('ROLLBACK')];

/** Opens a database file on two connections, so that who reads does not wait for who writes. */
export async function openSqliteFile(path: string): Promise<Engine> {
  const settings = { path, busyTimeoutMs: BUSY_TIMEOUT_MS, maxWaiting: MAX_WAITING };
  const writer = await startThread(settings);
  const reader = await startThread(settings).catch(async (error: unknown) => {
    await writer.close();
    throw error;
  });
  return createSqliteEngine('sqlite', writer, reader);
}

/** Opens a database in memory, on one connection. */
export function openSqliteInMemory(): Engine {
  const thread = openInThisThread({ path: null, busyTimeoutMs: 0 });
  return createSqliteEngine('memory', thread, thread);
}

function createSqliteEngine(kind: Engine['kind'], writer: Thread, reader: Thread): Engine {
  const turns = createTurns({ maxWaiting: MAX_WAITING, timeoutMs: WRITE_TIMEOUT_MS });
  const transaction: Transaction = {
    run: async (sql, values = []) => {
      const [rows] = await writer.ask('run', [statement(sql, values)], WRITE_TIMEOUT_MS);
      return rows ?? [];
    },
  };
  return {
    kind,
    words: SQLITE_WORDS,
    async read(statements) {
      if (reader !== writer) return reader.ask('read', statements, READ_TIMEOUT_MS);
      // On one connection a reader would see what a transaction has not committed.
      const end = await turns.take();
      return writer.ask('read', statements, READ_TIMEOUT_MS).finally(end);
    },
    async write(work) {
      const end = await turns.take();
      try {
        await writer.ask('run', BEGIN, WRITE_TIMEOUT_MS);
        const result = await work(transaction);
        await writer.ask('run', COMMIT, WRITE_TIMEOUT_MS);
        end();
        return result;
      } catch (error) {
        // The next turn begins when the rollback is through, also where this caller has waited long enough. It fails
        // where nothing was begun, or SQLite has rolled back already.
        void writer.ask('run', ROLLBACK, SCRUB_TIMEOUT_MS).then(end, end);
        throw error;
      }
    },
    async scrub() {
      if (kind === 'memory') return;
      const end = await turns.take();
      // secure_delete leaves copies of cells in pages that were split earlier: only a new file surely has none.
      const scrub = ['VACUUM', 'PRAGMA wal_checkpoint(TRUNCATE)'].map((sql) => statement(sql));
      await writer.ask('run', scrub, SCRUB_TIMEOUT_MS).finally(end);
    },
    async close() {
      await Promise.all([...new Set([writer, reader])].map((thread) => thread.close()));
    },
  };
}

export const SQLITE_WORDS: EngineWords = {
  now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  texts: (parameter) => `SELECT value FROM json_each(${parameter})`,
  integers: (parameter) => `SELECT value FROM json_each(${parameter})`,
  among: (column, select) => `${column} IN (${select})`,
  lockSchema: '',
  tellOthers: '',
};
