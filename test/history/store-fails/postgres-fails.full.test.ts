import { Client as PostgresClient } from 'pg';
import { createClient } from 'graphql-sse';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Demo } from '../../../src/demo/index.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../store/start-postgres.ts';
import { openStore } from '../store/store-world.ts';
import { type ServedHistory, serveKept, startSmallDemo } from './serve-kept.ts';

const POLL = { timeout: 25_000 };
const LIVE = 'vendors are read live: the store fails';
const BACK = 'the store answers again';

describe.skipIf(lacksPostgres())('a server whose store is in Postgres', () => {
  let demo: Demo;
  let postgres: PostgresServer;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    demo = await startSmallDemo();
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.close();
    await demo.close();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  const serve = async (url: string): Promise<ServedHistory> => {
    const served = await serveKept(demo, { kind: 'postgres', url, maxConnections: 4 });
    closers.push(() => served.close());
    return served;
  };
  const serveFilled = async (url: string) => {
    const served = await serve(url);
    await expect.poll(() => served.isKnown(), POLL).toBe(true);
    const anew = await served.keepPage();
    expect(await served.readPage()).toMatchObject({ page: { nodes: anew.nodes }, requests: 0 });
    return { served, anew };
  };

  it('answers live while Postgres is stopped, and from it once it is back, each said once', async () => {
    const { served, anew } = await serveFilled(postgres.createDatabase());
    await postgres.stop();
    for (let page = 0; page < 3; page += 1) {
      const live = await served.readPage();
      expect(live.page).toMatchObject({ isComplete: true, nodes: anew.nodes });
      expect(live.requests).toBeGreaterThan(0);
    }
    expect(served.said()).toEqual([LIVE]);
    const { errors } = await served.query('{ callSessionChanges(first: 1) { nodes { kind } } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'HISTORY_UNAVAILABLE' } });
    expect(errors?.[0]?.message).not.toMatch(/postgres:|sock|\/tmp|127\.0\.0\.1/i);

    await postgres.start();
    await expect.poll(async () => (await served.readPage()).requests, POLL).toBe(0);
    expect(served.said().filter((line) => line === LIVE || line === BACK)).toEqual([LIVE, BACK]);
  });

  it('starts while Postgres is stopped, and keeps once it is there', async () => {
    const url = postgres.createDatabase();
    await postgres.stop();
    const served = await serve(url);
    expect((await served.readPage()).page).toMatchObject({ isComplete: true });
    await postgres.start();
    await expect.poll(() => served.isKnown(), POLL).toBe(true);
    const anew = await served.keepPage();
    expect(await served.readPage()).toMatchObject({ page: { nodes: anew.nodes }, requests: 0 });
  });

  it('answers live within the time of a page while Postgres is slow, and leaves it alone for a while', async () => {
    const url = postgres.createDatabase();
    const { served, anew } = await serveFilled(url);
    const other = new PostgresClient({ connectionString: url });
    await other.connect();
    closers.push(() => other.end());
    await other.query('BEGIN; LOCK TABLE calls, spans IN ACCESS EXCLUSIVE MODE');
    const live = await served.readPage();
    expect(live.page).toMatchObject({ isComplete: true, nodes: anew.nodes });
    expect(live.requests).toBeGreaterThan(0);
    expect(served.said()).toEqual([LIVE]);
    await other.query('ROLLBACK');
    await expect.poll(async () => (await served.readPage()).requests, POLL).toBe(0);
    expect(served.said()).toEqual([LIVE, BACK]);
  });

  it('goes on telling a subscription what changes, after Postgres was away', async () => {
    const url = postgres.createDatabase();
    const { served } = await serveFilled(url);
    const feed = await served.query('{ callSessionChanges(first: 1000) { edges { cursor } } }');
    const { edges } = feed.data!['callSessionChanges'] as { edges: { cursor: string }[] };
    const client = createClient({ url: `${served.url}/graphql`, retryAttempts: 0 });
    closers.push(() => client.dispose());
    const changes = client.iterate<{ callSessionChanges: { kind: string } }>({
      query: `subscription { callSessionChanges(after: "${edges.at(-2)!.cursor}") { kind } }`,
    });
    // It listens: what it lacked has come.
    expect(await changes.next()).toMatchObject({ value: { data: { callSessionChanges: { kind: 'ADDED' } } } });
    const next = changes.next();
    await postgres.stop();
    expect((await served.readPage()).page.isComplete).toBe(true);
    await postgres.start();
    await expect.poll(async () => (await served.readPage()).requests, POLL).toBe(0);
    // Something changes, by another process.
    const other = await openStore({ kind: 'postgres', url, maxConnections: 2 });
    closers.push(() => other.close());
    const [first] = await other.listAccounts();
    await other.purge(first!.account);
    expect(await next).toMatchObject({ value: { data: { callSessionChanges: { kind: 'REMOVED' } } } });
    await changes.return?.(undefined);
  });
});
