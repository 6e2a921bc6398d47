import { type IncomingMessage, type RequestListener, createServer } from 'node:http';
import { type AddressInfo, type Socket, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpClientOptions, createHttpClient } from '../../src/transport/create-http-client.ts';
import type { Exchange, HttpClient, HttpRequest } from '../../src/transport/http.ts';
import { HttpError } from '../../src/transport/http-error.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../src/transport/upstream-trace.ts';
import { never } from './exchange-stub.ts';

const SECRET = 's3cret';
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Vendor = {
  request: (overrides?: Partial<HttpRequest>) => HttpRequest;
  sockets: Set<Socket>;
  seen: IncomingMessage[];
};

async function startVendor(answer: RequestListener): Promise<Vendor> {
  const seen: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming);
    answer(incoming, outgoing);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/rest/${SECRET}/calls?key=${SECRET}`;
  return {
    request: (overrides) => ({ method: 'GET', url, operation: 'vendor.calls', purpose: 'read', ...overrides }),
    sockets,
    seen,
  };
}

function createClient(options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({ provider: 'portal', ...options });
  closing.push(() => client.close());
  return client;
}

async function failureOf(promise: Promise<unknown>): Promise<HttpError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpError);
  return error as HttpError;
}

/** Resolves when the condition holds; the test's own time limit ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('createHttpClient', () => {
  it('sends what it is given under its own name, and reads the whole reply', async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      void text(incoming).then((body) => {
        const { authorization } = incoming.headers;
        const cookies = ['a=1', 'b=2'];
        outgoing.writeHead(201, { 'set-cookie': cookies, 'x-limit': '5' });
        outgoing.end(
          JSON.stringify({ method: incoming.method, body, authorization, agent: incoming.headers['user-agent'] }),
        );
      });
    });
    const headers = { authorization: 'Bearer x' };
    const reply = await createClient().send(vendor.request({ method: 'POST', body: 'filter=ю', headers }), never());
    expect(reply).toMatchObject({ status: 201, headers: { 'x-limit': '5', 'set-cookie': 'a=1, b=2' } });
    expect(JSON.parse(reply.text)).toEqual({
      method: 'POST',
      body: 'filter=ю',
      authorization: 'Bearer x',
      agent: expect.stringMatching(/^trunkline\/\d+\.\d+\.\d+/) as unknown,
    });
  });

  it('does not follow redirects', async () => {
    const vendor = await startVendor((_incoming, outgoing) => {
      outgoing.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    });
    const reply = await createClient().send(vendor.request({ method: 'POST', body: '{}' }), never());
    expect([reply.status, reply.headers['location'], vendor.seen.length]).toEqual([
      302,
      'https://elsewhere.example/',
      1,
    ]);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('reads a reply compressed with %s, also one that says no', async (encoding, compress) => {
    const vendor = await startVendor((_incoming, outgoing) => {
      outgoing.writeHead(429, { 'content-encoding': encoding }).end(compress('{"error":"ю"}'));
    });
    const reply = await createClient().send(vendor.request(), never());
    expect([reply.status, reply.text]).toEqual([429, '{"error":"ю"}']);
    expect(vendor.seen[0]?.headers['accept-encoding']).toBe('gzip, br');
  });

  it.each([
    ['announced in its head', { 'content-length': '2000' }, Buffer.alloc(2_000, 'x')],
    ['only seen while reading', {}, Buffer.alloc(2_000, 'x')],
    ['only seen after decompression', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(2_000, 'x'))],
  ])('refuses a reply larger than its cap, %s', async (_where, headers, body) => {
    const vendor = await startVendor((_incoming, outgoing) => void outgoing.writeHead(200, headers).end(body));
    const error = await failureOf(createClient({ maxReplyBytes: 1_000 }).send(vendor.request(), never()));
    expect(error).toMatchObject({ kind: 'too-large', mayHaveReachedVendor: true });
    expect(error.message).toMatch(/^vendor\.calls: the reply is larger than 1000 bytes/);
  });

  it('stops reading a reply that never ends', async () => {
    const vendor = await startVendor((_incoming, outgoing) => {
      const chunk = Buffer.alloc(65_536, 'x');
      const write = (): void => {
        while (!outgoing.destroyed && outgoing.write(chunk));
      };
      outgoing.on('drain', write);
      write();
    });
    const error = await failureOf(createClient({ maxReplyBytes: 1_000_000 }).send(vendor.request(), never()));
    expect(error.kind).toBe('too-large');
    await until(() => vendor.sockets.size === 0);
  });

  it('knows when surely nothing was sent', async () => {
    const vendor = await startVendor(() => {});
    const url = `http://127.0.0.1:1/${SECRET}`;
    for (const request of [vendor.request({ url }), vendor.request({ url: `${SECRET} is no URL` })]) {
      for (const ask of [createClient().send, createClient().open]) {
        const error = await failureOf(ask(request, never()));
        expect(error).toMatchObject({ kind: 'not-connected', mayHaveReachedVendor: false });
      }
    }
  });

  it('says that a request may have arrived when the connection ends early', async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      if (incoming.method === 'POST') incoming.socket.resetAndDestroy();
      else outgoing.writeHead(200, { 'content-length': 10 }).write('half', () => incoming.socket.resetAndDestroy());
    });
    const client = createClient();
    const write = vendor.request({ method: 'POST', body: '{}', purpose: 'write' });
    expect(await failureOf(client.send(write, never()))).toMatchObject({ kind: 'reset', mayHaveReachedVendor: true });
    expect(await failureOf(client.send(vendor.request(), never()))).toMatchObject({ kind: 'reset' });
  });

  it('calls a vendor that falls silent timed out', async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      if (incoming.method === 'POST') outgoing.writeHead(200).write('the rest never comes');
    });
    const client = createClient({ headersTimeoutMs: 50, bodyTimeoutMs: 50 });
    const requests = [vendor.request(), vendor.request({ method: 'POST' })];
    const errors = await Promise.all(requests.map((request) => failureOf(client.send(request, never()))));
    expect(errors.map(({ kind }) => kind)).toEqual(['timed-out', 'timed-out']);
  });

  it.each([
    ['is not compressed as it says', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 6\r\n\r\nnot gz'],
    ['is not HTTP', `220 mail.example ESMTP ${SECRET}\r\n`],
  ])('calls a reply unreadable that %s, and keeps none of it', async (_what, bytes) => {
    const server = createTcpServer((socket) => socket.on('error', () => {}).once('data', () => socket.write(bytes)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${SECRET}`;
    const request: HttpRequest = { method: 'GET', url, operation: 'vendor.calls', purpose: 'read' };
    const error = await failureOf(createClient().send(request, never()));
    expect(error.kind).toBe('unreadable');
    const everything = [error.message, JSON.stringify(error.cause, Object.getOwnPropertyNames(error.cause))].join();
    expect(everything).not.toContain(SECRET);
  });

  it('never puts the address or the body into an error', async () => {
    const vendor = await startVendor((incoming) => void incoming.socket.destroy());
    const request = vendor.request({ method: 'POST', body: SECRET, headers: { authorization: SECRET } });
    const error = await failureOf(createClient().send(request, never()));
    expect([String(error), error.stack, String(error.cause)].join()).not.toContain(SECRET);
    expect(error.message).toMatch(/^vendor\.calls: /);
  });

  it("stops with the caller's own reason, whatever stage it is in", async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      if (incoming.method === 'POST') outgoing.writeHead(200).write('a beginning');
    });
    const client = createClient({ connections: 1 });
    const reason = new Error('the caller went away');
    await expect(client.send(vendor.request(), AbortSignal.abort(reason))).rejects.toBe(reason);
    const callers = [vendor.request(), vendor.request({ method: 'POST' }), vendor.request()].map((request) => {
      const caller = new AbortController();
      return { caller, answer: expect(client.send(request, caller.signal)).rejects.toBe(reason) };
    });
    for (const { caller, answer } of callers) {
      caller.abort(reason);
      await answer;
    }
    await until(() => vendor.sockets.size === 0);
  });

  it('leaves no socket and no listener behind after a thousand aborted requests', async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      if (incoming.method === 'GET') outgoing.writeHead(200).write('a beginning');
      else outgoing.writeHead(200, { connection: 'close' }).end();
    });
    const client = createClient();
    const patient = new AbortController();
    let listeners = 0;
    const { signal } = patient;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners += 1;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...given);
    };
    for (let round = 1; round <= 10; round += 1) {
      const caller = new AbortController();
      const answers = Array.from({ length: 100 }, () => client.send(vendor.request(), caller.signal).catch(() => null));
      await until(() => vendor.seen.length === 32 * round);
      caller.abort(new Error('gone'));
      await Promise.all(answers);
    }
    await client.send(vendor.request({ method: 'POST' }), signal);
    const { body } = await client.open(vendor.request({ method: 'POST' }), signal);
    await text(body);
    await until(() => body.closed);
    expect(listeners).toBe(0);
    await until(() => vendor.sockets.size === 0);
  });

  it('sends a request that waits for a connection no more, once its caller has gone', async () => {
    const answers: (() => void)[] = [];
    const vendor = await startVendor((_incoming, outgoing) => void answers.push(() => outgoing.end('done')));
    const client = createClient({ connections: 1 });
    const first = client.send(vendor.request(), never());
    const caller = new AbortController();
    const second = expect(client.send(vendor.request({ method: 'POST' }), caller.signal)).rejects.toThrow('gone');
    const third = client.send(vendor.request(), never());
    caller.abort(new Error('gone'));
    await second;
    await until(() => answers.length === 1);
    answers[0]?.();
    await until(() => answers.length === 2);
    answers[1]?.();
    expect([(await first).text, (await third).text]).toEqual(['done', 'done']);
    expect(vendor.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('notes every exchange in the trace of whoever asks, failed ones too', async () => {
    const vendor = await startVendor((_incoming, outgoing) => void outgoing.end('{}'));
    const ended: Exchange[] = [];
    const client = createClient({ now: () => 1_234, onExchange: (exchange) => ended.push(exchange) });
    const trace: UpstreamTrace = { exchanges: [] };
    await runWithUpstreamTrace(trace, async () => {
      const reply = await client.send(vendor.request({ commands: 7, retries: 1 }), never());
      reply.exchange.rows = 3;
      await client.send(vendor.request({ url: 'http://127.0.0.1:1/' }), never()).catch(() => null);
    });
    await client.send(vendor.request(), never());
    const common = { provider: 'portal', operation: 'vendor.calls', purpose: 'read', startedAt: 1_234 };
    expect(trace.exchanges).toMatchObject([
      { ...common, commands: 7, status: 200, rows: 3, retries: 1 },
      { ...common, commands: 1, status: null, rows: null, retries: 0 },
    ]);
    expect(ended).toHaveLength(3);
  });

  it('takes a fresh connection for each write and keeps those of reads', async () => {
    const ports: (number | undefined)[] = [];
    const vendor = await startVendor((incoming, outgoing) => {
      ports.push(incoming.socket.remotePort);
      outgoing.end();
    });
    const client = createClient();
    const ask = async (purpose: 'read' | 'write'): Promise<number> => {
      ports.length = 0;
      for (let time = 0; time < 6; time += 1) await client.send(vendor.request({ method: 'POST', purpose }), never());
      return new Set(ports).size;
    };
    expect(await ask('read')).toBeLessThanOrEqual(2);
    expect(await ask('write')).toBe(6);
  });

  it('ends every socket when it is closed', async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      if (incoming.method === 'GET') outgoing.end();
    });
    const client = createClient();
    await client.send(vendor.request(), never());
    const hanging = failureOf(client.send(vendor.request({ method: 'POST' }), never()));
    await until(() => vendor.seen.length === 2);
    await client.close();
    expect((await hanging).kind).toBe('closed');
    expect((await failureOf(client.send(vendor.request(), never()))).kind).toBe('closed');
    await until(() => vendor.sockets.size === 0);
  });
});

describe('opening a stream', () => {
  const endless: RequestListener = (_incoming, outgoing) => {
    outgoing.writeHead(206, { 'content-range': 'bytes 0-/*' });
    const write = (): void => {
      while (!outgoing.destroyed && outgoing.write(Buffer.alloc(65_536)));
    };
    outgoing.on('drain', write);
    write();
  };

  it('hands the body on as it comes, uncompressed and without a cap', async () => {
    const vendor = await startVendor((_incoming, outgoing) => void outgoing.writeHead(206).end('x'.repeat(5_000)));
    const client = createClient({ maxReplyBytes: 1_000 });
    const stream = await client.open(vendor.request({ headers: { range: 'bytes=0-' } }), never());
    expect([stream.status, (await text(stream.body)).length]).toEqual([206, 5_000]);
    expect(vendor.seen[0]?.headers).toMatchObject({ 'accept-encoding': 'identity', range: 'bytes=0-' });
  });

  it('gives redirects back', async () => {
    const vendor = await startVendor(
      (_incoming, outgoing) => void outgoing.writeHead(302, { location: '/there' }).end(),
    );
    const stream = await createClient().open(vendor.request(), never());
    stream.body.resume();
    expect([stream.status, stream.headers['location']]).toEqual([302, '/there']);
  });

  it('ends the exchange when its body is destroyed', async () => {
    const vendor = await startVendor(endless);
    const ended: Exchange[] = [];
    const client = createClient({ onExchange: (exchange) => ended.push(exchange) });
    const { body } = await client.open(vendor.request(), never());
    expect(ended).toHaveLength(0);
    body.destroy();
    await until(() => vendor.sockets.size === 0 && ended.length === 1);
    expect(ended[0]?.status).toBe(206);
  });

  it("breaks off with the caller's own reason", async () => {
    const vendor = await startVendor(endless);
    const caller = new AbortController();
    const { body } = await createClient().open(vendor.request(), caller.signal);
    const read = text(body);
    const reason = new Error('gone');
    caller.abort(reason);
    await expect(read).rejects.toBe(reason);
    await until(() => vendor.sockets.size === 0);
  });

  it('breaks off when the vendor does', async () => {
    const vendor = await startVendor((incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 10 }).write('half', () => incoming.socket.resetAndDestroy());
    });
    const { body } = await createClient().open(vendor.request(), never());
    await expect(text(body)).rejects.toThrow();
  });
});
