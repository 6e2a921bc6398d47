import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import type { Bitrix24Vendor } from '../../src/demo/bitrix24/index.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { type Replicas, openReplicas } from '../../src/replicas/open-replicas.ts';
import { createSeal } from '../../src/replicas/seal.ts';
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

  type Oauth = Readonly<Record<string, unknown>>;
  const oauthOf = (): Oauth => demo.providers.find(({ id }) => id === 'portal')!['oauth'] as Oauth;
  const withoutFile = ({ tokenFile: _none, ...oauth }: Oauth): Oauth => oauth;
  const settingsWith = (oauth: Oauth, store: object) => {
    const providers = demo.providers
      .filter(({ id }) => id === 'portal' || id === 'desk')
      .map((provider) => (provider.id === 'portal' ? { ...provider, oauth } : provider));
    return checkSettings({ value: { store, providers }, problems: [], filled: new Set() }, 'the test');
  };
  /** Portal and desk as one replica has them; tokens are kept in no file, unless told otherwise. */
  const joinWith = async (oauth: Oauth): Promise<{ replicas: Replicas; providers: Provider[] }> => {
    const settings = settingsWith(oauth, { kind: 'postgres', url });
    const replicas = await openReplicas({ url, log: SILENT_LOG });
    const { shareAccount } = replicas;
    const providers = createProviders(settings.providers, { log: SILENT_LOG, now, shareAccount });
    closers.push(async () => {
      await Promise.all(providers.map((provider) => provider.close()));
      await replicas.close();
    });
    return { replicas, providers };
  };
  const join = async (): Promise<Provider[]> => (await joinWith(withoutFile(oauthOf()))).providers;
  const readAll = (providers: readonly Provider[]) => Promise.all(providers.map((provider) => read(provider)));
  const run = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(sql, values);
    await client.end();
    return rows as Row[];
  };

  const read = async (provider: Provider): Promise<number> => {
    const range = { from: DATA_SETS_END - 30 * DAY_MS, to: DATA_SETS_END };
    let calls = 0;
    for await (const page of listCalls(provider, { range, direction: 'DESC', expect: 100 }, never()))
      calls += page.calls.length;
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
    await readAll(await join());
    await readAll(await join());
    expect([exchanges('bitrix24'), exchanges('zoom-contact-center')]).toEqual([1, 1]);
  });

  it('stand in no row as they are', async () => {
    await begin();
    await readAll(await join());
    const rows = await run<{ name: string }>('SELECT name, sealed FROM shared_tokens ORDER BY name');
    expect(rows.map(({ name }) => name)).toEqual(['bitrix24 portal', 'zoom-contact-center desk']);
    const secrets = Object.values(demo.vendors).flatMap((vendor) => vendor.secrets);
    for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('are renewed once for all when they have ended', async () => {
    await begin();
    const replicas = [await join(), await join()];
    await readAll(replicas.flat());
    const portal = demo.vendors.bitrix24 as Bitrix24Vendor;
    portal.expireAccessTokens();
    await readAll(replicas.flat());
    expect(exchanges('bitrix24')).toBe(2);
  });

  it('are renewed by another replica where the one whose turn it was has been killed', async () => {
    await begin();
    const providers = await join();
    await run(
      "INSERT INTO leases VALUES ('token bitrix24 portal', 'killed', 7, EXTRACT(EPOCH FROM clock_timestamp()) * 1000 + 700)",
    );
    const startedAt = performance.now();
    await readAll(providers);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(600);
    expect(exchanges('bitrix24')).toBe(1);
  });

  it('are those of the file of a process that was alone until now', async () => {
    await begin();
    const settings = settingsWith(oauthOf(), { kind: 'memory' });
    const alone = createProviders(settings.providers, { log: SILENT_LOG, now });
    await readAll(alone);
    await Promise.all(alone.map((provider) => provider.close()));
    await readAll((await joinWith(oauthOf())).providers);
    expect(exchanges('bitrix24')).toBe(1);
    // From then on the file is not needed.
    (demo.vendors.bitrix24 as Bitrix24Vendor).expireAccessTokens();
    await readAll((await joinWith(oauthOf())).providers);
    await readAll(await join());
    expect(exchanges('bitrix24')).toBe(2);
  });

  it('are begun anew with a refresh token of the settings where that which was kept has ended', async () => {
    await begin();
    const calls = await readAll(await join());
    const oauth = withoutFile(oauthOf());
    const seal = createSeal(String(oauth['clientSecret']), 'bitrix24 portal');
    const [{ sealed }] = (await run<{ sealed: string }>(
      "SELECT sealed FROM shared_tokens WHERE name = 'bitrix24 portal'",
    )) as [{ sealed: string }];
    const kept = JSON.parse(seal.open(sealed)!) as { refreshToken: string };
    // The operator authorises the application again: the old tokens are worth nothing from then on.
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: String(oauth['clientId']),
      client_secret: String(oauth['clientSecret']),
      refresh_token: kept.refreshToken,
    });
    const answer = await fetch(String(oauth['tokenUrl']), { method: 'POST', body });
    const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string };
    (demo.vendors.bitrix24 as Bitrix24Vendor).expireAccessTokens();
    const { providers } = await joinWith({ ...oauth, refreshToken });
    expect(await readAll(providers)).toEqual(calls);
  });

  it('are not renewed while the new ones could not be kept, and used for as long as they are good', async () => {
    await begin();
    const { providers, replicas } = await joinWith(withoutFile(oauthOf()));
    const calls = await readAll(providers);
    await replicas.close();
    expect(await readAll(providers)).toEqual(calls);
    (demo.vendors.bitrix24 as Bitrix24Vendor).expireAccessTokens();
    const [portal] = providers as [Provider];
    await expect(read(portal)).rejects.toThrow(
      'the database that keeps the new one for all replicas cannot be reached',
    );
    expect(exchanges('bitrix24')).toBe(1);
  });
});
