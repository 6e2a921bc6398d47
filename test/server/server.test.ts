import { request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import { GraphQLError, printSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { afterEach, describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import type { Provider, ProviderStatus } from '../../src/domain/provider.ts';
import { createGraphiQL } from '../../src/server/graphiql.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/server.ts';
import { settingsSchema } from '../../src/server/settings.ts';
import { createGraphServer } from '../../src/server/yoga.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { sendHttp } from '../support/send-http.ts';

/** A field that answers when the test says so, and knows when its client has gone. */
type Gate = { readonly reached: PromiseWithResolvers<AbortSignal>; readonly open: PromiseWithResolvers<string> };

const running: RunningServer[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.close(0))));

const { server: serverSettings, timeline } = settingsSchema.parse({
  server: { limits: { maxBodyBytes: 10_000 } },
  providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key-of-the-test' }],
});

async function serve(states: readonly ProviderStatus['state'][] = ['UP'], options: Partial<ServerOptions> = {}) {
  const gate: Gate = { reached: Promise.withResolvers(), open: Promise.withResolvers() };
  const schema = createSchema({
    typeDefs: 'type Query { waits: String }',
    resolvers: {
      Query: {
        waits: (_root, _args, { request }: { request: Request }) => {
          gate.reached.resolve(request.signal);
          return gate.open.promise;
        },
      },
    },
  });
  const settings = { server: serverSettings, timeline };
  const graph = createGraphServer({ schema, settings, providers: [], log: SILENT_LOG, createContext: () => ({}) });
  const providers = states.map((state, index) => {
    const status = () => ({ state, lastError: 'a sentence for operators', lastErrorKind: null, rateLimit: null });
    return { key: `p${index}`, status } as Partial<Provider> as Provider;
  });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    graphiql: createGraphiQL(() => DATA_SETS_END),
    schemaText: () => printSchema(schema),
    publicUrl: 'https://calls.example.com',
    allowedOrigins: [],
    identify: async () => ({ caller: ANYBODY }),
    log: SILENT_LOG,
    providers,
    graphql: (request, response) => graph(request, response),
    ...options,
  });
  running.push(server);
  const ask = (init: RequestInit = {}) => fetch(`${server.url}/graphql?query=${encodeURIComponent('{ waits }')}`, init);
  return { server, gate, ask };
}

const codeOf = async (response: Response) =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe('the server', () => {
  it('is healthy once it listens', async () => {
    const { server } = await serve(['DOWN']);
    const response = await fetch(`${server.url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is ready while one provider can be asked, and says how each is', async () => {
    const { server } = await serve(['DOWN', 'DEGRADED']);
    const response = await fetch(`${server.url}/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ready',
      providers: [
        { key: 'p0', state: 'DOWN' },
        { key: 'p1', state: 'DEGRADED' },
      ],
    });
    const down = await serve(['DOWN']);
    expect((await fetch(`${down.server.url}/ready`)).status).toBe(503);
  });

  it('says in JSON what is not there, and what is only read', async () => {
    const { server } = await serve();
    const missing = await fetch(`${server.url}/nothing`);
    expect([missing.status, await codeOf(missing)]).toEqual([404, 'NOT_FOUND']);
    const written = await fetch(`${server.url}/health`, { method: 'POST' });
    expect([written.status, await codeOf(written)]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it('answers under its own names only, so that no foreign page can pose as it', async () => {
    const { server } = await serve();
    const statusOf = (host: string) =>
      new Promise((resolve, reject) => {
        const request = sendRequest(`${server.url}/health`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject).end();
      });
    expect(await statusOf('localhost:4000')).toBe(200);
    expect(await statusOf('calls.example.com')).toBe(200);
    expect(await statusOf('rebound.example:4000')).toBe(421);
  });

  it('lets nobody keep, frame or guess at its answers', async () => {
    const { gate, ask } = await serve();
    gate.open.resolve('now');
    const { headers } = await ask();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('leads a browser to GraphiQL', async () => {
    const { server } = await serve();
    const response = await fetch(server.url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'graphql']);
  });

  it('tells whoever else opens it what there is', async () => {
    for (const options of [{}, { graphiql: null, schemaText: null }]) {
      const { server } = await serve(['UP'], options);
      const accept = options.graphiql === null ? 'text/html' : '*/*';
      const text = await (await fetch(server.url, { headers: { accept } })).text();
      expect(text).toContain('/graphql is the endpoint');
      expect(text.includes('/schema.graphql')).toBe(options.schemaText === undefined);
    }
  });

  it('answers HEAD with what GET would, without the body', async () => {
    const { server, gate } = await serve();
    gate.open.resolve('now');
    for (const path of [
      `/graphql?query=${encodeURIComponent('{ waits }')}`,
      '/graphql?query=nothing',
      '/health',
      '/schema.graphql',
      '/',
    ]) {
      const got = await sendHttp(server.url + path);
      const headed = await sendHttp(server.url + path, { method: 'HEAD' });
      expect([path, headed.status, headed.bytes.byteLength]).toEqual([path, got.status, 0]);
      for (const name of ['content-type', 'content-length', 'etag'])
        expect(headed.headers[name]).toBe(got.headers[name]);
    }
  });

  it('says which methods each of its paths has', async () => {
    const { server } = await serve();
    for (const [path, allow] of [
      ['/graphql', 'GET, HEAD, POST, PUT, DELETE'],
      ['/schema.graphql', 'GET, HEAD'],
      ['/graphiql/graphiql.js', 'GET, HEAD'],
    ]) {
      const response = await fetch(server.url + path!, { method: 'PATCH' });
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
      expect(await codeOf(response)).toBe('METHOD_NOT_ALLOWED');
    }
  });

  it('fails alone when an answer fails, in JSON and in the log', async () => {
    const { log, lines } = createRecordingLog();
    const graphql = () => Promise.reject(new Error('a secret of the house'));
    const { server } = await serve(['UP'], { graphql, log });
    const response = await fetch(`${server.url}/graphql`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(text).not.toContain('secret');
    expect(JSON.stringify(lines)).toContain('a secret of the house');
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('refuses a body that grows too large while it is read', async () => {
    const { server } = await serve();
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const request = sendRequest(`${server.url}/graphql`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.write(`{"query": "${'x'.repeat(20_000)}`);
    });
    expect(status).toBe(413);
  });

  it('refuses headers that are too long, in JSON', async () => {
    const { server } = await serve();
    const response = await fetch(`${server.url}/graphql?query=${'x'.repeat(20_000)}`);
    expect([response.status, await codeOf(response)]).toEqual([431, 'HEADERS_TOO_LARGE']);
  });

  it('answers what is no HTTP, and lives on', async () => {
    const { server } = await serve();
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString())).on('close', () => resolve(received));
    });
    expect(text).toContain('400 Bad Request');
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });
});

describe('a client that goes away', () => {
  it('aborts the request', async () => {
    const { gate, ask } = await serve();
    const leaving = new AbortController();
    const answer = ask({ signal: leaving.signal }).catch(() => 'left');
    const signal = await gate.reached.promise;
    expect(signal.aborted).toBe(false);
    const combined = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
    leaving.abort();
    expect(await answer).toBe('left');
    await expect.poll(() => combined.aborted).toBe(true);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ name: 'AbortError' });
    gate.open.reject(new GraphQLError('nobody listens'));
  });
});

describe('a server that stops', () => {
  it('lets what is in flight end, and takes nothing new', async () => {
    const { server, gate, ask } = await serve();
    const answer = ask();
    await gate.reached.promise;
    const closed = server.close(5000);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    gate.open.resolve('in time');
    const response = await answer;
    expect(await response.json()).toEqual({ data: { waits: 'in time' } });
    expect(response.headers.get('connection')).toBe('close');
    await closed;
  });

  it('cuts off what does not end within the grace', async () => {
    const { server, gate, ask } = await serve();
    const answer = ask().catch(() => 'cut');
    const signal = await gate.reached.promise;
    await server.close(20);
    expect(await answer).toBe('cut');
    await expect.poll(() => signal.aborted).toBe(true);
    gate.open.resolve('too late');
  });
});
