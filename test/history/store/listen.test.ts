import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createChangeWatch } from '../../../src/history/store/changes/watch-changes.ts';
import { openPostgres } from '../../../src/history/store/postgres/open-postgres.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './start-postgres.ts';
import { REQUEST, callAt, openStore, readingOf } from './store-world.ts';

const POLL = { timeout: 25_000 };
/** Later than any test ends. */
const NEVER_MS = 1_000_000;

describe.skipIf(lacksPostgres())('what another replica writes', () => {
  let server: PostgresServer;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => server.close());

  /** A replica that listens, another that writes, and how often the first was told. It looks once it may, and is deaf then. */
  async function start(pollMs: number, mayLook?: Promise<void>) {
    const url = server.createDatabase();
    const writer = await openStore({ kind: 'postgres', url, maxConnections: 4 });
    closers.push(() => writer.close());
    const engine = await openPostgres({ url, maxConnections: 4 });
    closers.push(() => engine.close());
    const heard: boolean[] = [];
    let looking = 0;
    const watch = createChangeWatch(
      {
        ...engine,
        async read(statements) {
          looking += 1;
          await mayLook;
          return engine.read(statements).finally(() => (looking -= 1));
        },
        listen(listening) {
          if (mayLook !== undefined) return () => {};
          return engine.listen!({
            ...listening,
            changed(isHearing) {
              heard.push(isHearing);
              listening.changed(isHearing);
            },
          });
        },
      },
      { pollMs },
    );
    closers.push(() => watch.close());
    let told = 0;
    watch.watch(() => (told += 1));
    let calls = 0;
    const write = async (): Promise<void> => {
      const { account } = await writer.openAccount(REQUEST);
      await writer.keep(readingOf(account, [callAt(`call-${(calls += 1)}`, calls)]));
    };
    const cutOff = async (): Promise<number> => {
      const admin = new Client({ connectionString: url });
      await admin.connect();
      const { rowCount } = await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'trunkline listening' AND datname = current_database()",
      );
      await admin.end();
      return rowCount ?? 0;
    };
    /** Waits until that is what was heard, and what a look after it found was told. */
    const hears = async (expected: readonly boolean[]): Promise<void> => {
      await expect.poll(() => [heard, looking], POLL).toEqual([expected, 0]);
    };
    return { heard, hears, watch, told: () => told, write, cutOff };
  }

  it('is told as it is written, where that can be heard', async () => {
    const { hears, told, write } = await start(NEVER_MS);
    await hears([true]);
    const before = told();
    await write();
    await expect.poll(told, POLL).toBe(before + 1);
  });

  it('is told after a connection was lost, by one that is opened again', async () => {
    const { hears, told, write, cutOff } = await start(NEVER_MS);
    await hears([true]);
    expect(await cutOff()).toBe(1);
    await hears([true, false, true]);
    const before = told();
    await write();
    await expect.poll(told, POLL).toBe(before + 1);
  });

  it('is found by looking while nothing is heard, and once more when it is heard again', async () => {
    const { heard, hears, told, write } = await start(NEVER_MS);
    await hears([true]);
    await server.stop('SIGKILL');
    await expect.poll(() => heard, POLL).toEqual([true, false]);
    const before = told();
    await server.start();
    await expect
      .poll(
        () =>
          write()
            .then(() => true)
            .catch(() => false),
        POLL,
      )
      .toBe(true);
    await expect.poll(told, POLL).toBeGreaterThan(before);
  });

  it('is found by looking where nothing can be heard', async () => {
    const { heard, hears, told, write, cutOff } = await start(20);
    await hears([true]);
    // Before it is opened again.
    const before = told();
    await cutOff();
    await expect.poll(() => heard.slice(0, 2), POLL).toEqual([true, false]);
    await write();
    await expect.poll(told, POLL).toBeGreaterThan(before);
  });

  it('is told where it was written before anybody had looked', async () => {
    const { promise, resolve: mayLook } = Promise.withResolvers<void>();
    const { hears, told, write } = await start(NEVER_MS, promise);
    await write();
    expect(told()).toBe(0);
    mayLook();
    await hears([]);
    expect(told()).toBe(1);
  });

  it('is told to nobody any more, on no connection, once nobody listens', async () => {
    const { hears, watch, told, write, cutOff } = await start(NEVER_MS);
    await hears([true]);
    const before = told();
    watch.close();
    await expect.poll(cutOff, POLL).toBe(0);
    await write();
    expect(told()).toBe(before);
  });
});
