import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBitrix24 } from '../../src/demo/bitrix24/index.ts';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import type { MediaManner } from '../../src/demo/callgear/media.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';
import { startZoomContactCenter } from '../../src/demo/zoom-contact-center/index.ts';
import { type MediaWorld, type WorldOptions, createMediaWorld } from './create-world.ts';

/** Each vendor, and what its demo calls a request for bytes. */
const VENDORS: readonly (WorldOptions & { readonly bytes: string })[] = [
  { kind: 'bitrix24', startVendor: startBitrix24, bytes: 'download' },
  { kind: 'callgear', startVendor: startCallgear, bytes: 'media' },
  { kind: 'voximplant', startVendor: startVoximplant, bytes: 'voximplant-records' },
  { kind: 'zoom-contact-center', startVendor: startZoomContactCenter, bytes: 'media' },
];

let world: MediaWorld;
const firstUrl = async (): Promise<string> => (await world.recordings())[0]!.url;

/** Whatever a test did: nothing that opens a door at the vendor has left the server. */
async function leave(): Promise<void> {
  const said = world.said.join('\n');
  for (const secret of world.vendor.secrets) expect(said).not.toContain(secret);
  expect(world.said.filter((text) => !text.includes('could not be opened')).join('\n')).not.toContain(
    world.vendor.server.url,
  );
  await world.close();
}

describe.each(VENDORS)('a recording of $kind', ({ bytes: operation, ...options }) => {
  beforeEach(async () => {
    world = await createMediaWorld(options);
  });
  afterEach(leave);

  it('plays through its link, whole and in parts', async () => {
    const url = await firstUrl();
    expect(url.startsWith(`${world.url}/media/`)).toBe(true);
    const whole = await world.load(url);
    expect(whole.status).toBe(200);
    expect(whole.bytes.subarray(0, 4).toString()).toBe('RIFF');
    // Read again in two halves: none of the bytes between has been lost or changed.
    const middle = Math.floor(whole.bytes.length / 2);
    const halves = await Promise.all(
      [`bytes=0-${middle - 1}`, `bytes=${middle}-`].map((range) => world.load(url, { headers: { range } })),
    );
    expect(Buffer.concat(halves.map(({ bytes }) => bytes)).equals(whole.bytes)).toBe(true);
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('content-length')).toBe(String(whole.bytes.length));
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('content-disposition')).toMatch(/^inline; filename="[\w.-]+-recording\.wav"$/);

    const size = whole.bytes.length;
    for (const [range, from, to] of [
      ['bytes=100-199', 100, 200],
      [`bytes=${size - 5}-`, size - 5, size],
      ['bytes=-7', size - 7, size],
    ] as const) {
      const part = await world.load(url, { headers: { range } });
      expect([range, part.status]).toEqual([range, 206]);
      expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${size}`);
      expect(part.bytes.equals(whole.bytes.subarray(from, to))).toBe(true);
    }
    expect(world.bytesAsked().map(({ request }) => request.headers['range'])).toEqual([
      undefined,
      `bytes=0-${middle - 1}`,
      `bytes=${middle}-`,
      'bytes=100-199',
      `bytes=${size - 5}-`,
      'bytes=-7',
    ]);
  });

  it('comes whole to a player that kept the beginning of something else', async () => {
    const url = await firstUrl();
    const whole = await world.load(url);
    const headers = { range: 'bytes=4-', 'if-range': '"of something else"' };
    const anew = await world.load(url, { headers });
    expect([anew.status, anew.bytes.equals(whole.bytes)]).toEqual([200, true]);
  });

  it('answers HEAD with the head alone', async () => {
    const url = await firstUrl();
    const whole = await world.load(url);
    const head = await world.load(url, { method: 'HEAD' });
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    for (const name of ['content-type', 'content-length', 'accept-ranges', 'etag'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    expect(world.bytesAsked().at(-1)!.request.method).toBe('HEAD');
  });

  it('says that a range lies outside of it', async () => {
    const url = await firstUrl();
    const { bytes } = await world.load(url);
    const outside = await world.load(url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([outside.status, outside.bytes.length]).toEqual([416, 0]);
    expect(outside.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
  });

  it('is not opened by a link that was changed or has expired', async () => {
    const url = await firstUrl();
    const [, payload = '', mac = ''] = /\/media\/([^.]+)\.(.+)$/.exec(url) ?? [];
    const forged = Buffer.from(payload, 'base64url')
      .toString()
      .replace(/\d(?=\])/, (digit) => (digit === '9' ? '8' : '9'));
    const changed = [
      `${world.url}/media/${Buffer.from(forged).toString('base64url')}.${mac}`,
      `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`.replace(/(.)(.)$/, '$2$1'),
      `${url}.x`,
      `${world.url}/media/`,
      `${world.url}/media/%`,
    ];
    for (const link of changed) expect([link, (await world.load(link)).status]).toEqual([link, 403]);
    world.clock.now += 4 * 3_600_000;
    const late = await world.load(url);
    expect(late.status).toBe(410);
    expect(late.bytes.toString()).toContain('Ask the graph');
    expect(world.bytesAsked()).toEqual([]);
    expect((await world.load(await firstUrl())).status).toBe(200);
  });

  it.each([
    [404, 404],
    [410, 404],
    [401, 502],
    [403, 502],
    [500, 502],
    [503, 502],
  ])('that the vendor answers with %i is answered with %i and a sentence', async (status, ours) => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'status', status }, operation });
    const refused = await world.load(url);
    expect(refused.status).toBe(ours);
    expect(refused.headers.get('content-type')).toContain('text/plain');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.bytes.toString()).toMatch(/^[\w-]+ .*\.\n$/);
    expect(refused.bytes.toString()).not.toContain('html');
  });

  it('whose range the vendor refuses with a page comes without that page', async () => {
    const url = await firstUrl();
    const headers = { 'content-range': 'bytes */1000' };
    world.vendor.server.fault({ fault: { kind: 'status', status: 416, headers }, operation });
    const outside = await world.load(url, { headers: { range: 'bytes=2000-' } });
    expect([outside.status, outside.bytes.length]).toEqual([416, 0]);
    expect(outside.headers.get('content-range')).toBe('bytes */1000');
  });

  it('that the vendor is asked for too often is answered with 502 and that sentence', async () => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 30 } });
    const refused = await world.load(url);
    expect([refused.status, refused.bytes.toString()]).toEqual([
      502,
      `${world.vendor.settings.id} could not give this recording: it is asked too often just now.\n`,
    ]);
  });

  it.each(['html', 'not-json'] as const)('is not taken for one where the vendor sends a page: %s', async (form) => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'garbage', form }, operation });
    const page = await world.load(url);
    expect([404, 502]).toContain(page.status);
    expect(page.bytes.toString()).toMatch(/^[\w-]+ .*\.\n$/);
    expect((await world.load(url, { method: 'HEAD' })).status).toBe(page.status);
  });

  it('that the vendor hangs up on is answered with 502', async () => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'reset-before' }, operation });
    expect((await world.load(url)).status).toBe(502);
  });

  it('is fetched from no host but the ones declared, whatever the vendor says', async () => {
    const foreign = await startForeign();
    const url = await firstUrl();
    for (const status of [301, 302, 303, 307, 308]) {
      const headers = { location: `${foreign.url}/stolen.wav?key=foreign-key` };
      world.vendor.server.fault({ fault: { kind: 'status', status, headers }, operation });
      const refused = await world.load(url);
      expect([status, refused.status]).toEqual([status, 502]);
      expect(refused.bytes.toString()).toMatch(/^[\w-]+ could not give this recording: .*\.\n$/);
    }
    expect(foreign.asked).toEqual([]);
    expect(world.said.join('\n')).not.toContain('foreign-key');
    foreign.close();
  });

  it('ends at the vendor when its listener goes away', async () => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'slow-body', ms: 600_000 }, operation });
    const listener = new AbortController();
    const response = await fetch(url, { signal: listener.signal });
    await response.body!.getReader().read();
    expect(world.bytesAsked().map(({ wasAborted }) => wasAborted)).toEqual([false]);
    listener.abort();
    await vi.waitFor(() => expect(world.bytesAsked().map(({ wasAborted }) => wasAborted)).toEqual([true]), 10_000);
  });

  it('ends at the vendor when its listener goes away before a byte has come', async () => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'hang' }, operation });
    const listener = new AbortController();
    const loading = fetch(url, { signal: listener.signal }).catch((error: unknown) => error);
    await vi.waitFor(() => expect(world.bytesAsked()).toHaveLength(1), 10_000);
    listener.abort();
    expect(await loading).toBeInstanceOf(Error);
    await vi.waitFor(() => expect(world.bytesAsked().map(({ wasAborted }) => wasAborted)).toEqual([true]), 10_000);
    expect(world.bytesAsked()).toHaveLength(1);
  });
});

describe.each(VENDORS)('a recording of a long call of $kind', (options) => {
  const TALK_SECONDS = 3 * 3600;
  beforeEach(async () => {
    const calls = { talkSeconds: TALK_SECONDS, durationSeconds: TALK_SECONDS + 10, transferredTo: null };
    world = await createMediaWorld({ ...options, calls });
  });
  afterEach(leave);

  it('has a link that lives twice as long as it plays, also where the vendor does not say how long that is', async () => {
    const { urlExpiresAt } = (await world.recordings())[0]!;
    expect(Date.parse(urlExpiresAt) - world.clock.now).toBeGreaterThanOrEqual(2 * TALK_SECONDS * 1000);
  });
});

describe.each(VENDORS)('a recording that $kind is too slow to begin', ({ bytes: operation, ...options }) => {
  beforeEach(async () => {
    world = await createMediaWorld({ ...options, provider: { deadlineMs: 1500 } });
  });
  afterEach(leave);

  it('is answered with 504 and a sentence', async () => {
    const url = await firstUrl();
    world.vendor.server.fault({ fault: { kind: 'hang' }, operation });
    const late = await world.load(url);
    expect([late.status, late.bytes.toString()]).toEqual([
      504,
      `${world.vendor.settings.id} did not send this recording in time. Try again.\n`,
    ]);
  });
});

describe('a recording of a CallGear account', () => {
  const start = async (media: MediaManner) => {
    const startVendor: WorldOptions['startVendor'] = (options) => startCallgear({ ...options, media });
    world = await createMediaWorld({ kind: 'callgear', startVendor });
  };
  afterEach(leave);

  it('seeks although the vendor knows no ranges', async () => {
    await start('no-ranges');
    const url = await firstUrl();
    const whole = await world.load(url);
    const part = await world.load(url, { headers: { range: 'bytes=8-15' } });
    expect([part.status, part.bytes.toString()]).toEqual([206, 'WAVEfmt ']);
    expect(part.headers.get('content-range')).toBe(`bytes 8-15/${whole.bytes.length}`);
    const outside = await world.load(url, { headers: { range: `bytes=${whole.bytes.length}-` } });
    expect([outside.status, outside.bytes.length]).toEqual([416, 0]);
  });

  it('that wants a login is answered with 404, not with the page', async () => {
    await start('login-page');
    const page = await world.load(await firstUrl());
    expect([page.status, page.bytes.toString()]).toEqual([
      404,
      'callgear has this recording no longer, or shows it only to people who log in there.\n',
    ]);
  });
});

describe('a recording of a Zoom account that keeps its files elsewhere', () => {
  afterEach(leave);

  it.each([
    ['mediaHosts', 'without the token', undefined],
    ['mediaTokenHosts', 'with the token', expect.stringMatching(/^Bearer /) as string],
  ])('plays where %s names the place, %s', async (setting, _how, authorization) => {
    const foreign = await startForeign();
    world = await createMediaWorld({
      kind: 'zoom-contact-center',
      startVendor: startZoomContactCenter,
      provider: { [setting]: [new URL(foreign.url).host] },
    });
    const url = await firstUrl();
    const headers = { location: `${foreign.url}/kept.wav` };
    world.vendor.server.fault({ fault: { kind: 'status', status: 302, headers }, operation: 'media' });
    const moved = await world.load(url);
    expect([moved.status, moved.bytes.toString(), foreign.asked]).toEqual([200, 'RIFF', ['/kept.wav']]);
    expect(foreign.tokens).toEqual([authorization]);
    foreign.close();
  });
});

async function startForeign() {
  const asked: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    tokens.push(request.headers.authorization);
    response.end('RIFF');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, tokens, close: () => void server.close() };
}
