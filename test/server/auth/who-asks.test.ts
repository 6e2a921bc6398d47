import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { authSettings } from '../../../src/server/auth/auth-settings.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const all = makeKey('all', SCOPES);
const other = makeKey('other', SCOPES);
const player = makeKey('player', ['calls:read', 'recordings:read']);
const last = makeKey('last day', SCOPES, { ends: '2026-04-30' });
const ended = makeKey('ended', SCOPES, { ends: '2026-04-29' });
const KEYS = [all, other, player, last, ended].map(({ entry }) => entry);
const QUERY = JSON.stringify({ query: '{ providers { key } }' });
const JSON_TYPE = { 'content-type': 'application/json' };

const recorded = createRecordingLog();
const audited = createRecordingLog();
let served: ServedDemo;
beforeAll(async () => {
  const more = { auth: { mode: 'keys', keys: KEYS } };
  served = await startServedDemo({ count: 60 }, { more, log: recorded.log, auditLog: audited.log });
});
afterAll(() => served.close());

const post = (headers: Readonly<Record<string, string>>, body = QUERY) =>
  fetch(`${served.url}/graphql`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body });
const renew = (keys: readonly object[]) => served.renewAuth(authSettings.parse({ mode: 'keys', keys }));

type Recordings = { data: { callSessions: { nodes: { nativeId: string; recordings: { url: string | null }[] }[] } } };
const LINKS = JSON.stringify({
  query:
    '{ callSessions(first: 20, filter: { providers: ["portal"], hasRecording: true }) { nodes { nativeId recordings { url } } } }',
});
async function linkFor({ headers }: Pick<typeof all, 'headers'>): Promise<string> {
  const { data } = (await (await post(headers, LINKS)).json()) as Recordings;
  return data.callSessions.nodes.flatMap(({ recordings }) => recordings.flatMap(({ url }) => url ?? []))[0]!;
}

describe('whoever asks without a key that is good', () => {
  it.each([
    ['nothing', {}, /send your key/, 'Bearer realm="trunkline"'],
    ['another scheme', { authorization: 'Basic YTpi' }, /no bearer token/, /error="invalid_token"/],
    ['a key of nobody', { authorization: 'Bearer tl_nobody' }, /knows no such key/, /error="invalid_token"/],
    ['a key that has ended', ended.headers, /The key "ended" ended on 2026-04-29/, /error="invalid_token"/],
  ])('is refused: %s', async (_name, headers, message, challenge) => {
    const response = await post(headers);
    const { errors, ...rest } = (await response.json()) as { errors: { message: string; extensions: object }[] };
    expect([response.status, rest, errors[0]!.extensions]).toEqual([401, {}, { code: 'UNAUTHENTICATED' }]);
    expect(errors[0]!.message).toMatch(message);
    expect(response.headers.get('www-authenticate')).toMatch(challenge);
  });

  it('is refused by every way to the graph, introspection included, and a key in the address is none', async () => {
    const { key } = all;
    for (const [path, init] of [
      ['/graphql?query={__typename}', {}],
      [`/graphql?query={__typename}&access_token=${key}&key=${key}`, {}],
      ['/graphql', { method: 'POST', headers: JSON_TYPE, body: '{"query":"{ __schema { types { name } } }"}' }],
      ['/graphql', { method: 'PUT' }],
      ['/graphql', { method: 'DELETE' }],
      ['/graphql', { headers: { accept: 'text/event-stream', cookie: `key=${key}` } }],
      ['/schema.graphql', {}],
    ] as const) {
      const response = await fetch(served.url + path, init);
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.text()).not.toContain('CallSession');
    }
    expect((await fetch(`${served.url}/schema.graphql`, { headers: all.headers })).status).toBe(200);
  });

  it('is refused before the body is there', async () => {
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n{',
    );
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });

  it('learns that the server runs and is ready, and no more', async () => {
    expect(await (await fetch(`${served.url}/health`)).json()).toEqual({ status: 'ok' });
    for (const headers of [{}, player.headers, { authorization: 'Bearer no' }])
      expect(await (await fetch(`${served.url}/ready`, { headers })).json()).toEqual({ status: 'ready' });
    const whole = await fetch(`${served.url}/ready`, { headers: all.headers });
    expect(await whole.json()).toMatchObject({ status: 'ready', providers: [{ key: 'portal' }, {}, {}, {}] });
  });

  it('finds a page in a browser that asks for a key, and GraphiQL with one', async () => {
    const page = await fetch(`${served.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="trunkline"']);
    const text = await page.text();
    expect(text).toContain('type="password"');
    expect(text).not.toContain('callSessions');
    const opened = await fetch(`${served.url}/graphql`, { headers: { accept: 'text/html', ...all.headers } });
    expect([opened.status, await opened.text()]).toEqual([200, expect.stringContaining('callSessions')]);
  });
});

describe('a key', () => {
  it('is good through its last day, whatever the case of its scheme, and its holder is named in the log', async () => {
    expect((await post(last.headers)).status).toBe(200);
    expect((await post({ authorization: `bearer ${all.key}` })).status).toBe(200);
    const callers = recorded.lines.map(({ fields }) => (fields as { caller?: string }).caller);
    expect(callers).toContain('last day');
    const said = JSON.stringify([recorded.lines, audited.lines]);
    for (const { key } of [all, last, ended]) expect(said).not.toContain(key);
  });

  it('that is withdrawn is refused at once, and takes its links with it', async () => {
    const [own, others] = [await linkFor(player), await linkFor(all)];
    expect([(await fetch(own)).status, (await fetch(others)).status]).toEqual([200, 200]);
    renew(KEYS.filter(({ name }) => name !== 'player'));
    try {
      expect((await post(player.headers)).status).toBe(401);
      const refused = await fetch(own);
      expect([refused.status, await refused.text()]).toEqual([
        403,
        expect.stringContaining('was withdrawn or has ended'),
      ]);
      expect((await fetch(others)).status).toBe(200);
      // Another key of the same name is somebody else.
      renew([...KEYS.filter(({ name }) => name !== 'player'), makeKey('player', SCOPES).entry]);
      expect((await fetch(own)).status).toBe(403);
      renew([...KEYS.filter(({ name }) => name !== 'player'), { ...player.entry, scopes: ['calls:read'] }]);
      expect((await fetch(own)).status).toBe(403);
      renew([...KEYS.filter(({ name }) => name !== 'player'), { ...player.entry, providers: ['desk'] }]);
      expect((await fetch(own)).status).toBe(403);
    } finally {
      renew(KEYS);
    }
    expect((await fetch(own)).status).toBe(200);
  });

  it('ends with its links', async () => {
    const { data } = (await (
      await post(last.headers, LINKS.replace('recordings { url }', 'recordings { url urlExpiresAt }'))
    ).json()) as { data: { callSessions: { nodes: { recordings: { urlExpiresAt: string | null }[] }[] } } };
    const ends = data.callSessions.nodes.flatMap(({ recordings }) =>
      recordings.flatMap(({ urlExpiresAt }) => urlExpiresAt ?? []),
    );
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(Date.parse(end)).toBeLessThanOrEqual(Date.parse('2026-05-01T00:00:00Z'));
  });
});

describe('the audit log', () => {
  it('says who opened which recording and who read which rows, from where, and holds no number', async () => {
    const url = await linkFor(player);
    const before = audited.lines.length;
    await (await fetch(url, { headers: { range: 'bytes=0-9' } })).arrayBuffer();
    await fetch(url, { method: 'HEAD' });
    const query = '{ callSessions(first: 3) { nodes { nativeId providerKey raw customer { number } } } }';
    const response = await post({ ...all.headers, 'x-request-id': 'raw-1' }, JSON.stringify({ query }));
    const { data } = (await response.json()) as {
      data: {
        callSessions: { nodes: { nativeId: string; providerKey: string; customer: { number: string } | null }[] };
      };
    };
    await vi.waitFor(() => expect(audited.lines.length).toBe(before + 2));
    const [played, read] = audited.lines.slice(before);
    expect(played!.fields).toEqual({
      ...{ audit: 'recording opened', caller: 'player', provider: 'portal', range: 'bytes=0-9', address: '127.0.0.1' },
      ...{
        call: expect.any(String) as string,
        recording: expect.any(String) as string,
        requestId: expect.any(String) as string,
      },
    });
    const { nodes } = data.callSessions;
    expect(read!.fields).toEqual({
      ...{ audit: 'raw read', caller: 'all', address: '127.0.0.1', requestId: 'raw-1' },
      calls: nodes.map(({ providerKey, nativeId }) => `${providerKey} ${nativeId}`),
    });
    const numbers = nodes.flatMap(({ customer }) => customer?.number ?? []);
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) expect(JSON.stringify(audited.lines)).not.toContain(number);
  });
});

describe('the audit log of transcripts', () => {
  it('says who read what was said in which recordings, and not what it was', async () => {
    const before = audited.lines.length;
    const query =
      '{ recordings(first: 40, filter: { providers: ["pbx"] }) { nodes { nativeId transcript { text } } } }';
    const response = await post({ ...all.headers, 'x-request-id': 'said-1' }, JSON.stringify({ query }));
    const { data } = (await response.json()) as {
      data: { recordings: { nodes: { nativeId: string; transcript: { text: string | null } | null }[] } };
    };
    const read = data.recordings.nodes.filter(({ transcript }) => transcript?.text != null);
    expect(read.length).toBeGreaterThan(0);
    await vi.waitFor(() => expect(audited.lines.length).toBe(before + 1));
    expect(audited.lines.at(-1)!.fields).toEqual({
      ...{ audit: 'transcripts read', caller: 'all', address: '127.0.0.1', requestId: 'said-1' },
      recordings: read.map(({ nativeId }) => `pbx ${nativeId}`),
    });
    expect(JSON.stringify(audited.lines)).not.toContain('Thank you');
  });
});

describe('an event stream', () => {
  it('is of the caller who reserved it', async () => {
    const reserved = await fetch(`${served.url}/graphql`, { method: 'PUT', headers: all.headers });
    const token = { 'x-graphql-event-stream-token': await reserved.text() };
    const listen = (headers: Readonly<Record<string, string>>) =>
      fetch(`${served.url}/graphql`, { headers: { ...headers, ...token, accept: 'text/event-stream' } });
    expect((await listen({})).status).toBe(401);
    expect((await listen(other.headers)).status).toBe(404);
    const stream = await listen(all.headers);
    expect(stream.status).toBe(200);
    await stream.body!.cancel();
  });
});
