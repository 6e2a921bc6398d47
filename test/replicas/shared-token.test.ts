import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { type Replicas, openReplicas } from '../../src/replicas/open-replicas.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../history/store/start-postgres.ts';
import { listCalls } from '../support/ask-provider.ts';
import { never } from '../transport/exchange-stub.ts';

const now = () => DATA_SETS_END;

describe.skipIf(lacksPostgres())('tokens of replicas on one Postgres', () => {
  let postgres: PostgresServer;
  let demo: Demo;
  let url: string;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(() => postgres.close());

  /** The vendors, and a database for those who read them. */
  const begin = async (): Promise<void> => {
    demo = await startDemo({ now, count: 20 });
    url = postgres.createDatabase();
    closers.push(() => demo.close());
  };

  /** Portal and desk as one replica has them; tokens are kept in no file. */
  const join = async (change: (oauth: object) => object = (oauth) => oauth): Promise<Provider[]> => {
    const value = {
      store: { kind: 'postgres', url },
      providers: demo.providers
        .filter(({ id }) => id === 'portal' || id === 'desk')
        .map((provider) => {
          if (typeof provider['oauth'] !== 'object') return provider;
          const { tokenFile: _none, ...oauth } = provider['oauth'] as Record<string, unknown>;
          return { ...provider, oauth: change(oauth) };
        }),
    };
    const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
    const replicas: Replicas = await openReplicas({ url, log: SILENT_LOG });
    const { shareAccount } = replicas;
    const providers = createProviders(settings.providers, { log: SILENT_LOG, now, shareAccount });
    closers.push(async () => {
      await Promise.all(providers.map((provider) => provider.close()));
      await replicas.close();
    });
    return providers;
  };

  const read = async (provider: Provider): Promise<number> => {
    const range = { from: DATA_SETS_END - 30 * DAY_MS, to: DATA_SETS_END };
    let calls = 0;
    for await (const page of listCalls(provider, { range, direction: 'DESC', expect: 100 }, never())) calls += page.calls.length;
    return calls;
  };
  const exchanges = (kind: 'bitrix24' | 'zoom-contact-center'): number =>
    demo.vendors[kind].server.exchanges.filter(({ purpose }) => purpose === 'token').length;

  it('are fetched once for all, however many want one at the same moment', async () => {
    await begin();
    const replicas = await Promise.all([join(), join(), join()]);
    await Promise.all(replicas.flat().map((provider) => read(provider)));
    expect([exchanges('bitrix24'), exchanges('zoom-contact-center')]).toEqual([1, 1]);
  });

  it('are found by a replica that starts later', async () => {
    await begin();
    await Promise.all((await join()).map(read));
    await Promise.all((await join()).map(read));
    expect([exchanges('bitrix24'), exchanges('zoom-contact-center')]).toEqual([1, 1]);
  });

  it('stand in no row as they are', async () => {
    await begin();
    await Promise.all((await join()).map(read));
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('SELECT name, sealed FROM shared_tokens ORDER BY name');
    await client.end();
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(['bitrix24 portal', 'zoom-contact-center desk']);
    const secrets = Object.values(demo.vendors).flatMap((vendor) => vendor.secrets);
    for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
