import { type Client, createClient } from 'graphql-sse';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import { createHistoryStore } from '../../src/history/store/history-store.ts';
import { openEngine } from '../../src/history/store/open-history-store.ts';
import { type ExampleQuery, exampleQueries } from '../../src/server/example-queries.ts';
import type { ListenerBounds } from '../../src/server/guards/use-listeners.ts';
import { settingsSchema } from '../../src/server/settings.ts';
import { type Trunkline, startTrunkline } from '../../src/server/start-trunkline.ts';
import { SECOND_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type FeedWorld, NOW, START, createFeedWorld } from '../history/feed-world.ts';
import { makeCall } from '../support/make-call.ts';
import { sendUnread } from '../support/send-unread.ts';

type Change = {
  readonly kind: string;
  readonly cursor: string;
  readonly session: { readonly nativeId: string } | null;
};
type Event = { readonly data?: { readonly callSessionChanges: Change } | null; readonly errors?: readonly unknown[] };
type Options = {
  readonly listenerBounds?: ListenerBounds;
  readonly takeTimeoutMs?: number;
  readonly hasHistory?: boolean;
  readonly limits?: object;
};

const FEED = `subscription Feed($after: String, $filter: CallSessionFilter) {
  callSessionChanges(after: $after, filter: $filter) { kind cursor session { nativeId note } }
}`;

const call = (second: number, given: Partial<CallSession> = {}): CallSession =>
  makeCall({ provider: 'north', nativeId: `c${second}`, startedAt: START + second * SECOND_MS, ...given });

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function serve({ hasHistory = true, limits = {}, ...options }: Options = {}): Promise<
  FeedWorld & { readonly trunkline: Trunkline; readonly endpoint: string; readonly watchers: () => number }
> {
  const engine = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
  const world = await createFeedWorld(createHistoryStore(engine));
  let watchers = 0;
  const history = {
    ...world.history,
    watch(listener: () => void) {
      watchers += 1;
      const watch = world.history.watch(listener);
      return { ...watch, end: () => ((watchers -= 1), watch.end()) };
    },
  };
  const settings = settingsSchema.parse({
    server: { port: 0, limits },
    providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key' }],
  });
  const trunkline = await startTrunkline(settings, {
    providers: world.providers,
    log: SILENT_LOG,
    now: () => NOW,
    history: hasHistory ? history : null,
    ...options,
  });
  ending.push(
    () => engine.close(),
    () => trunkline.close(0),
  );
  return { ...world, trunkline, endpoint: `${trunkline.url}/graphql`, watchers: () => watchers };
}

/** Waits for something that comes about by itself. */
const until = (isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => (isSo() ? resolve() : void setImmediate(look));
    look();
  });

const listen = (endpoint: string, variables: object = {}, init: RequestInit = {}): Promise<Response> =>
  fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: FEED, variables }),
    ...init,
  });

/** The events of a stream, one at a time, and its heartbeats. */
async function* readStream(response: Response): AsyncGenerator<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    const events = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = events.pop()!;
    yield* events;
  }
}

async function nextChange(events: AsyncGenerator<string>): Promise<Change> {
  for (;;) {
    const { value, done } = (await events.next()) as { readonly value: string; readonly done?: boolean };
    if (done === true) throw new Error('the stream has ended');
    if (!value.startsWith('event: next')) continue;
    const { data, errors } = JSON.parse(value.split('\ndata: ')[1]!) as Event;
    if (!data) throw new Error(JSON.stringify(errors));
    return data.callSessionChanges;
  }
}

/** The next change that a client of graphql-sse brings. */
async function nextOf(changes: AsyncIterableIterator<Event>): Promise<Change> {
  const { value } = (await changes.next()) as { readonly value: Event | undefined };
  if (!value?.data) throw new Error(JSON.stringify(value));
  return value.data.callSessionChanges;
}

const shown = ({ kind, session }: Change): string => `${kind} ${session?.nativeId ?? ''}`;

describe('a subscription to the change feed', () => {
  it('tells what is noticed from now on, at once, by POST and by GET', async () => {
    const { endpoint, keep, watchers } = await serve();
    await keep('north', [call(1)]);
    const query = new URLSearchParams({ query: FEED });
    const streams = [
      await listen(endpoint),
      await fetch(`${endpoint}?${query.toString()}`, { headers: { accept: 'text/event-stream' } }),
    ];
    for (const { status, headers } of streams)
      expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const readers = streams.map(readStream);
    const first = readers.map(nextChange);
    await until(() => watchers() === 2);
    await keep('north', [call(1), call(2)]);
    expect((await Promise.all(first)).map(shown)).toEqual(['ADDED c2', 'ADDED c2']);
    await keep('north', [call(1, { note: 'called back' }), call(2)]);
    expect((await Promise.all(readers.map(nextChange))).map(shown)).toEqual(['CHANGED c1', 'CHANGED c1']);
    await Promise.all(readers.map((reader) => reader.return(undefined)));
    await until(() => watchers() === 0);
  });

  it('goes on after a cursor, and misses nothing between', async () => {
    const { endpoint, keep } = await serve();
    await keep('north', [call(1)]);
    const before = readStream(await listen(endpoint, { after: await beginningOf(endpoint) }));
    const { cursor } = await nextChange(before);
    await before.return(undefined);
    await keep('north', [call(1), call(2)]);
    await keep('north', [call(2)]);
    const after = readStream(await listen(endpoint, { after: cursor }));
    expect([shown(await nextChange(after)), shown(await nextChange(after))]).toEqual(['ADDED c2', 'REMOVED ']);
    await after.return(undefined);
  });

  it('tells under a filter only of calls that pass it', async () => {
    const { endpoint, keep } = await serve();
    const after = await beginningOf(endpoint);
    await keep('north', [call(1), call(2, { outcome: 'MISSED' })]);
    const events = readStream(await listen(endpoint, { after, filter: { outcome: ['MISSED'] } }));
    expect(shown(await nextChange(events))).toBe('ADDED c2');
    await events.return(undefined);
  });

  it('sends heartbeats while nothing happens', async () => {
    const { endpoint } = await serve();
    const events = readStream(await listen(endpoint));
    for (let beat = 0; beat < 3; beat += 1) expect((await events.next()).value).toBe(':');
    await events.return(undefined);
  });

  it('is refused before it starts: without a history, with a damaged cursor, to who reads no events', async () => {
    const off = await serve({ hasHistory: false });
    expect(await (await listen(off.endpoint)).text()).toContain('HISTORY_OFF');
    const { endpoint, watchers } = await serve();
    expect(await (await listen(endpoint, { after: 'nonsense' })).text()).toContain('BAD_CURSOR');
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const plain = await listen(endpoint, {}, { headers });
    expect([plain.status, await plain.text()]).toEqual([406, expect.stringContaining('NOT_ACCEPTABLE')]);
    expect(watchers()).toBe(0);
  });

  it('is priced and bounded like any query', async () => {
    const { endpoint } = await serve({ limits: { maxCost: 100 } });
    const refusalOf = async (query: string, variables = {}) => {
      const body = JSON.stringify({ query, variables });
      return (await listen(endpoint, {}, { body })).text();
    };
    const dear =
      'subscription { callSessionChanges { session { related { session { related { session { related { via } } } } } } } }';
    expect(await refusalOf(dear)).toContain('QUERY_TOO_COSTLY');
    const filter = { number: Array.from({ length: 501 }, () => '1') };
    expect(await refusalOf(FEED, { filter })).toContain('501 values; 500 are allowed');
  });

  it('is refused to pages of other origins', async () => {
    const { endpoint } = await serve();
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const headers = { origin: 'https://evil.example', accept: 'text/event-stream' };
      const { status } = await fetch(endpoint, { method, headers });
      expect([method, status]).toEqual([method, 403]);
    }
  });

  it('is refused with 503 past the bound of an address, until somebody stops listening', async () => {
    const { endpoint, watchers } = await serve({ listenerBounds: { ofClient: 2, inAll: 10 } });
    const open = [readStream(await listen(endpoint)), readStream(await listen(endpoint))];
    const reading = open.map((events) => events.next());
    const refused = await listen(endpoint);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect(await refused.text()).toContain('OVERLOADED');
    await Promise.all(reading);
    await open[0]!.return(undefined);
    await until(() => watchers() < 2);
    const next = await listen(endpoint);
    expect(next.status).toBe(200);
    await next.body!.cancel();
    await open[1]!.return(undefined);
    await until(() => watchers() === 0);
  });

  it('ends for who takes nothing of what is ready', async () => {
    const { endpoint, keep, watchers } = await serve({ takeTimeoutMs: 200 });
    const after = await beginningOf(endpoint);
    const note = 'n'.repeat(50_000);
    for (let batch = 0; batch < 6; batch += 1)
      await keep(
        'north',
        Array.from({ length: 100 }, (_, index) => call(batch * 100 + index, { note })),
        { covers: null },
      );
    const asked = { query: FEED, variables: { after } };
    const socket = await sendUnread(endpoint, asked, { accept: 'text/event-stream' });
    await until(() => watchers() === 1);
    await until(() => watchers() === 0);
    socket.destroy();
  });

  it('breaks off when the server stops, so that its client goes on elsewhere', async () => {
    const { endpoint, trunkline, watchers } = await serve();
    const events = readStream(await listen(endpoint));
    await events.next();
    await until(() => watchers() === 1);
    const rest = (async () => {
      const seen: string[] = [];
      for await (const event of events) seen.push(event);
      return seen;
    })();
    const closed = trunkline.close(60_000);
    await expect(rest).rejects.toThrow();
    await closed;
    expect(watchers()).toBe(0);
  });
});

describe('the tabs of GraphiQL', () => {
  const pageOf = async (url: string) => (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text();

  it('show what is kept and what changes where a history is kept, and are not there elsewhere', async () => {
    const { trunkline, endpoint, keep } = await serve();
    const names = ['query Kept', 'query Feed'];
    const page = await pageOf(trunkline.url);
    const bare = await pageOf((await serve({ hasHistory: false })).trunkline.url);
    for (const name of names) expect([page.includes(name), bare.includes(name)]).toEqual([true, false]);

    await keep('north', [call(1)]);
    const [kept, changes] = names.map((name) =>
      exampleQueries(NOW, { hasHistory: true }).find(({ query }) => query.startsWith(name)),
    );
    const textOf = async ({ query, variables }: ExampleQuery) =>
      (
        await fetch(endpoint, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        })
      ).text();
    expect(await textOf(kept!)).toMatch(
      /^\{"data":\{"providers":\[\{"key":"north","history":\{"state":"PAUSED","calls":1,/,
    );
    expect(await textOf(changes!)).toMatch(/^\{"data":\{"callSessionChanges":\{"nodes":\[\{"kind":"ADDED",/);
  });
});

describe.each([
  ['distinct connections', false],
  ['a single connection', true],
] as const)('graphql-sse over %s', (_name, singleConnection) => {
  function open(url: string): Client<boolean> {
    const client = createClient<boolean>({ url, singleConnection, retryAttempts: 0 });
    ending.push(() => client.dispose());
    return client;
  }
  const follow = (client: Client<boolean>, variables: Record<string, unknown> = {}) =>
    client.iterate<{ callSessionChanges: Change }>({ query: FEED, variables });

  it('follows the feed from a cursor, and stops when it is told', async () => {
    const { endpoint, keep, watchers } = await serve();
    const after = await beginningOf(endpoint);
    await keep('north', [call(1)]);
    const changes = follow(open(endpoint), { after });
    expect(shown(await nextOf(changes))).toBe('ADDED c1');
    await keep('north', [call(1), call(2)]);
    expect(shown(await nextOf(changes))).toBe('ADDED c2');
    await changes.return!(undefined);
    await until(() => watchers() === 0);
  });

  it('runs several operations at a time, queries among them', async () => {
    const { endpoint, keep, watchers } = await serve();
    const client = open(endpoint);
    const after = await beginningOf(endpoint);
    const both = [follow(client, { after }), follow(client, { after, filter: { outcome: ['MISSED'] } })];
    const first = both.map(nextOf);
    await until(() => watchers() === 2);
    const answers = client.iterate({ query: '{ providers { key } }' });
    expect((await answers.next()).value).toEqual({ data: { providers: [{ key: 'north' }, { key: 'south' }] } });
    expect((await answers.next()).done).toBe(true);
    await keep('north', [call(1), call(2, { outcome: 'MISSED' })]);
    const seen = (await Promise.all(first)).map(shown);
    expect(seen[1]).toBe('ADDED c2');
    await Promise.all(both.map((changes) => changes.return!(undefined)));
    await until(() => watchers() === 0);
  });

  it('is told what a refusal says', async () => {
    const { endpoint } = await serve();
    await expect(nextOf(follow(open(endpoint), { after: 'nonsense' }))).rejects.toThrow('BAD_CURSOR');
  });
});

describe('an event stream that is reserved', () => {
  const TOKEN = 'x-graphql-event-stream-token';
  const json = { 'content-type': 'application/json' };
  const operate = (endpoint: string, token: string, body: object): Promise<Response> =>
    fetch(endpoint, { method: 'POST', headers: { ...json, [TOKEN]: token }, body: JSON.stringify(body) });

  it('may be connected to later than operations start, and once', async () => {
    const { endpoint, keep } = await serve();
    const reserved = await fetch(endpoint, { method: 'PUT' });
    const token = await reserved.text();
    expect([reserved.status, token.length]).toEqual([201, 32]);
    const accepted = await operate(endpoint, token, {
      query: FEED,
      variables: { after: await beginningOf(endpoint) },
      extensions: { operationId: 'op "1"' },
    });
    expect([accepted.status, await accepted.text()]).toEqual([202, '']);
    await keep('north', [call(1)]);
    const stream = await fetch(`${endpoint}?token=${token}`, { headers: { accept: 'text/event-stream' } });
    const events = readStream(stream);
    expect((await events.next()).value).toBe(':');
    const { value } = (await events.next()) as { readonly value: string };
    expect(JSON.parse(value.replace('event: next\ndata: ', ''))).toMatchObject({
      id: 'op "1"',
      payload: { data: { callSessionChanges: { kind: 'ADDED' } } },
    });
    const second = await fetch(`${endpoint}?token=${token}`, { headers: { accept: 'text/event-stream' } });
    expect(second.status).toBe(409);
    const again = await operate(endpoint, token, { query: FEED, extensions: { operationId: 'op "1"' } });
    expect(again.status).toBe(409);
    const stopped = await fetch(`${endpoint}?operationId=${encodeURIComponent('op "1"')}`, {
      method: 'DELETE',
      headers: { [TOKEN]: token },
    });
    expect(stopped.status).toBe(200);
    expect((await events.next()).value).toBe('event: complete\ndata: {"id":"op \\"1\\""}');
    await events.return(undefined);
  });

  it('refuses in words what it cannot run', async () => {
    const { endpoint } = await serve({ listenerBounds: { ofClient: 1, inAll: 10 } });
    const token = await (await fetch(endpoint, { method: 'PUT' })).text();
    const statusOf = async (body: object, own = token): Promise<[number, string]> => {
      const response = await operate(endpoint, own, body);
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, errors[0]!.extensions.code];
    };
    const extensions = { operationId: '1' };
    expect(await statusOf({ query: FEED, extensions }, 'nobody')).toEqual([404, 'NOT_FOUND']);
    expect(await statusOf({ query: FEED })).toEqual([400, 'BAD_REQUEST']);
    expect(await statusOf({ query: 'x'.repeat(1_000_001), extensions })).toEqual([413, 'REQUEST_ENTITY_TOO_LARGE']);
    expect((await operate(endpoint, token, { query: FEED, extensions })).status).toBe(202);
    expect(await statusOf({ query: FEED, extensions: { operationId: '2' } })).toEqual([503, 'OVERLOADED']);
    const another = await fetch(endpoint, { method: 'PUT' });
    expect([another.status, another.headers.get('retry-after')]).toEqual([503, '10']);
    const stop = await fetch(endpoint, { method: 'DELETE', headers: { [TOKEN]: token } });
    expect(stop.status).toBe(400);
  });
});

/** The cursor of an empty page at the beginning of what is kept. */
async function beginningOf(endpoint: string): Promise<string> {
  const query = '{ callSessionChanges(first: 0) { pageInfo { endCursor } } }';
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { callSessionChanges: { pageInfo: { endCursor: string } } } };
  return data.callSessionChanges.pageInfo.endCursor;
}
