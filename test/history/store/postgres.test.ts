import { inspect } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../../src/history/store/account.ts';
import { statement } from '../../../src/history/store/engine.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { SECOND_MS } from '../../../src/time/instant.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './start-postgres.ts';
import {
  READ_AT,
  REQUEST,
  SPAN,
  START,
  applyChanges,
  callAt,
  idsOf,
  openStore,
  readAll,
  readingOf,
  walkChanges,
} from './store-world.ts';

const POLL = { timeout: 25_000 };

describe.skipIf(lacksPostgres())('a store in Postgres', () => {
  let server: PostgresServer;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => server.close());

  async function open(url = server.createDatabase()): Promise<HistoryStore> {
    const store = await openStore({ kind: 'postgres', url, maxConnections: 4 });
    closers.push(() => store.close());
    return store;
  }
  /** Another window for each number, with calls of its own. */
  const windowOf = (account: Account, window: number, readAt = READ_AT) => {
    const from = START + window * 10 * SECOND_MS;
    const calls = Array.from({ length: 5 }, (_, index) =>
      callAt(`${account.key}-${window}-${index}`, window * 10 + index),
    );
    return readingOf(account, calls, {
      readAt,
      covers: { range: { from, to: from + 10 * SECOND_MS }, parts: ['calls'] },
    });
  };

  it('is away while its server is stopped, and answers by itself once that is back', async () => {
    const store = await open();
    const { account } = await store.openAccount(REQUEST);
    await store.keep(windowOf(account, 0));
    await server.stop();
    const away = { kind: 'away', isTransient: true };
    await expect(store.coverage(account, SPAN, [])).rejects.toMatchObject(away);
    await expect(store.keep(windowOf(account, 1))).rejects.toMatchObject(away);
    await server.start();
    await expect.poll(() => readAll(store, account).catch(() => []), POLL).toHaveLength(5);
    await expect(store.keep(windowOf(account, 1))).resolves.toMatchObject({ added: 5 });
  });

  it('can be opened while its server is stopped, and is made ready once that is back', async () => {
    const url = server.createDatabase();
    await server.stop();
    const store = await open(url);
    await expect(store.openAccount(REQUEST)).rejects.toMatchObject({ kind: 'away' });
    await server.start();
    await expect.poll(() => store.openAccount(REQUEST).catch(() => null), POLL).toMatchObject({ isNew: true });
  });

  it('repeats no value of a statement that Postgres refuses', async () => {
    const engine = await openEngine(
      { kind: 'postgres', url: server.createDatabase() },
      { as: 'server', onSetAside() {} },
    );
    closers.push(() => engine.close());
    const number = '+44 20 7946 0123';
    const refused = await Promise.allSettled([
      engine.read([statement('SELECT CAST($1 AS BIGINT)', [number])]),
      engine.write(({ run }) => run('INSERT INTO store_meta (name, value) VALUES ($1, $1), ($1, $1)', [number])),
    ]);
    for (const each of refused) {
      const error: unknown = each.status === 'rejected' ? each.reason : null;
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('7946');
      expect(String(error)).toMatch(/Postgres refused a statement of the store \(SQLSTATE 2\w{4}\)/);
    }
  });

  it('has whole windows only, however often its server is killed while they are written', async () => {
    const store = await open();
    const { account } = await store.openAccount(REQUEST);
    for (let kill = 0; kill < 3; kill++) {
      let window = kill * 1000;
      const writing = (async () => {
        for (;;) await store.keep(windowOf(account, window++));
      })();
      const failed = expect(writing).rejects.toMatchObject({ kind: 'away' });
      await expect.poll(() => window, POLL).toBeGreaterThan(kill * 1000 + 10);
      await server.stop('SIGKILL');
      await failed;
      await server.start();
      await expect.poll(() => store.listAccounts().catch(() => []), POLL).toHaveLength(1);
    }
    const range = { from: START, to: START + 30_000 * SECOND_MS };
    const kept = await readAll(store, account, range);
    const covered = await store.coverage(account, range, []);
    const seconds = covered.reduce((sum, span) => sum + (span.range.to - span.range.from) / SECOND_MS, 0);
    expect(kept).toHaveLength(seconds / 2);
    expect(applyChanges(new Map(), await walkChanges(store)).size).toBe(kept.length);
  });

  it('refuses what a newer program wrote, and a user or database that is not there, without a word of the password', async () => {
    const url = server.createDatabase();
    await (await openStore({ kind: 'postgres', url })).close();
    await execute(url, "UPDATE store_meta SET value = '99' WHERE name = 'schema_version'");
    await expect(open(url)).rejects.toMatchObject({ kind: 'newer' });
    const elsewhere = url.replace(/\/store_\d+/, '/nowhere').replace('trunkline@', 'trunkline:s3cret@');
    const error = (await open(elsewhere).catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.message).not.toContain('s3cret');
  });

  it('is searched without an index, with the same answers, where pg_trgm may not be created, and says so once', async () => {
    const url = server.createDatabase();
    const owner = new Client({ connectionString: url });
    await owner.connect();
    closers.push(() => owner.end());
    await owner.query('CREATE ROLE plain LOGIN; GRANT USAGE, CREATE ON SCHEMA public TO plain');
    const plain = url.replace('//trunkline@', '//plain@');
    const calls = Array.from({ length: 60 }, (_, index) =>
      callAt(`c${index}`, index, { note: index % 7 === 0 ? 'Asked for 100% of a discount' : null }),
    );
    const search = async (found: HistoryStore) => {
      const { account } = await found.openAccount(REQUEST);
      const page = { account, range: SPAN, direction: 'ASC', limit: 100, parts: ['calls'] } as const;
      const filters = [{ text: 'DISCOUNT' }, { text: '100%' }, { text: 'discoun_' }, { numberContains: '777' }];
      const beyond = { agentsByWord: new Map<string, string[]>() };
      const pages = await Promise.all(filters.map((filter) => found.readPage({ ...page, filter, beyond })));
      return pages.map((each) => idsOf(each.calls));
    };
    let told = 0;
    const openPlain = async () => {
      const store = await openStore({ kind: 'postgres', url: plain }, 'server', () => (told += 1));
      closers.push(() => store.close());
      return store;
    };
    const store = await openPlain();
    await store.keep(readingOf((await store.openAccount(REQUEST)).account, calls));
    const without = await search(store);
    expect(without[0]).toHaveLength(9);
    await search(store);
    expect(told).toBe(1);

    // Once its user may, the next start makes the index.
    await owner.query(`GRANT CREATE ON DATABASE ${new URL(url.replace('@/', '@host/')).pathname.slice(1)} TO plain`);
    const again = await openPlain();
    expect(await search(again)).toEqual(without);
    expect(told).toBe(1);
    const { rows } = await owner.query("SELECT 1 FROM pg_indexes WHERE indexname = 'call_texts_by_part'");
    expect(rows).toHaveLength(1);
  });

  it('is migrated once, also when replicas start together', async () => {
    const url = server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    const accounts = await Promise.all(stores.map((store) => store.openAccount(REQUEST)));
    expect(accounts.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(accounts.map(({ account }) => account.id)).size).toBe(1);
  });

  it('gives one of many replicas a lease, and the next one only after it', async () => {
    const url = server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    const take = () => Promise.all(stores.map((store, index) => store.takeLease('sync', `replica-${index}`, 60_000)));
    const [lease, ...others] = (await take()).filter((one) => one !== null);
    expect(others).toEqual([]);
    await stores[0]!.releaseLease(lease!);
    expect((await take()).filter((one) => one !== null)).toMatchObject([{ epoch: lease!.epoch + 1 }]);
  });

  it('numbers changes so that who follows them misses none, whoever writes beside', async () => {
    const url = server.createDatabase();
    const [reader, ...writers] = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    const accounts = await Promise.all(
      writers.map((store, index) =>
        store.openAccount({ ...REQUEST, key: `portal-${index}`, identity: `fingerprint-${index}` }),
      ),
    );
    let isWriting = true;
    const followed = (async () => {
      const seen: string[] = [];
      for (let place = null as Parameters<HistoryStore['readChanges']>[0]['after']; ;) {
        const isLast = !isWriting;
        const { changes, end, hasMore } = await reader!.readChanges({ after: place, limit: 50, parts: [] });
        seen.push(...changes.map(({ provider, nativeId }) => `${provider} ${nativeId}`));
        place = end;
        if (isLast && !hasMore) return seen;
      }
    })();
    await Promise.all(
      writers.map(async (store, index) => {
        const { account } = accounts[index]!;
        for (let window = 0; window < 40; window++) await store.keep(windowOf(account, window));
      }),
    );
    isWriting = false;
    const seen = await followed;
    expect(new Set(seen).size).toBe(writers.length * 40 * 5);
    expect(seen).toHaveLength(writers.length * 40 * 5);
  });
});

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
