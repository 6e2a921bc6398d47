import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { createGraphiQL } from '../../src/server/graphiql.ts';
import { startServer } from '../../src/server/server.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { sendHttp } from '../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let served: ServedDemo;

beforeAll(async () => {
  served = await startServedDemo({ count: 5 });
});
afterAll(() => served.close());

const assetsOf = (page: string): string[] => [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);

describe('the page of GraphiQL', () => {
  it('is small, opens with the example queries, and needs this server alone', async () => {
    const { status, headers, bytes } = await sendHttp(`${served.url}/graphql`, { headers: PAGE });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(bytes.byteLength).toBeLessThan(50_000);
    expect(bytes.toString()).toContain('callSessions(first: 5)');
    for (const asset of assetsOf(bytes.toString())) expect(asset).toMatch(/^graphiql\/[\w.]+\?[\w-]+$/);
  });

  it('is not sent again to a browser that has it, until the day changes', async () => {
    let now = DATA_SETS_END;
    const graphiql = createGraphiQL(() => now);
    const graphql = () => expect.unreachable();
    const identify = async () => ({ caller: ANYBODY });
    const options = { identify, host: '127.0.0.1', port: 0, allowedOrigins: [], providers: [], schemaText: null };
    const server = await startServer({ ...options, graphiql, graphql, log: SILENT_LOG });
    const visit = (kept = '') => sendHttp(`${server.url}/graphql`, { headers: { ...PAGE, 'if-none-match': kept } });
    const first = await visit();
    expect(first.headers['cache-control']).toBe('no-cache');
    const again = await visit(first.headers['etag']);
    expect([again.status, again.bytes.byteLength]).toEqual([304, 0]);
    now += DAY_MS;
    expect((await visit(first.headers['etag'])).status).toBe(200);
    await server.close(0);
  });

  it('can be turned off', async () => {
    const bare = await startServedDemo({ count: 5 }, { server: { graphiql: false } });
    const answer = await sendHttp(`${bare.url}/graphql`, { headers: PAGE });
    expect([answer.status, answer.bytes.toString()]).toEqual([400, expect.stringContaining('There is no query')]);
    expect((await sendHttp(`${bare.url}/graphiql/graphiql.js`)).status).toBe(404);
    await bare.close();
  });

  it('is found by a browser that opens the server, and below the slash', async () => {
    for (const [path, target] of [
      ['/', '/graphql'],
      ['/graphql/', '/graphql'],
    ]) {
      const { headers } = await sendHttp(served.url + path!, { headers: PAGE });
      expect(new URL(headers['location']!, served.url + path!).pathname).toBe(target);
    }
  });
});

describe('the code of GraphiQL', () => {
  const load = async (name: string, headers: Record<string, string> = {}) => {
    const page = (await sendHttp(`${served.url}/graphql`, { headers: PAGE })).bytes.toString();
    return sendHttp(`${served.url}/${assetsOf(page).find((asset) => asset.includes(name))!}`, { headers });
  };

  it('is kept by a browser for good, and compressed as it likes', async () => {
    const plain = await load('graphiql.js');
    expect(plain.headers['cache-control']).toContain('immutable');
    const brotli = await load('graphiql.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    const zipped = await load('graphiql.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
    expect(new Set([plain, brotli, zipped].map(({ headers }) => headers['etag'])).size).toBe(3);
    const kept = { 'accept-encoding': 'br', 'if-none-match': brotli.headers['etag']! };
    expect((await load('graphiql.js', kept)).status).toBe(304);
  });

  it('is all there', async () => {
    for (const name of [
      'graphiql.js',
      'graphiql.css',
      'editor.worker.js',
      'json.worker.js',
      'graphql.worker.js',
      'favicon.ico',
    ])
      expect((await sendHttp(`${served.url}/graphiql/${name}`, { method: 'HEAD' })).status).toBe(200);
    for (const name of ['nothing.js', 'constructor', ''])
      expect((await sendHttp(`${served.url}/graphiql/${name}`)).status).toBe(404);
  });

  it('is in memory once, however many take it and do not read it', async () => {
    const { byteLength } = (await load('graphiql.js')).bytes;
    const before = process.memoryUsage();
    const clients = await Promise.all(
      Array.from({ length: 60 }, async () => {
        const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
        await once(socket, 'connect');
        socket.write(`GET /graphiql/graphiql.js HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
        await once(socket, 'readable');
        return socket;
      }),
    );
    const after = process.memoryUsage();
    const grown = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
    // Twelve copies would be too many; there were sixty, and more of each.
    expect(grown).toBeLessThan(12 * byteLength);
    for (const socket of clients) socket.destroy();
  });
});
