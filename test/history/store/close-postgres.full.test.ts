import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '../../../src/history/store/engine.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './start-postgres.ts';

describe.skipIf(lacksPostgres())('a store in a Postgres that says nothing any more', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.close());

  it('is closed all the same, and tells those who wait for it', async () => {
    const settings = { kind: 'postgres', url: server.createDatabase() } as const;
    const engine = await openEngine(settings, { as: 'server', onSetAside() {} });
    const begun = Promise.withResolvers<void>();
    const writing = engine
      .write(async ({ run }) => {
        await run('SELECT 1');
        begun.resolve();
        await run('SELECT pg_sleep(60)');
      })
      .catch((error: unknown) => error);
    await begun.promise;
    server.pause();
    try {
      const waiting = engine.read([statement('SELECT 1 AS one')]).catch((error: unknown) => error);
      await engine.close();
      expect(await writing).toMatchObject({ kind: 'away', message: 'Postgres cannot be reached.' });
      expect(await waiting).toMatchObject({ kind: 'away' });
      await expect(engine.read([])).rejects.toMatchObject({ kind: 'closed' });
    } finally {
      server.goOn();
    }
  });
});
