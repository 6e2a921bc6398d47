import { type Engine, type EngineWords, type Transaction, statement } from '../engine.ts';
import { StoreError } from '../store-error.ts';
import { type Thread, openInThisThread, startThread } from './thread.ts';
import { createMutex } from './mutex.ts';

const BUSY_TIMEOUT_MS = 2000;
const READ_TIMEOUT_MS = 5000;
const WRITE_TIMEOUT_MS = 30_000;
/** Copying a database of some gigabytes. */
const SCRUB_TIMEOUT_MS = 1_800_000;
const MAX_WAITING = 500;
const CHECKPOINT_TRIES = 5;

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
  const mutex = createMutex({ maxWaiting: MAX_WAITING, timeoutMs: WRITE_TIMEOUT_MS });
  const transaction: Transaction = {
    run: async (sql, values = []) => {
      const [rows] = await writer.ask('run', [statement(sql, values)], WRITE_TIMEOUT_MS);
      return rows ?? [];
    },
    words: SQLITE_WORDS,
  };
  return {
    kind,
    words: SQLITE_WORDS,
    async read(statements) {
      if (reader !== writer) return reader.ask('read', statements, READ_TIMEOUT_MS);
      // On one connection a reader would see what a transaction has not committed.
      const unlock = await mutex.lock();
      return writer.ask('read', statements, READ_TIMEOUT_MS).finally(unlock);
    },
    async write(work) {
      const unlock = await mutex.lock();
      try {
        await writer.ask('run', BEGIN, WRITE_TIMEOUT_MS);
        const result = await work(transaction);
        await writer.ask('run', COMMIT, WRITE_TIMEOUT_MS);
        unlock();
        return result;
      } catch (error) {
        // The next writer begins when the rollback is through, also where this caller has waited long enough. It fails
        // where nothing was begun, or SQLite has rolled back already.
        void writer.ask('run', ROLLBACK, SCRUB_TIMEOUT_MS).then(unlock, unlock);
        throw error;
      }
    },
    async scrub() {
      if (kind === 'memory') return;
      const unlock = await mutex.lock();
      try {
        // secure_delete leaves copies of cells in pages that were split earlier: only a new file surely has none.
        // What the index of texts holds of deleted rows goes when its pieces are made one.
        const scrub = [
          "INSERT INTO call_search (call_search) VALUES ('optimize')",
          "INSERT INTO transcript_search (transcript_search) VALUES ('optimize')",
          'VACUUM',
        ];
        await writer.ask(
          'run',
          scrub.map((sql) => statement(sql)),
          SCRUB_TIMEOUT_MS,
        );
        await emptyLog(writer);
      } finally {
        unlock();
      }
    },
    async close() {
      await Promise.all([...new Set([writer, reader])].map((thread) => thread.close()));
    },
  };
}

/** The file is the old one until the log has been written into it, for which everybody must have read to its end. */
async function emptyLog(writer: Thread): Promise<void> {
  for (let tries = 1; tries <= CHECKPOINT_TRIES; tries += 1) {
    // It waits for others as long as for any lock.
    const [[row] = []] = await writer.ask('run', [statement('PRAGMA wal_checkpoint(TRUNCATE)')], SCRUB_TIMEOUT_MS);
    if (row?.['busy'] === 0) return;
  }
  throw new StoreError(
    'busy',
    'Another process reads the store and does not end: what was dropped may still stand in its file. Do it again.',
  );
}

export const SQLITE_WORDS: EngineWords = {
  now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  texts: (parameter) => `SELECT value FROM json_each(${parameter})`,
  integers: (parameter) => `SELECT value FROM json_each(${parameter})`,
  among: (column, select) => `${column} IN (${select})`,
  pairs: (parameter, integer, text) =>
    `SELECT json_extract(value, '$[0]') AS ${integer}, json_extract(value, '$[1]') AS ${text} FROM json_each(${parameter})`,
  textIndex: `
CREATE VIRTUAL TABLE IF NOT EXISTS call_search USING fts5(
  searched, content='call_texts', content_rowid='call', tokenize='trigram case_sensitive 1', detail=none);
CREATE TRIGGER IF NOT EXISTS call_texts_added AFTER INSERT ON call_texts BEGIN
  INSERT INTO call_search (rowid, searched) VALUES (new.call, new.searched); END;
CREATE TRIGGER IF NOT EXISTS call_texts_removed AFTER DELETE ON call_texts BEGIN
  INSERT INTO call_search (call_search, rowid, searched) VALUES ('delete', old.call, old.searched); END;
`,
  spokenIndex: `
CREATE VIRTUAL TABLE IF NOT EXISTS transcript_search USING fts5(
  searched, content='transcripts', content_rowid='transcript', tokenize='trigram case_sensitive 1', detail=none);
CREATE TRIGGER IF NOT EXISTS transcripts_added AFTER INSERT ON transcripts BEGIN
  INSERT INTO transcript_search (rowid, searched) VALUES (new.transcript, new.searched); END;
CREATE TRIGGER IF NOT EXISTS transcripts_read AFTER UPDATE OF searched ON transcripts BEGIN
  INSERT INTO transcript_search (transcript_search, rowid, searched) VALUES ('delete', old.transcript, old.searched); INSERT INTO
  transcript_search (rowid, searched) VALUES (new.transcript, new.searched); END;
CREATE TRIGGER IF NOT EXISTS transcripts_removed AFTER DELETE ON transcripts BEGIN
  INSERT INTO transcript_search (transcript_search, rowid, searched) VALUES ('delete', old.transcript, old.searched); END;
`,
  spokenSearch: (parameter) =>
    `SELECT c.call FROM transcripts t CROSS JOIN calls c ON c.account = t.account AND c.native_id = t.call_id
     WHERE t.transcript IN (SELECT rowid FROM transcript_search WHERE transcript_search MATCH ${parameter})`,
  contains: (text, part) => `instr(${text}, ${part}) > 0`,
  textSearch: (parameter) => `SELECT rowid FROM call_search WHERE call_search MATCH ${parameter}`,
  // Every three characters in a row are a word of the index; that these stand together is for others to see.
  textPattern(part) {
    const characters = [...part];
    const words = characters.slice(2).map((_last, index) => characters.slice(index, index + 3).join(''));
    return [...new Set(words)].map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
  },
  lockSchema: '',
  size: 'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()',
  tellOthers: '',
};
