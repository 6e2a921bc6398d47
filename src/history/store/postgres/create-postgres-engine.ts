import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { type ClientBase, Pool, type PoolClient, type QueryConfig, types } from 'pg';
import type { Engine, EngineWords, Row, Statement, Transaction, Value } from '../engine.ts';
import { StoreError } from '../store-error.ts';
import { CHANNEL, listen } from './listen.ts';
import { toStoreError } from './to-store-error.ts';

export type PostgresOptions = {
  readonly url: string;
  /** Connections of this process at most. */
  readonly maxConnections?: number;
  /** Keeps a connection open that is not used, for as long as the process lives. */
  readonly keepsConnections?: boolean;
};

const CONNECT_TIMEOUT_MS = 2000;
const READ_TIMEOUT_MS = 5000;
const WRITE_TIMEOUT_MS = 30_000;
const SCRUB_TIMEOUT_MS = 1_800_000;
/** What is in flight when the store is closed may end within this; a server that says nothing any more is not waited for. */
const CLOSE_TIMEOUT_MS = 3000;
/** How much later than Postgres this side gives a statement up: when nothing is heard any more. */
const GRACE_MS = 2000;

/**
 * Connects to Postgres as questions come. Settings hold for one transaction, no statement is prepared by name and no
 * lock outlives a transaction: so a pooler between may hand every transaction to another connection.
 */
export function createPostgresEngine({ url, maxConnections = 10, keepsConnections = false }: PostgresOptions): Engine {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    ...(keepsConnections && { idleTimeoutMillis: 0 }),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: WRITE_TIMEOUT_MS + GRACE_MS,
    application_name: 'trunkline',
    types: {
      getTypeParser: ((oid: number): unknown => (oid === INT8 ? Number : types.getTypeParser(oid))) as TypeParsers,
    },
  });
  // An idle connection that breaks is left out; the next question opens another.
  pool.on('error', () => {});
  const connections = new Set<PoolClient>();
  pool.on('connect', (client) => void connections.add(client));
  pool.on('remove', (client) => void connections.delete(client));
  // By it, a process knows what it has said itself.
  const self = randomUUID();
  const words: EngineWords = { ...POSTGRES_WORDS, tellOthers: `SELECT pg_notify('${CHANNEL}', '${self}')` };
  let isOpen = true;

  const withTransaction = async <Result>(
    begin: string,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> => {
    if (!isOpen) throw new StoreError('closed', 'The store is closed.');
    let client: PoolClient | undefined;
    try {
      client = await pool.connect();
      // Without a listener, a connection that breaks between two statements would end the process.
      client.on('error', NOTHING);
      await client.query(begin);
      const result = await work({ run: (sql, values = []) => run(client!, sql, values), words });
      await client.query('COMMIT');
      release(client);
      return result;
    } catch (error) {
      if (client !== undefined) await leave(client, error);
      throw toStoreError(error);
    }
  };

  return {
    kind: 'postgres',
    words,
    read: (statements: readonly Statement[]) =>
      withTransaction(
        `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${READ_TIMEOUT_MS}`,
        async ({ run }) => {
          const rows: (readonly Row[])[] = [];
          for (const { sql, values } of statements) rows.push(await run(sql, values));
          return rows;
        },
      ),
    write: (work) =>
      withTransaction(
        `BEGIN; SET LOCAL statement_timeout = ${WRITE_TIMEOUT_MS}; ` +
          // A process that stands still must not hold up the others.
          `SET LOCAL idle_in_transaction_session_timeout = ${WRITE_TIMEOUT_MS}`,
        work,
      ),
    // Dead rows go; what the server's log and its backups hold is its operator's.
    async scrub() {
      try {
        await pool.query({ text: 'VACUUM', query_timeout: SCRUB_TIMEOUT_MS } as QueryConfig);
      } catch (error) {
        throw toStoreError(error);
      }
    },
    listen: (listening) => listen(url, self, listening),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      const cut = setTimeout(() => connections.forEach(cutOff), CLOSE_TIMEOUT_MS);
      await pool.end().finally(() => clearTimeout(cut));
    },
  };
}

/** The type of BIGINT, whose values here stay below 2^53. */
const INT8 = 20;
type TypeParsers = typeof types.getTypeParser;
const NOTHING = (): void => {};

async function run(client: ClientBase, sql: string, values: readonly Value[]): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>(sql, [...values]);
  return rows;
}

function release(client: PoolClient, error?: Error): void {
  client.off('error', NOTHING);
  client.release(error);
}

/** Ends a connection without a word: whatever waits for it fails. */
function cutOff(client: PoolClient): void {
  const { connection } = client as unknown as { readonly connection: { readonly stream: Duplex } };
  connection.stream.destroy();
}

/** Rolls back where the server refused a statement; a connection that is in doubt is not used again. */
async function leave(client: PoolClient, error: unknown): Promise<void> {
  const isAnswer = /^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code)) || error instanceof StoreError;
  try {
    if (!isAnswer) throw error;
    await client.query('ROLLBACK');
    release(client);
  } catch {
    release(client, error as Error);
  }
}

const indexOfParts = (table: string): string =>
  `DO $$ BEGIN IF to_regclass('${table}_by_part') IS NULL THEN CREATE EXTENSION IF NOT EXISTS pg_trgm; ` +
  `CREATE INDEX ${table}_by_part ON ${table} USING gin (searched gin_trgm_ops); END IF; ` +
  'EXCEPTION WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN NULL; END $$;\n';

const POSTGRES_WORDS: Omit<EngineWords, 'tellOthers'> = {
  now: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)',
  texts: (parameter) => `SELECT json_array_elements_text(CAST(${parameter} AS json))`,
  integers: (parameter) => `SELECT CAST(json_array_elements_text(CAST(${parameter} AS json)) AS BIGINT)`,
  // Behind IN, a SELECT may become one side of a join, and be run for every row of the other.
  among: (column, select) => `${column} = ANY (ARRAY(${select}))`,
  pairs: (parameter, integer, text) =>
    `SELECT CAST(value ->> 0 AS BIGINT) AS ${integer}, value ->> 1 AS ${text} FROM json_array_elements(CAST(${parameter} AS json))`,
  // Whoever may not make extensions, or has no pg_trgm, is searched without an index.
  textIndex: indexOfParts('call_texts'),
  spokenIndex: indexOfParts('transcripts'),
  spokenSearch: (parameter) =>
    `SELECT c.call FROM transcripts t JOIN calls c ON c.account = t.account AND c.native_id = t.call_id
     WHERE t.searched LIKE ${parameter}`,
  contains: (text, part) => `strpos(${text}, ${part}) > 0`,
  textSearch: (parameter) => `SELECT call FROM call_texts WHERE searched LIKE ${parameter}`,
  textPattern: (part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`,
  size: 'SELECT pg_database_size(current_database()) AS bytes',
  // One number for all Trunklines of a database: whoever migrates waits for whoever does already.
  lockSchema: 'SELECT pg_advisory_xact_lock(7305127741)',
};
