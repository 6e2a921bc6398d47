import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBitrix24 } from '../../src/demo/bitrix24/index.ts';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';
import { startZoomContactCenter } from '../../src/demo/zoom-contact-center/index.ts';
import { lacksChromium, openChromium } from '../support/open-chromium.ts';
import { type MediaWorld, type WorldOptions, createMediaWorld } from './create-world.ts';

/** Long enough that no browser loads all of it before somebody seeks: 48 MB. */
const TALK_SECONDS = 6000;
const LONG = { talkSeconds: TALK_SECONDS, durationSeconds: TALK_SECONDS + 10, transferredTo: null };

const VENDORS: readonly (WorldOptions & { readonly name: string })[] = [
  { name: 'Bitrix24', kind: 'bitrix24', startVendor: startBitrix24 },
  { name: 'CallGear', kind: 'callgear', startVendor: startCallgear },
  {
    name: 'CallGear without ranges',
    kind: 'callgear',
    startVendor: (options) => startCallgear({ ...options, media: 'no-ranges' }),
  },
  { name: 'Voximplant', kind: 'voximplant', startVendor: startVoximplant },
  { name: 'Zoom Contact Center', kind: 'zoom-contact-center', startVendor: startZoomContactCenter },
];

/** What is read of an `<audio>` element. */
type Player = { currentTime: number; readonly duration: number; readonly seeking: boolean; play(): Promise<void> };

const PATIENCE = { timeout: 30_000 };

describe.skipIf(lacksChromium())('in Chromium', () => {
  let browser: Browser;
  let world: MediaWorld;
  let page: Page;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function open(options: WorldOptions): Promise<{ link: string; hosts: Set<string> }> {
    world = await createMediaWorld({ ...options, calls: LONG });
    closers.push(() => world.close());
    page = await browser.newPage();
    closers.push(() => page.close());
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    return { link: (await world.recordings())[0]!.url, hosts };
  }

  const timeOf = (player: string) =>
    page.locator(player).evaluate((element) => (element as unknown as Player).currentTime);

  it.each(VENDORS)('an audio element of another site plays a recording of $name, and seeks in it', async (options) => {
    const { link, hosts } = await open(options);
    const site = await serveSite(`<audio id="player" controls preload="none" src="${link}"></audio>`);
    closers.push(site.close);
    await page.goto(site.url);
    expect(world.bytesAsked()).toEqual([]);

    const player = page.locator('#player');
    await player.evaluate((element) => (element as unknown as Player).play());
    await expect.poll(() => timeOf('#player'), PATIENCE).toBeGreaterThan(0.2);
    const duration = await player.evaluate((element) => (element as unknown as Player).duration);
    expect(duration).toBeGreaterThan(TALK_SECONDS - 60);

    const target = Math.floor(duration) - 60;
    await player.evaluate((element, seconds) => {
      (element as unknown as Player).currentTime = seconds;
    }, target);
    await expect.poll(() => timeOf('#player'), PATIENCE).toBeGreaterThan(target + 0.2);
    expect(await player.evaluate((element) => (element as unknown as Player).seeking)).toBe(false);

    const starts = world
      .bytesAsked()
      .map(({ request }) => Number(/^bytes=(\d+)-/.exec(request.headers['range'] ?? '')?.[1]));
    expect(Math.max(...starts)).toBeGreaterThan(8000 * (target - 60));
    // The vendor is behind the server: the browser has never heard of it.
    expect([...hosts].sort()).toEqual([new URL(site.url).origin, world.url].sort());
  });

  it('a link opened by itself plays too', async () => {
    const { link } = await open(VENDORS[0]!);
    await page.goto(link);
    await page.locator('video').evaluate((element) => (element as unknown as Player).play());
    await expect.poll(() => timeOf('video'), PATIENCE).toBeGreaterThan(0.2);
  });
});

async function serveSite(body: string) {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><link rel="icon" href="data:,">${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
