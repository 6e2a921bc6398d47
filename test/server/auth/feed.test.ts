import { createClient } from 'graphql-sse';
import { afterEach, describe, expect, it } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { createHistoryStore } from '../../../src/history/store/history-store.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { authSettings } from '../../../src/server/auth/auth-settings.ts';
import { settingsSchema } from '../../../src/server/settings.ts';
import { startTrunkline } from '../../../src/server/start-trunkline.ts';
import { SECOND_MS } from '../../../src/time/instant.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { NOW, START, createFeedWorld } from '../../history/feed-world.ts';
import { makeCall } from '../../support/make-call.ts';
import { makeKey } from '../../support/make-key.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

const [all, other] = [makeKey('all', SCOPES), makeKey('other', SCOPES)];
const ofNorth = makeKey('of north', SCOPES, { providers: ['north'] });
const KEYS = [all, other, ofNorth];

async function serve() {
  const engine = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
  const world = await createFeedWorld(createHistoryStore(engine));
  const auth = { mode: 'keys', keys: KEYS.map(({ entry }) => entry) };
  const settings = settingsSchema.parse({
    ...{ auth, server: { port: 0 } },
    providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key' }],
  });
  const trunkline = await startTrunkline(settings, {
    ...{ providers: world.providers, log: SILENT_LOG, now: () => NOW, history: world.history },
    listenerBounds: { ofClient: 1, inAll: 10 },
  });
  ending.push(
    () => engine.close(),
    () => trunkline.close(0),
  );
  return { ...world, trunkline, endpoint: `${trunkline.url}/graphql` };
}

const callOf = (provider: string, second: number) =>
  makeCall({ provider, nativeId: `c${second}`, startedAt: START + second * SECOND_MS });

type Event = { data?: { callSessionChanges: { session: { nativeId: string; providerKey: string } | null } } | null };

/** Listens as the holder of a key. */
function listen(endpoint: string, { headers }: typeof all, after?: string) {
  const client = createClient({ url: endpoint, headers, retryAttempts: 0 });
  ending.push(() => client.dispose());
  const query = `subscription ($after: String) { callSessionChanges(after: $after) { session { nativeId providerKey } } }`;
  return client.iterate<Event['data']>({ query, variables: { after } }) as AsyncIterableIterator<Event>;
}

const askFeed = async (endpoint: string, { headers }: typeof all, page = '') => {
  const query = `{ callSessionChanges${page} { nodes { session { providerKey nativeId } } pageInfo { endCursor hasNextPage } } }`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as {
    data: {
      callSessionChanges: {
        nodes: { session: { providerKey: string } }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
    };
  };
  return data.callSessionChanges;
};

describe('the change feed', () => {
  it('tells a confined caller of their providers alone, by query and by subscription', async () => {
    const { endpoint, keep } = await serve();
    const { pageInfo } = await askFeed(endpoint, ofNorth);
    const changes = listen(endpoint, ofNorth, pageInfo.endCursor);
    await keep('south', [callOf('south', 1)]);
    await keep('north', [callOf('north', 2)]);
    expect((await changes.next()).value).toMatchObject({
      data: { callSessionChanges: { session: { providerKey: 'north' } } },
    });
    const { nodes } = await askFeed(endpoint, ofNorth);
    expect(nodes.map(({ session }) => session.providerKey)).toEqual(['north']);
    expect((await askFeed(endpoint, all)).nodes).toHaveLength(2);
  });

  it('says to a confined caller that more follow only where more of their providers do, whatever the size of the page', async () => {
    const { endpoint, keep } = await serve();
    const hasNext = async (key: typeof all) => {
      const pages = ['(first: 0)', '(first: 1)', '(first: 2)'].map((page) => askFeed(endpoint, key, page));
      return (await Promise.all(pages)).map(({ pageInfo }) => pageInfo.hasNextPage);
    };
    await keep('south', [callOf('south', 1), callOf('south', 2)]);
    expect(await hasNext(ofNorth)).toEqual([false, false, false]);
    expect(await hasNext(all)).toEqual([true, true, false]);
    await keep('north', [callOf('north', 3)]);
    await keep('south', [callOf('south', 4)]);
    expect(await hasNext(ofNorth)).toEqual([true, false, false]);
    await keep('north', [callOf('north', 5)]);
    expect(await hasNext(ofNorth)).toEqual([true, true, false]);
  });

  it('tells nothing more to whoever listens with a key that was withdrawn meanwhile', async () => {
    const { endpoint, keep, trunkline } = await serve();
    const { pageInfo } = await askFeed(endpoint, all);
    const changes = listen(endpoint, all, pageInfo.endCursor);
    await keep('north', [callOf('north', 1)]);
    expect((await changes.next()).value).toMatchObject({
      data: { callSessionChanges: { session: { nativeId: 'c1' } } },
    });
    trunkline.renewAuth(authSettings.parse({ mode: 'keys', keys: [other.entry] }));
    await keep('north', [callOf('north', 2)]);
    const told: unknown[] = [];
    await (async () => {
      for await (const event of changes) told.push(event);
    })().catch((error: unknown) => told.push(String(error)));
    expect(JSON.stringify(told)).not.toContain('c2');
    await expect(listen(endpoint, all, pageInfo.endCursor).next()).rejects.toThrow();
  });

  it.each([
    ['scopes', { scopes: ['calls:read'] }],
    ['providers', { providers: ['south'] }],
  ] as const)(
    'tells nothing more to whoever listens with a key that was given fewer %s meanwhile',
    async (_what, less) => {
      const { endpoint, keep, trunkline } = await serve();
      const { pageInfo } = await askFeed(endpoint, all);
      const changes = listen(endpoint, all, pageInfo.endCursor);
      await keep('north', [callOf('north', 1)]);
      await changes.next();
      trunkline.renewAuth(authSettings.parse({ mode: 'keys', keys: [{ ...all.entry, ...less }] }));
      await keep('north', [callOf('north', 2)]);
      const told = await changes.next().catch(String);
      expect(JSON.stringify(told)).not.toContain('callSessionChanges');
    },
  );

  it('lets so many of one caller listen, not of one address', async () => {
    const { endpoint, keep } = await serve();
    const { pageInfo } = await askFeed(endpoint, all);
    const open = [listen(endpoint, all, pageInfo.endCursor), listen(endpoint, other, pageInfo.endCursor)].map((each) =>
      each.next(),
    );
    await keep('north', [callOf('north', 1)]);
    expect((await Promise.all(open)).every(({ done }) => done !== true)).toBe(true);
    await expect(listen(endpoint, all, pageInfo.endCursor).next()).rejects.toThrow();
  });
});
