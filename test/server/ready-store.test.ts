import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../src/demo/index.ts';
import { createSyncs } from '../../src/history/sync/create-syncs.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../history/store/start-postgres.ts';
import { readMetrics } from '../support/read-metrics.ts';

const POLL = { timeout: 25_000 };

type Readiness = {
  readonly status: string;
  readonly providers: readonly { readonly key: string; readonly history: Readonly<Record<string, unknown>> | null }[];
  readonly store: { readonly state: string; readonly problem: string | null };
};

describe.skipIf(lacksPostgres())('readiness of a server that keeps its history in Postgres', () => {
  let postgres: PostgresServer;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => postgres.close());

  it('tells how the history of each provider fares, and is degraded while the store is away', async () => {
    const demo = await startDemo({ count: 20 });
    closers.push(() => demo.close());
    const value = { server: { port: 0 }, providers: demo.providers };
    const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
    const tools = { log: SILENT_LOG, now: Date.now };
    const store = await openHistoryStore(
      { kind: 'postgres', url: postgres.createDatabase() },
      { as: 'server', onSetAside() {} },
    );
    const providers = createProviders(settings.providers, tools);
    const trunkline = await startTrunkline(settings, { providers, store, createSync: createSyncs, ...tools });
    closers.push(() => trunkline.close(0));
    const read = async () => {
      const response = await fetch(`${trunkline.url}/ready`);
      return { code: response.status, body: (await response.json()) as Readiness };
    };

    await expect
      .poll(async () => (await read()).body.providers.every(({ history }) => history !== null), POLL)
      .toBe(true);
    const { code, body } = await read();
    expect(code).toBe(200);
    expect(body).toMatchObject({ status: 'ready', store: { state: 'UP', problem: null } });
    expect(Object.keys(body.providers[0]!.history!)).toEqual([
      'state',
      'progress',
      'callsPerSecond',
      'keptFrom',
      'keptThrough',
      'followedThrough',
      'lastError',
    ]);

    const metrics = async () => (await readMetrics(trunkline.url)).samples;
    const up = await metrics();
    expect(up.get('trunkline_store_up')).toBe(1);
    // An empty database of Postgres has some megabytes.
    expect(up.get('trunkline_store_size_bytes')).toBeGreaterThan(5_000_000);

    await postgres.stop();
    const down = await metrics();
    expect([down.get('trunkline_store_up'), down.has('trunkline_store_size_bytes')]).toEqual([0, false]);
    await expect.poll(async () => (await read()).body.status, POLL).toBe('degraded');
    const away = await read();
    expect(away.code).toBe(200);
    expect(away.body).toMatchObject({ status: 'degraded', store: { state: 'DOWN' } });
    expect(away.body.providers.map(({ history }) => history)).toEqual(demo.providers.map(() => null));
    expect(away.body.store.problem).not.toContain('postgres://');
    await postgres.start();
    await expect.poll(async () => (await read()).body.status, POLL).toBe('ready');
  });
});
