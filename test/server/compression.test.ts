import { brotliDecompressSync, createBrotliDecompress, createGunzip, gunzipSync } from 'node:zlib';
import { request as sendRequest } from 'node:http';
import { createSchema } from 'graphql-yoga';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { settingsSchema } from '../../src/server/settings.ts';
import { createGraphServer } from '../../src/server/yoga.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { sendHttp } from '../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const PAGE = `{ callSessions(first: 200) { nodes { id startedAt endedAt direction outcome provider { key kind }
  customer { number e164 } agents { displayName } recordings { url } } } }`;

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 100 });
});
afterAll(() => served.close());

const ask = (encoding: string | undefined, query = PAGE) =>
  sendHttp(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(encoding !== undefined && { 'accept-encoding': encoding }) },
    body: JSON.stringify({ query }),
  });

describe('an answer over a kilobyte', () => {
  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
    ['br;q=0.1, gzip;q=0.9', 'gzip', gunzipSync],
    ['br;q=0, *;q=0.1', 'gzip', gunzipSync],
  ])('is compressed as the client likes it: %s', async (accept, encoding, decompress) => {
    const plain = await ask(undefined);
    const { headers, bytes } = await ask(accept);
    expect(headers).toMatchObject({ 'content-encoding': encoding, 'content-length': String(bytes.byteLength) });
    expect(headers['vary']).toContain('accept-encoding');
    const links = /"url":"[^"]+"/g;
    expect(decompress(bytes).toString().replace(links, '')).toBe(plain.bytes.toString().replace(links, ''));
    expect(bytes.byteLength).toBeLessThan(plain.bytes.byteLength / 3);
  });

  it.each([undefined, 'identity', 'gzip;q=0', 'br;q=0.5, identity', 'zstd', ''])(
    'is sent as it is to a client that does not ask: %s',
    async (accept) => {
      const { headers, bytes } = await ask(accept);
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers['vary']).toContain('accept-encoding');
      expect(JSON.parse(bytes.toString())).toHaveProperty('data.callSessions.nodes');
    },
  );
});

describe('what is never compressed', () => {
  it('is a small answer', async () => {
    const { headers } = await ask('br, gzip', '{ providers { key } }');
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('is a recording', async () => {
    const text = (await ask(undefined)).bytes.toString();
    const url = /"url":"([^"]+)"/.exec(text)![1]!;
    const { headers } = await sendHttp(url, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(headers['content-encoding']).toBeUndefined();
  });
});

describe('an answer in parts', () => {
  const running: RunningServer[] = [];
  afterEach(() => Promise.all(running.splice(0).map((server) => server.close(0))));

  /** A server whose second field waits for the test. */
  const serve = async () => {
    const gate = Promise.withResolvers<string>();
    const left = Promise.withResolvers<void>();
    const schema = createSchema({
      typeDefs: 'type Query { first: String, second: String }',
      resolvers: {
        Query: {
          first: () => 'first',
          second: (_root, _args, { request }: { request: Request }) => {
            request.signal.addEventListener('abort', () => left.resolve());
            return gate.promise;
          },
        },
      },
    });
    const { server, timeline } = settingsSchema.parse({
      providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key-of-the-test' }],
    });
    const settings = { server, timeline };
    const graph = createGraphServer({ schema, settings, providers: [], log: SILENT_LOG, createContext: () => ({}) });
    const started = await startServer({
      ...{ host: '127.0.0.1', port: 0, allowedOrigins: [], providers: [], schemaText: null, graphiql: null },
      identify: async () => ({ caller: ANYBODY }),
      log: SILENT_LOG,
      graphql: (request, response) => graph(request, response),
    });
    running.push(started);
    return { url: `${started.url}/graphql?query=${encodeURIComponent('{ first ... @defer { second } }')}`, gate, left };
  };

  it.each([
    ['multipart/mixed', 'br'],
    ['multipart/mixed', 'gzip'],
    ['text/event-stream', 'br'],
    ['text/event-stream', 'gzip'],
  ])('arrives part by part as %s, compressed with %s', async (accept, encoding) => {
    const { url, gate } = await serve();
    const arrived = Promise.withResolvers<void>();
    const text = await new Promise<string>((resolve, reject) => {
      const request = sendRequest(
        url,
        { agent: false, headers: { accept, 'accept-encoding': encoding } },
        (response) => {
          expect(response.headers['content-encoding']).toBe(encoding);
          let read = '';
          const plain = response.pipe(encoding === 'br' ? createBrotliDecompress() : createGunzip());
          plain.setEncoding('utf8').on('data', (piece: string) => {
            read += piece;
            if (read.includes('"first"')) arrived.resolve();
          });
          plain.on('end', () => resolve(read)).on('error', reject);
        },
      );
      request.on('error', reject).end();
      // The second part is not made before the first has been read.
      arrived.promise.then(() => gate.resolve('second'), reject);
    });
    expect(text.indexOf('"second":"second"')).toBeGreaterThan(text.indexOf('"first":"first"'));
    expect(text).toContain('"hasNext":false');
  });

  it('ends when its client goes away', async () => {
    const { url, gate, left } = await serve();
    const leaving = new AbortController();
    const headers = { accept: 'multipart/mixed', 'accept-encoding': 'br' };
    const response = await fetch(url, { headers, signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    await left.promise;
    gate.resolve('too late');
  });
});
