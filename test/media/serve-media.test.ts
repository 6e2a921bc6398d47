import { createServer, get, request as sendRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../src/domain/media.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createMediaTokens } from '../../src/media/media-tokens.ts';
import { createStreamSlots } from '../../src/media/stream-slots.ts';
import { serveMedia } from '../../src/media/serve-media.ts';

type Open = (request: MediaRequest, signal: AbortSignal) => Promise<OpenedMedia | null>;

const NOW = Date.UTC(2026, 2, 2, 9, 14, 5);
const key: MediaKey = { kind: 'recording', nativeId: '9079', session: { nativeId: '7', startedAt: NOW } };
const bytes = Buffer.from('RIFF and some sound');
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const whole: OpenedMedia = {
  status: 200,
  contentType: 'audio/wav',
  contentLength: bytes.length,
  contentRange: null,
  etag: '"v1"',
  acceptsRanges: true,
  body: streamOf(bytes),
};

describe('serving media', () => {
  it('streams the bytes with a name a person can use', async () => {
    const { url } = await serve(async () => ({ ...whole, body: streamOf(bytes) }));
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(bytes.toString());
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.get('etag')).toBe('"v1"');
    expect(response.headers.get('content-disposition')).toBe(
      'inline; filename="2026-03-02T09-14-05Z-portal-7-recording.wav"',
    );
    expect(response.headers.get('cache-control')).toContain('private');
  });

  it('passes a range on, and the part back', async () => {
    const { url, asked } = await serve(async () => ({
      ...whole,
      status: 206,
      contentLength: 4,
      contentRange: `bytes 0-3/${bytes.length}`,
      body: streamOf(bytes.subarray(0, 4)),
    }));
    const response = await fetch(url, { headers: { range: 'bytes=0-3' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes 0-3/${bytes.length}`);
    expect(await response.text()).toBe('RIFF');
    expect(asked).toMatchObject([{ method: 'GET', range: 'bytes=0-3' }]);
  });

  it('says that a range cannot be had', async () => {
    const { url } = await serve(async () => ({
      ...whole,
      status: 416,
      contentLength: null,
      contentRange: 'bytes */19',
      body: streamOf(),
    }));
    const response = await fetch(url, { headers: { range: 'bytes=99-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */19');
  });

  it.each([
    ['"v1"', 304],
    ['W/"v1"', 304],
    ['"v0", "v1"', 304],
    ['*', 304],
    ['"v0"', 200],
    ['v1', 200],
  ])('answers whoever kept %s with %i', async (kept, status) => {
    const { url } = await serve(async () => ({ ...whole, body: streamOf(bytes) }));
    const response = await fetch(url, { headers: { 'if-none-match': kept } });
    expect([response.status, await response.text()]).toEqual([status, status === 304 ? '' : bytes.toString()]);
    expect(response.headers.get('etag')).toBe('"v1"');
    expect(response.headers.get('cache-control')).toContain('private');
  });

  it('sends what has no mark of its version, whatever was kept', async () => {
    const { url } = await serve(async () => ({ ...whole, etag: null, body: streamOf(bytes) }));
    expect((await fetch(url, { headers: { 'if-none-match': '*' } })).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    const { url, asked } = await serve(async () => ({ ...whole, body: streamOf() }));
    const response = await fetch(url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(asked).toMatchObject([{ method: 'HEAD' }]);
  });

  it('tells of the whole where HEAD asks for a range: ranges are of GET', async () => {
    const { url, asked } = await serve(async () => ({ ...whole, body: streamOf() }));
    const response = await fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-3', 'if-range': '"v1"' } });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect(asked).toEqual([{ method: 'HEAD' }]);
  });

  it.each<[string, number, Open]>([
    ['gone at the vendor', 404, async () => null],
    [
      'refused by the vendor',
      502,
      async () => Promise.reject(new ProviderError('portal', 'forbidden', 'https://vendor.example/secret said no')),
    ],
    [
      'failing at the vendor',
      502,
      async () => Promise.reject(new ProviderError('portal', 'unavailable', 'https://vendor.example/secret is down')),
    ],
    [
      'too slow at the vendor',
      504,
      (_request, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    ],
  ])('answers what is %s with %i and a sentence, never the vendor’s link', async (_name, status, open) => {
    const { url } = await serve(open);
    const response = await fetch(url);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(text).toMatch(/^[A-Z].*\.\s$/);
    expect(text).not.toContain('vendor.example');
  });

  it.each(['text/html; charset=utf-8', 'TEXT/HTML', 'application/json'])(
    'takes a page for no recording, although the vendor sends it as a success: %s',
    async (contentType) => {
      const { url } = await serve(async () => ({ ...whole, contentType, body: streamOf(bytes) }));
      const response = await fetch(url);
      expect([response.status, await response.text()]).toEqual([
        404,
        'Portal has this recording no longer, or shows it only to people who log in there.\n',
      ]);
    },
  );

  it('lets the body take longer than the deadline, which is for its head', async () => {
    let signalOf: AbortSignal | undefined;
    const { url } = await serve(async (_request, signal) => {
      signalOf = signal;
      return { ...whole, contentLength: null, body: slowBytes() };
    });
    async function* slowBytes(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 4);
      await delay(300);
      signalOf!.throwIfAborted();
      yield bytes.subarray(4);
    }
    expect(await (await fetch(url)).text()).toBe(bytes.toString());
  });

  it('refuses a token that was changed, and one that has expired, and asks nobody', async () => {
    const { url, asked, expiredUrl } = await serve(async () => whole);
    expect((await fetch(`${url}x`)).status).toBe(403);
    expect((await fetch(url.replace('/media/', '/media/x'))).status).toBe(403);
    const expired = await fetch(expiredUrl);
    expect(expired.status).toBe(410);
    expect(await expired.text()).toContain('Ask the graph');
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    expect(asked).toEqual([]);
  });

  it('stops reading at the vendor when the listener goes away', async () => {
    let signalOf: AbortSignal | undefined;
    const { url } = await serve(async (_request, signal) => {
      signalOf = signal;
      return { ...whole, contentLength: null, body: endless() };
    });
    await new Promise<void>((resolve) => {
      const reading = get(url, (response) => response.once('data', () => resolve(void reading.destroy())));
    });
    while (signalOf?.aborted !== true) await delay(1);
    expect(signalOf.aborted).toBe(true);
  });

  it('takes a listener that hangs up for no failure of the vendor', async () => {
    let signalOf: AbortSignal | undefined;
    const { url, errors } = await serve(async (_request, signal) => {
      signalOf = signal;
      return { ...whole, contentLength: null, body: endless() };
    });
    const { port, host, pathname } = new URL(url);
    for (let listeners = 0; listeners < 5; listeners += 1) {
      signalOf = undefined;
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      socket.once('data', () => socket.resetAndDestroy());
      await vi.waitUntil(() => signalOf?.aborted === true, { interval: 1, timeout: 10_000 });
    }
    expect(errors).toEqual([]);
  });

  it('reads no faster than the listener', async () => {
    let made = 0;
    const { url } = await serve(async () => ({ ...whole, contentLength: null, body: endless(() => (made += 1)) }));
    const reading = sendRequest(url, (response) => response.pause()).end();
    // Nobody takes the body: what is made fits the buffers between, and does not grow.
    let before = -1;
    while (made === 0 || made !== before) {
      before = made;
      await delay(50);
    }
    expect(made).toBeLessThan(500);
    reading.destroy();
  });

  it('gives back the memory of what it has sent, and leaves alone what chunks share', async () => {
    const own = new Uint8Array(70_000).fill(1);
    const shared = new Uint8Array(70_000).fill(2);
    const { url } = await serve(async () => ({
      ...whole,
      contentLength: null,
      body: streamOf(own, shared.subarray(0, 35_000), shared.subarray(35_000)),
    }));
    const sent = new Uint8Array(await (await fetch(url)).arrayBuffer());
    expect([sent.length, sent.indexOf(2), sent.lastIndexOf(1)]).toEqual([140_000, 70_000, 69_999]);
    expect([own.byteLength, shared.byteLength]).toEqual([0, 70_000]);
  });

  it('cuts the connection when the vendor breaks off in the middle', async () => {
    const { url, errors } = await serve(async () => ({ ...whole, contentLength: 1000, body: broken() }));
    const response = await fetch(url);
    await expect(response.arrayBuffer()).rejects.toThrow();
    await vi.waitFor(() => expect(errors).toHaveLength(1));
  });
});

async function serve(open: Open) {
  const asked: MediaRequest[] = [];
  const errors: unknown[] = [];
  const provider = {
    key: 'portal',
    name: 'Portal',
    deadlineMs: 200,
    openMedia: (_key: MediaKey, request: MediaRequest, signal: AbortSignal) => {
      asked.push(request);
      return open(request, signal);
    },
  } as unknown as Provider;
  const tokens = createMediaTokens(['a key'], () => NOW);
  const service = {
    providers: new Map([['portal', provider]]),
    tokens,
    slots: createStreamSlots(),
    ownerOf: () => ANYBODY,
    onOpen: () => {},
    onError: (error: unknown) => void errors.push(error),
  };
  const server = createServer((request, response) => void serveMedia(service, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => (server.closeAllConnections(), server.close()));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/media/`;
  const linkOf = (expiresAt: number) => base + tokens.sign({ provider: 'portal', key, expiresAt, owner: null });
  return { url: linkOf(NOW + 1000), expiredUrl: linkOf(NOW), asked, errors };
}

async function* streamOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function* endless(onChunk = () => {}): AsyncGenerator<Uint8Array> {
  for (let chunks = 0; chunks < 100_000; chunks += 1) {
    onChunk();
    yield Buffer.alloc(65_536);
  }
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(10);
  await delay(1);
  throw new Error('the vendor hung up');
}
