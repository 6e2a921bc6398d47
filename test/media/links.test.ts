import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startBitrix24 } from '../../src/demo/bitrix24/index.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';
import { startZoomContactCenter } from '../../src/demo/zoom-contact-center/index.ts';
import { HOUR_MS } from '../../src/time/instant.ts';
import { type MediaWorld, type WorldOptions, createMediaWorld } from './create-world.ts';

const MINUTE_MS = HOUR_MS / 60;
const OLD_KEY = 'an old signing key of 32 characters';
const NEW_KEY = 'a new signing key of 32 characters!';
const PAGE = 'https://app.example.com';

const worlds: MediaWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

async function start(
  settings: object = {},
  kind: 'bitrix24' | 'voximplant' | 'zoom-contact-center' = 'bitrix24',
  calls: WorldOptions['calls'] = {},
) {
  const vendors = {
    bitrix24: startBitrix24,
    voximplant: startVoximplant,
    'zoom-contact-center': startZoomContactCenter,
  };
  const world = await createMediaWorld({ kind, startVendor: vendors[kind], settings: { ...settings }, calls });
  worlds.push(world);
  return world;
}

const linkOf = async (world: MediaWorld, headers?: Record<string, string>) => (await world.recordings(headers))[0]!;

describe('a link', () => {
  it('stays the same for half an hour, and lives an hour at least', async () => {
    const world = await start();
    const first = await linkOf(world);
    const livesFor = Date.parse(first.urlExpiresAt) - world.clock.now;
    expect(livesFor).toBeGreaterThanOrEqual(HOUR_MS);
    expect(livesFor).toBeLessThanOrEqual(1.5 * HOUR_MS);
    world.clock.now = Date.parse(first.urlExpiresAt) - 1.5 * HOUR_MS + 1;
    const early = await linkOf(world);
    world.clock.now += 29 * MINUTE_MS;
    expect(await linkOf(world)).toEqual(early);
    world.clock.now += 2 * MINUTE_MS;
    const next = await linkOf(world);
    expect(next.url).not.toBe(early.url);
    expect((await world.load(early.url)).status).toBe(200);
  });

  it('lives no longer than media.linkSeconds says, opens nothing after it, and is had anew', async () => {
    const world = await start({ media: { linkSeconds: 600 } });
    const first = await linkOf(world);
    const livesFor = Date.parse(first.urlExpiresAt) - world.clock.now;
    expect(livesFor).toBeGreaterThan(7 * MINUTE_MS);
    expect(livesFor).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect((await world.load(first.url)).status).toBe(200);
    world.clock.now = Date.parse(first.urlExpiresAt);
    expect((await world.load(first.url)).status).toBe(410);
    const next = await linkOf(world);
    expect((await world.load(next.url)).status).toBe(200);
    expect(Date.parse(next.urlExpiresAt) - world.clock.now).toBeLessThanOrEqual(10 * MINUTE_MS);
  });

  it('of a long recording is cut to media.linkSeconds too', async () => {
    const world = await start({ media: { linkSeconds: 3600 } }, 'bitrix24', {
      talkSeconds: 7200,
      durationSeconds: 7210,
    });
    expect(Date.parse((await linkOf(world)).urlExpiresAt) - world.clock.now).toBeLessThanOrEqual(HOUR_MS);
    const longer = await start({}, 'bitrix24', { talkSeconds: 7200, durationSeconds: 7210 });
    expect(Date.parse((await linkOf(longer)).urlExpiresAt) - longer.clock.now).toBeGreaterThanOrEqual(4 * HOUR_MS);
  });

  it('is had anew by the id of its recording', async () => {
    const world = await start();
    const data = await world.ask(
      `{ callSessions(first: 9, filter: { hasRecording: true }) { nodes { recordings { id url } } } }`,
    );
    const { nodes } = data['callSessions'] as { nodes: { recordings: { id: string; url: string }[] }[] };
    const [{ id, url }] = nodes.flatMap(({ recordings }) => recordings) as [{ id: string; url: string }];
    expect(await world.ask(`{ node(id: "${id}") { ... on Recording { url } } }`)).toEqual({ node: { url } });
  });

  it('is the same wherever the graph shows it, however long the recording plays', async () => {
    const hours = { talkSeconds: 3 * 3600, durationSeconds: 3 * 3600 + 10, transferredTo: null };
    const world = await start({}, 'zoom-contact-center', hours);
    const data = await world.ask(`{ recordings(first: 1) { nodes { url transcript { url }
      details { ... on ZoomRecording { downloadUrl playbackUrl transcriptUrl } } } } }`);
    type Shown = { url: string; transcript: { url: string | null }; details: Record<string, unknown> };
    const [{ url, transcript, details }] = (data['recordings'] as { nodes: Shown[] }).nodes as [Shown];
    expect(details).toEqual({ downloadUrl: url, playbackUrl: url, transcriptUrl: transcript.url });
  });

  it('works until the moment that the graph names, and not at it', async () => {
    const world = await start();
    const { url, urlExpiresAt } = await linkOf(world);
    world.clock.now = Date.parse(urlExpiresAt) - 1;
    expect((await world.load(url, { method: 'HEAD' })).status).toBe(200);
    world.clock.now += 1;
    expect((await world.load(url, { method: 'HEAD' })).status).toBe(410);
  });

  it('starts with the public URL, also below a path', async () => {
    const world = await start({ server: { port: 0, publicUrl: 'https://calls.example.com/trunkline/' } });
    const { url } = await linkOf(world);
    expect(url.startsWith('https://calls.example.com/trunkline/media/')).toBe(true);
    const token = url.slice(url.lastIndexOf('/'));
    expect((await world.load(`${world.url}/media${token}`)).status).toBe(200);
  });

  it('starts with the origin that was asked, and believes no forwarding header', async () => {
    const world = await start();
    const { port } = new URL(world.url);
    const forwarded = {
      'x-forwarded-host': 'evil.example.com',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example.com;proto=https',
    };
    expect((await linkOf(world, forwarded)).url.startsWith(`${world.url}/media/`)).toBe(true);
    const named = await askUnderName(world.url, `localhost:${port}`);
    expect(named).toContain(`"http://localhost:${port}/media/`);
  });

  it('outlives its key while that is still listed, and opens nothing afterwards', async () => {
    const keys = (...signingKeys: string[]) => ({ media: { signingKeys } });
    const before = await start(keys(OLD_KEY));
    const { url } = await linkOf(before);
    const pathOf = (link: string) => new URL(link).pathname;
    const during = await start(keys(NEW_KEY, OLD_KEY));
    expect((await during.load(during.url + pathOf(url))).status).toBe(200);
    const replaced = await linkOf(during);
    expect(pathOf(replaced.url)).not.toBe(pathOf(url));
    const after = await start(keys(NEW_KEY));
    expect((await after.load(after.url + pathOf(url))).status).toBe(403);
    expect((await after.load(after.url + pathOf(replaced.url))).status).toBe(200);
  });

  it('ends with its process where no key is set', async () => {
    const { url } = await linkOf(await start());
    const other = await start();
    expect((await other.load(other.url + new URL(url).pathname)).status).toBe(403);
  });

  it('is for reading', async () => {
    const world = await start();
    const { url } = await linkOf(world);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await world.load(url, { method });
      expect([method, refused.status, refused.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
    }
    expect(world.bytesAsked()).toEqual([]);
  });

  it('tells the vendor what it was cut from when a player goes on', async () => {
    const world = await start({}, 'zoom-contact-center');
    const { url } = await linkOf(world);
    const etag = (await world.load(url, { method: 'HEAD' })).headers.get('etag')!;
    expect(etag).toMatch(/^".+"$/);
    await world.load(url, { headers: { range: 'bytes=0-9', 'if-range': etag } });
    expect(world.bytesAsked().at(-1)!.request.headers).toMatchObject({ range: 'bytes=0-9', 'if-range': etag });
  });
});

describe('a page of another origin', () => {
  it('reads the bytes where the settings allow it', async () => {
    const world = await start({ server: { port: 0, allowedOrigins: [PAGE] } });
    const { url } = await linkOf(world);
    const allowed = await world.load(url, { headers: { origin: PAGE, range: 'bytes=0-3' } });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([206, PAGE]);
    expect(allowed.headers.get('access-control-expose-headers')).toContain('content-range');
    expect(allowed.headers.get('vary')).toContain('origin');
    const asked = await world.load(url, {
      method: 'OPTIONS',
      headers: { origin: PAGE, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' },
    });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, PAGE]);
    const refused = await world.load(`${url}x`, { headers: { origin: PAGE } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, PAGE]);
  });

  it('reads nothing where they do not', async () => {
    const world = await start({ server: { port: 0, allowedOrigins: [PAGE] } });
    const { url } = await linkOf(world);
    const other = await world.load(url, { headers: { origin: 'https://other.example.com' } });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    const closed = await start();
    const { headers } = await closed.load((await linkOf(closed)).url, { headers: { origin: PAGE } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what else a call has', () => {
  it.each(['voximplant', 'zoom-contact-center'] as const)(
    'the transcripts of %s are read like recordings',
    async (kind) => {
      const world = await start({}, kind);
      const found = (await world.recordings()).find(({ transcript }) => typeof transcript?.url === 'string');
      const transcript = await world.load(found!.transcript!.url!);
      expect([transcript.status, transcript.headers.get('content-type')?.split(';')[0]]).toEqual([
        200,
        kind === 'voximplant' ? 'text/plain' : 'text/vtt',
      ]);
      expect(transcript.bytes.toString()).toContain('Thank you for calling');
      expect(transcript.headers.get('content-disposition')).toMatch(/-transcript\.(txt|vtt)"$/);
      expect((await world.load(found!.transcript!.url!.slice(0, -2))).status).toBe(403);
    },
  );

  it('the log of a Voximplant session likewise', async () => {
    const world = await start({}, 'voximplant');
    const data = await world.ask(
      '{ callSessions(first: 5) { nodes { details { ... on VoximplantSession { logFileUrl } } } } }',
    );
    const { nodes } = data['callSessions'] as { nodes: { details: { logFileUrl: string | null } }[] };
    const url = nodes.map(({ details }) => details.logFileUrl).find((link) => link !== null)!;
    expect(url.startsWith(`${world.url}/media/`)).toBe(true);
    const log = await world.load(url);
    expect([log.status, log.bytes.toString()]).toEqual([200, expect.stringContaining('Call.Connected')]);
    expect(log.headers.get('content-disposition')).toMatch(/-log\.txt"$/);
    for (const secret of world.vendor.secrets) expect(world.said.join('\n')).not.toContain(secret);
  });
});

/** fetch sends no other Host than the one it connects to. */
async function askUnderName(url: string, host: string): Promise<string> {
  const query = '{ callSessions(first: 40, filter: { hasRecording: true }) { nodes { recordings { url } } } }';
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers: { host } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    asking.on('error', reject).end();
  });
}
