import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LINK_KEY } from '../../../src/demo/bitrix24/to-statistics-row.ts';
import { RECORD_ID_TAIL } from '../../../src/demo/callgear/demo-account.ts';
import type { Demo } from '../../../src/demo/index.ts';
import { bareCredential } from '../../../src/demo/quote.ts';
import type { StoreSettings } from '../../../src/history/store/open-history-store.ts';
import { bytesOfFiles } from '../store/bytes-of-files.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../store/start-postgres.ts';
import { type ServedHistory, serveKept, startSmallDemo } from './serve-kept.ts';

const POLL = { timeout: 60_000 };

describe('what a server keeps while it runs', () => {
  let demo: Demo;
  let folder = '';
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    demo = await startSmallDemo();
    folder = mkdtempSync(join(tmpdir(), 'trunkline-secrets-'));
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(async () => {
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server that has filled its store, read anew, and been asked for links to recordings. */
  const fill = async (store: StoreSettings): Promise<ServedHistory> => {
    const served = await serveKept(demo, store, { isSynced: true });
    closers.push(() => served.close());
    const states = async () => {
      const { data } = await served.query('{ providers { history { state } } }');
      return (data!['providers'] as { history: { state: string } | null }[]).map(({ history }) => history?.state);
    };
    await expect.poll(states, POLL).toEqual(Array(4).fill('CURRENT'));
    await served.readAnew();
    await served.query('{ callSessions(first: 200) { nodes { raw recordings { url } agents { displayName } } } }');
    return served;
  };
  /** Every credential that was set or sent, what opens a recording by itself, and where that leads. */
  const secretsOf = (): string[] => {
    const sent = Object.values(demo.vendors).flatMap(({ server }) =>
      server.exchanges.map(({ request }) => bareCredential(request.headers.authorization)),
    );
    const known = Object.values(demo.vendors).flatMap(({ secrets }) => secrets);
    return [...new Set([...known, ...sent, RECORD_ID_TAIL, LINK_KEY])].filter((secret) => secret !== '');
  };
  const expectNone = (text: string): void => {
    const secrets = secretsOf();
    expect(secrets.length).toBeGreaterThan(12);
    for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
  };
  const readFeed = async (served: ServedHistory): Promise<string> => {
    const { data } = await served.query(
      '{ callSessionChanges(first: 1000) { nodes { kind sessionId session { nativeId raw recordings { id kind } legs { id } } } } }',
    );
    const text = JSON.stringify(data);
    expect(text.length).toBeGreaterThan(100_000);
    return text;
  };

  it('has no credential and nothing that opens a recording in any byte of its files, nor in the feed', async () => {
    const served = await fill({ kind: 'sqlite', path: join(folder, 'trunkline.db') });
    const names = readdirSync(folder);
    expect(names.sort()).toEqual(['', '-shm', '-wal', '.lock'].map((ending) => `trunkline.db${ending}`).sort());
    for (const name of names) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    const bytes = bytesOfFiles(folder).toString('latin1');
    expect(bytes).toContain('Ada Marsh');
    expectNone(bytes);
    expectNone(await readFeed(served));
  });

  describe.skipIf(lacksPostgres())('in Postgres', () => {
    let postgres: PostgresServer;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.close());

    it('has none either, in any row of any table', async () => {
      const url = postgres.createDatabase();
      await fill({ kind: 'postgres', url, maxConnections: 4 });
      const client = new Client({ connectionString: url });
      await client.connect();
      const tables = await client.query<{ name: string }>(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
      );
      let text = '';
      for (const { name } of tables.rows) text += JSON.stringify((await client.query(`SELECT * FROM "${name}"`)).rows);
      await client.end();
      expect(text).toContain('Ada Marsh');
      expectNone(text);
    });
  });
});
