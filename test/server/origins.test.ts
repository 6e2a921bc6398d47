import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendHttp } from '../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const ONE = 'https://one.example';
const OTHER = 'https://other.example';
const FOREIGN = 'https://foreign.example';
const QUERY = '{ callSessions(first: 1) { nodes { id } } }';

let closed: ServedDemo;
let named: ServedDemo;
let open: ServedDemo;
const all = () => [closed, named, open];

beforeAll(async () => {
  closed = await startServedDemo({ count: 5 });
  named = await startServedDemo({ count: 5 }, { server: { allowedOrigins: [ONE, 'https://OTHER.example:443'] } });
  open = await startServedDemo({ count: 5 }, { server: { allowedOrigins: ['*'] } });
});
afterAll(() => Promise.all(all().map((served) => served.close())));

const ask = ({ url }: ServedDemo, headers: Record<string, string>) =>
  sendHttp(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: QUERY }),
  });
const askByGet = ({ url }: ServedDemo, headers: Record<string, string>) =>
  sendHttp(`${url}/graphql?query=${encodeURIComponent(QUERY)}`, { headers });
const preflight = ({ url }: ServedDemo, path: string, origin: string) =>
  sendHttp(url + path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

const asked = ({ demo }: ServedDemo) =>
  Object.values(demo.vendors).reduce((sum, { server }) => sum + server.exchanges.length, 0);
const codeOf = ({ bytes }: { bytes: Buffer }) =>
  (JSON.parse(bytes.toString()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe('a page of another origin', () => {
  it('reads every answer where the settings name it, and learns the id of its request', async () => {
    for (const origin of [ONE, OTHER])
      for (const path of [
        '/graphql?query={__typename}',
        '/health',
        '/ready',
        '/schema.graphql',
        '/nothing',
        '/media/x',
      ]) {
        const { headers } = await sendHttp(named.url + path, { headers: { origin } });
        expect([path, headers['access-control-allow-origin']]).toEqual([path, origin]);
        expect(headers['access-control-expose-headers']).toContain('x-request-id');
        expect(headers['vary']).toContain('origin');
        expect(headers['access-control-allow-credentials']).toBeUndefined();
      }
  });

  it('is told nothing where they do not', async () => {
    for (const served of [closed, named])
      for (const path of ['/graphql', '/health', '/media/x']) {
        const { headers } = await sendHttp(served.url + path, { headers: { origin: FOREIGN } });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect((await preflight(served, path, FOREIGN)).status).toBe(405);
      }
  });

  it('reads as one of all where they name all, without its name or its cookies', async () => {
    for (const { headers } of [await ask(open, { origin: FOREIGN }), await preflight(open, '/graphql', FOREIGN)]) {
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('asks ahead once for many requests', async () => {
    const { status, headers } = await preflight(named, '/graphql', ONE);
    expect([status, headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD, POST, PUT, DELETE']);
    expect(Number(headers['access-control-max-age'])).toBeGreaterThan(0);
  });
});

describe('a foreign page that makes a browser ask', () => {
  it.each([
    ['an image, with GET', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site, with GET', { 'sec-fetch-site': 'same-site' }],
    ['a script', { 'sec-fetch-site': 'cross-site', origin: FOREIGN }],
    ['a browser that says only where the page is from', { origin: FOREIGN }],
    ['a page without an origin', { origin: 'null' }],
  ])('is refused before anything is asked: %s', async (_name, headers) => {
    for (const served of [closed, named]) {
      const before = asked(served);
      for (const answer of [await askByGet(served, headers), await ask(served, headers)]) {
        expect(answer.status).toBe(403);
        expect(codeOf(answer)).toBe('FOREIGN_ORIGIN');
      }
      expect(asked(served)).toBe(before);
    }
  });

  it('is refused although it accepts a page, where there is none to show', async () => {
    const bare = await startServedDemo({ count: 5 }, { server: { graphiql: false } });
    const answer = await askByGet(bare, { 'sec-fetch-site': 'cross-site', accept: 'text/html' });
    expect([answer.status, asked(bare)]).toEqual([403, 0]);
    await bare.close();
  });

  it('is answered where the settings name it', async () => {
    for (const headers of [{ origin: ONE }, { origin: ONE, 'sec-fetch-site': 'cross-site' }])
      expect((await ask(named, headers)).status).toBe(200);
    expect((await askByGet(open, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });
});

describe('what is no foreign page', () => {
  it('is answered: GraphiQL, the address bar, and programs', async () => {
    const own = closed.url;
    for (const headers of [
      { 'sec-fetch-site': 'same-origin', origin: own },
      { 'sec-fetch-site': 'none' },
      { origin: own },
      {},
    ] as Record<string, string>[])
      expect((await ask(closed, headers)).status).toBe(200);
  });

  it('may lead to GraphiQL with a link', async () => {
    const answer = await sendHttp(`${closed.url}/graphql`, {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' },
    });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  });
});

describe('every answer', () => {
  it('has the id of its request: the given one, or one of its own', async () => {
    for (const path of ['/', '/health', '/ready', '/graphql?query={__typename}', '/nothing', '/media/x']) {
      const given = await sendHttp(closed.url + path, { headers: { 'x-request-id': 'abc-1' } });
      expect([path, given.headers['x-request-id']]).toEqual([path, 'abc-1']);
      const made = await sendHttp(closed.url + path, { headers: { 'x-request-id': 'a b' } });
      expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('the name that a request brings along', () => {
  const hosts = ['[bad', 'a/b', 'me@127.0.0.1', '127.0.0.1:port', '127.0.0.1#x'];

  it.each(hosts)('is refused in words when it is none: %s', async (host) => {
    const away = await startServedDemo({ count: 5 }, { server: AWAY });
    for (const url of [closed.url, away.url.replace('0.0.0.0', '127.0.0.1')])
      for (const path of ['/graphql?query={__typename}', '/health']) {
        const answer = await sendHttp(url + path, { headers: { host } });
        expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
      }
    await away.close();
  });

  it('is in no link of a server that is reached from elsewhere', async () => {
    const away = await startServedDemo({ count: 20 }, { server: AWAY });
    const answer = await sendHttp(`${away.url.replace('0.0.0.0', '127.0.0.1')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: 'somebody.example' },
      body: JSON.stringify({ query: '{ callSessions(first: 20) { nodes { recordings { url } } } }' }),
    });
    const text = answer.bytes.toString();
    expect(text).toContain('"https://calls.example.com/media/');
    expect(text).not.toContain('somebody.example');
    await away.close();
  });
});

/** Not on the loopback alone. */
const AWAY = { host: '0.0.0.0', allowUnauthenticated: true, publicUrl: 'https://calls.example.com' };
