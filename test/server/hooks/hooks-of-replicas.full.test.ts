import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../../src/demo/index.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { createSyncs } from '../../../src/history/sync/create-syncs.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { openReplicas } from '../../../src/replicas/open-replicas.ts';
import { checkSettings } from '../../../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../../../src/server/start-trunkline.ts';
import { HOUR_MS } from '../../../src/time/instant.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../../history/store/start-postgres.ts';
import { isListing } from '../../history/sync/minimum-requests.ts';
import { listenToFeed } from '../../support/listen-to-feed.ts';

const now = () => DATA_SETS_END;
const WAITING = { timeout: 60_000, interval: 20 };
const KINDS = ['bitrix24', 'callgear'] as const;

describe.skipIf(lacksPostgres())('hooks of two replicas on one Postgres', () => {
  let postgres: PostgresServer;
  let demo: Demo;
  let url: string;
  const replicas: Trunkline[] = [];
  beforeAll(async () => {
    [postgres, demo] = await Promise.all([startPostgres(), startDemo({ now, count: 30, hasHooks: true })]);
    url = postgres.createDatabase();
    for (let count = 0; count < 2; count += 1) replicas.push(await join());
    await vi.waitFor(async () => expect(new Set(await states())).toEqual(new Set(['CURRENT'])), WAITING);
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close(0);
    await Promise.all([postgres.close(), demo.close()]);
  });

  const join = async (): Promise<Trunkline> => {
    const value = {
      server: { port: 0 },
      store: { kind: 'postgres', url },
      // Nothing but a hook makes anything be read again.
      history: { freshSeconds: 3600, lateSeconds: 80_000 },
      providers: demo.providers,
    };
    const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
    const store = await openHistoryStore({ kind: 'postgres', url }, { as: 'server', onSetAside() {} });
    const shared = await openReplicas({ url, log: SILENT_LOG });
    const tools = { log: SILENT_LOG, now };
    const providers = createProviders(settings.providers, { ...tools, shareAccount: shared.shareAccount });
    return startTrunkline(settings, { ...tools, providers, store, replicas: shared, createSync: createSyncs });
  };
  const states = async (): Promise<readonly string[]> => {
    const query = encodeURIComponent('{ providers { history { state } } }');
    const { data } = (await (await fetch(`${replicas[0]!.url}/graphql?query=${query}`)).json()) as {
      readonly data: { readonly providers: readonly { readonly history: { readonly state: string } }[] };
    };
    return data.providers.map(({ history }) => history.state);
  };

  it('are read by the replica that takes them, whoever follows the provider, and told by the other', async () => {
    const feeds = await Promise.all(replicas.map((replica) => listenToFeed(replica.url, new Date(now() - HOUR_MS))));
    for (const taking of replicas) {
      await demo.pushTo(taking.url);
      for (const kind of KINDS) {
        const { server } = demo.vendors[kind];
        server.resetCounts();
        const { nativeId } = await demo.endCall(kind);
        for (const feed of feeds) await vi.waitFor(() => expect(feed.cameAt.has(nativeId)).toBe(true), WAITING);
        expect(server.exchanges.filter(({ operation }) => isListing(kind, operation))).toHaveLength(1);
      }
    }
    for (const feed of feeds) feed.end();
  });
});
