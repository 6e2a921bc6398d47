import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/domain/caller.ts';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium } from '../support/open-chromium.ts';
import { callsOf, findCall } from './known-calls.ts';
import { serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 20_000 };
const PAGES = ['', 'overview?dates=7-days', 'systems'];

describe.skipIf(lacksChromium())('the console', () => {
  const served = serveConsole({ count: 60 }, { isKept: true });

  const { serve, afterTest } = served;

  const open = async (...asked: Parameters<typeof served.open>): Promise<Page> => (await served.open(...asked)).page;
  const sees = (page: Page, text: string | RegExp) =>
    expect.poll(() => page.locator('body').innerText(), PATIENCE).toMatch(text);

  describe('where the server wants a key', () => {
    const good = makeKey('good', SCOPES);

    it('asks for one, says what is wrong with another, keeps it for the tab and forgets it when told to', async () => {
      const { url } = await serve({ count: 10 }, { more: { auth: { mode: 'keys', keys: [good.entry] } } });
      const page = await open('overview?dates=7-days', { url });
      const addresses: string[] = [];
      page.on('request', (request) => addresses.push(request.url()));
      await sees(page, 'This server answers whoever has a key.');
      await page.getByLabel('Key or token').fill('tl_nobodys');
      await page.keyboard.press('Enter');
      await sees(page, 'knows no such key');
      expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
      await page.getByLabel('Key or token').fill(good.key);
      await page.getByRole('button', { name: 'Open the console' }).click();
      // The page that was asked for in the first place.
      await sees(page, 'Inbound answered');
      await page.reload();
      await sees(page, 'Inbound answered');
      expect(await page.evaluate('localStorage.length')).toBe(0);
      expect(addresses.join(' ')).not.toContain(good.key);
      await page.getByRole('button', { name: 'Forget the key' }).click();
      await sees(page, 'This server answers whoever has a key.');
      expect(await page.evaluate('sessionStorage.length')).toBe(0);
    });

    it('asks anew when the key is withdrawn while a page is open', async () => {
      const other = await serve({ count: 10 }, { more: { auth: { mode: 'keys', keys: [good.entry] } } });
      const page = await open('systems', { url: other.url, key: good.key });
      await sees(page, 'All 4 answer');
      other.renewAuth({ mode: 'keys', keys: [makeKey('next', SCOPES).entry] } as never);
      await sees(page, 'knows no such key, or not any more');
    });

    it('shows a key that sees one system and no numbers that much, on every page', async () => {
      const few = makeKey('few', ['calls:read'], { providers: ['desk'] });
      const { url } = await serve(
        { count: 40 },
        { isKept: true, isSynced: true, more: { auth: { mode: 'keys', keys: [few.entry] } } },
      );
      const numbers = new Set((await callsOf(served.url, 'desk')).map(({ customer }) => customer?.e164 ?? 'none'));
      expect(numbers.size).toBeGreaterThan(5);
      for (const [path, sign] of [
        ['', 'Answered'],
        ['overview?dates=90-days', 'Not called back'],
        ['systems', 'It answers'],
      ] as const) {
        const page = await open(path, { url, key: few.key });
        await sees(page, sign);
        await sees(page, 'desk');
        const text = await page.locator('body').innerText();
        expect(text).not.toMatch(/portal|tracking|pbx/);
        for (const number of numbers) expect(text).not.toContain(number);
      }
    });

    it('opens for callers whom only listed operations are answered', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'trunkline-listed-'));
      afterTest(() => rmSync(folder, { recursive: true }));
      const file = join(folder, 'operations.json');
      writeFileSync(file, JSON.stringify({ own: 'query Own { providers { name } }' }));
      const narrow = makeKey('narrow', ['calls:read', 'numbers:read', 'status:read']);
      const { url } = await serve(
        { count: 40 },
        {
          isKept: true,
          more: { auth: { mode: 'keys', keys: [narrow.entry] }, documents: { only: true, file: [file] } },
        },
      );
      const refused = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...narrow.headers },
        body: JSON.stringify({ query: '{ providers { key } }' }),
      });
      expect(await refused.text()).toContain('DOCUMENT_NOT_TRUSTED');
      const answers: string[] = [];
      const watch = (page: Page) =>
        Promise.resolve(
          page.on('response', async (response) => {
            if (response.url().endsWith('/graphql')) answers.push(await response.text().catch(() => ''));
          }),
        );
      for (const [path, sign] of [
        ['', /\d calls/],
        ['overview?dates=90-days', 'Inbound answered'],
        ['systems', 'All 4 answer'],
      ] as const)
        await sees(await open(path, { url, key: narrow.key, before: watch }), sign);
      const list = await open('', { url, key: narrow.key, before: watch });
      await list.getByRole('link').filter({ hasText: '+44' }).first().click();
      await sees(list, 'How it went');
      expect(answers.length).toBeGreaterThan(4);
      expect(answers.join('\n')).not.toContain('DOCUMENT_NOT_TRUSTED');
    });
  });

  it('shows the others and says what is missing on every page, where a system is down', async () => {
    const other = await serve({ count: 60 });
    other.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 500 } });
    for (const path of PAGES.slice(0, 2)) {
      const page = await open(path, { url: other.url });
      await sees(page, /tracking[\s\S]*CallGear/);
      await sees(page, /Answered/);
    }
    const systems = await open('systems', { url: other.url });
    await sees(systems, '1 of 4 fails');
    await sees(systems, 'It is asked again by itself.');
  });

  it('does not wait longer for a slow system than a page may take', async () => {
    const other = await serve({ count: 60 }, { change: (provider) => ({ ...provider, deadlineMs: 1500 }) });
    other.demo.vendors.voximplant.server.fault({ fault: { kind: 'latency', ms: 60_000 } });
    for (const path of PAGES.slice(0, 2)) {
      const page = await open(path, { url: other.url });
      await sees(page, /pbx[\s\S]*Voximplant/);
      await sees(page, /Answered/);
    }
  });

  it('works where nothing is kept, and says what cannot be known', async () => {
    const { url } = await serve({ count: 60 });
    await sees(await open('', { url }), /Answered/);
    await sees(await open('systems', { url }), 'Nothing is kept: each question is asked of the vendor.');
    const overview = await open('overview?dates=7-days', { url });
    await sees(overview, 'Not known yet');
    await sees(overview, 'Inbound answered');
  });

  it('is not served by a subgraph, which has no nodes to show', async () => {
    const subgraph = await serve({ count: 20 }, { more: { federation: true } });
    const response = await fetch(subgraph.url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'graphql']);
  });

  it('goes from page to page without loading, with the focus and the title, and back', async () => {
    const page = await open();
    await sees(page, 'Answered');
    await page.evaluate('globalThis.isSame = true');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    const focused = () => page.evaluate<string>('document.activeElement.tagName + " " + document.activeElement.id');
    for (const name of ['Overview', 'Systems', 'Calls']) {
      await pages.getByRole('link', { name, exact: true }).click();
      await expect.poll(() => page.title(), PATIENCE).toBe(`${name} · Trunkline`);
      await expect.poll(focused, PATIENCE).toBe('MAIN content');
      await page.getByRole('main', { name }).waitFor();
      expect(await pages.locator('[aria-current="page"]').innerText()).toBe(name);
    }
    await page.goBack();
    await expect.poll(() => page.title(), PATIENCE).toBe('Systems · Trunkline');
    expect(await page.evaluate('globalThis.isSame')).toBe(true);
  });

  it('lets the keyboard skip to the content', async () => {
    const page = await open('systems');
    await sees(page, 'All 4 answer');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    expect(new URL(page.url()).pathname).toBe('/systems');
  });

  it('has a light theme, a dark one and that of the system, and remembers which', async () => {
    const page = await open('systems', { scheme: 'dark' });
    await sees(page, 'All 4 answer');
    const ground = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const [light, dark] = ['rgb(247, 247, 248)', 'rgb(14, 15, 19)'];
    expect(await ground()).toBe(dark);
    await page.getByRole('button', { name: 'Theme: as the system' }).click();
    expect(await ground()).toBe(light);
    await page.reload();
    await sees(page, 'All 4 answer');
    expect(await ground()).toBe(light);
    await page.getByRole('button', { name: 'Theme: light' }).click();
    expect(await ground()).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(dark);
    await page.getByRole('button', { name: 'Theme: dark' }).click();
    expect(await ground()).toBe(light);
  });

  it('says that an address leads nowhere, and the way on', async () => {
    const page = await open('calls/nothing-of-the-kind');
    await sees(page, 'This is not the address of a call');
    await sees(await open('calls/%E0%A4%A'), 'This is not the address of a call');
    const deep = await open('overview?dates=7-days');
    await deep.evaluate('history.pushState(null, "", "elsewhere"); dispatchEvent(new PopStateEvent("popstate"))');
    await sees(deep, 'There is no such page');
    await deep.getByRole('link', { name: 'Show the calls' }).click();
    await sees(deep, 'Answered');
  });

  it('has the theme that was chosen in another tab', async () => {
    const page = await open();
    const other = await page.context().newPage();
    await other.goto(served.url);
    await page.getByRole('button', { name: 'Theme: as the system' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await expect.poll(() => other.locator('html').getAttribute('data-theme'), PATIENCE).toBe('dark');
    await other.getByRole('button', { name: 'Theme: dark' }).waitFor(PATIENCE);
  });

  it('says so where the code of a page cannot be fetched, and goes on with the others', async () => {
    const page = await open('', {
      before: (opened) => opened.route('**/console/systems-page*', (route) => route.abort()),
    });
    await sees(page, 'Answered');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Systems' }).click();
    await sees(page, 'This page could not be shown');
    expect(await page.getByRole('button', { name: 'Load it again' }).isVisible()).toBe(true);
    await pages.getByRole('link', { name: 'Overview' }).click();
    await sees(page, 'Inbound answered');
  });

  it('says so where the server cannot be reached, and reads again when told to', async () => {
    const page = await open('', { before: (opened) => opened.route('**/graphql', (route) => route.abort()) });
    await sees(page, 'The server cannot be reached.');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await sees(page, 'Answered');
  });

  it('is served below a path of a proxy, with deep links', async () => {
    let target = '';
    const proxy = await startProxy(() => target, '/tools/calls');
    afterTest(() => proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/tools/calls`;
    const behind = await serve({ count: 60 }, { isKept: true, server: { publicUrl: url } });
    target = behind.url;
    const call = await findCall(behind.url, 'desk', ({ outcome }) => outcome === 'ANSWERED');
    const page = await open(`calls/${call.id}`, { url });
    await sees(page, 'Answered');
    expect(await page.getByRole('link', { name: 'Download' }).getAttribute('href')).toContain(`${url}/media/`);
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await sees(page, 'Inbound answered');
    expect(page.url()).toBe(`${url}/overview`);
    await page.reload();
    await sees(page, 'Inbound answered');
    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    await sees(page, /\d calls/);
    expect(new URL(page.url()).pathname).toBe('/tools/calls/');
  });

  it.each([360, 390, 768, 1280, 1920])('fits into a window that is %i wide, on every page', async (width) => {
    const call = await findCall(served.url, 'desk', ({ outcome }) => outcome === 'ANSWERED');
    for (const path of [...PAGES, `calls/${call.id}`]) {
      const page = await open(path, { size: { width, height: 800 } });
      await sees(page, /Answered|answer/);
      const overflow =
        'Math.max(document.documentElement.scrollWidth, document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth + innerWidth) - innerWidth';
      expect([path, await page.evaluate(overflow)]).toEqual([path, 0]);
    }
  });

  it('keeps still for those who want less motion', async () => {
    const page = await open('systems', { context: { reducedMotion: 'reduce' } });
    await sees(page, 'All 4 answer');
    const moving = await page.evaluate(
      `[...document.querySelectorAll('*')].filter((each) => {
        const { transitionDuration, animationDuration } = getComputedStyle(each);
        return [transitionDuration, animationDuration].some((time) => parseFloat(time) > 0.01);
      }).length`,
    );
    expect(moving).toBe(0);
  });
});

/** Passes on what lies below a path, without it, as a proxy in front of several servers does. */
function startProxy(target: () => string, path: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(`${path}/`)) return void response.writeHead(404).end();
    const { host, ...headers } = request.headers;
    const passed = sendRequest(
      new URL(request.url.slice(path.length), target()),
      { method: request.method, headers: { ...headers, 'x-forwarded-host': host } },
      (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
