import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium } from '../support/open-chromium.ts';
import { askGraph } from './ask-graph.ts';
import { type OpenOptions, serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 20_000 };

type Provider = {
  readonly key: string;
  readonly status: { readonly rateLimit: { readonly limit: number | null } | null };
  readonly history: { readonly calls: number } | null;
};

describe.skipIf(lacksChromium())('the systems', () => {
  const served = serveConsole({ count: 100 }, { isKept: true, isSynced: true });

  const { serve } = served;

  const open = (options?: OpenOptions) => served.open('systems', options);
  const card = (page: Page, name: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
  const sees = (locator: Locator, text: string | RegExp) =>
    expect.poll(() => locator.innerText().catch(() => ''), PATIENCE).toMatch(text);

  /** The demo's clock stands: nobody follows a vendor by itself. */
  const askVendor = (key: string) =>
    askGraph(
      served.url,
      'query ($key: ID!) { callSessions(first: 1, maxAgeSeconds: 0, filter: { providers: [$key] }) { isComplete } }',
      { variables: { key } },
    );

  it('are told one by one: whether each answers, what is kept of it, and its limit as last seen', async () => {
    const { page } = await open();
    const query = '{ providers { key status { rateLimit { limit } } history { calls } } }';
    const { providers } = await askGraph<{ providers: Provider[] }>(served.url, query);
    expect(providers.map(({ key }) => key)).toEqual(['portal', 'tracking', 'pbx', 'desk']);
    for (const { key, status, history } of providers) {
      await sees(card(page, key), 'Answers');
      await sees(card(page, key), /Up to date\s+100%/);
      await sees(card(page, key), new RegExp(`Calls kept\\s+${history!.calls}`));
      await sees(card(page, key), /Open days followed\s+\S/);
      const limit = status.rateLimit?.limit;
      await sees(card(page, key), limit == null ? 'The vendor tells none.' : limit.toLocaleString('en-GB'));
    }
    expect(providers.some(({ status }) => status.rateLimit !== null)).toBe(true);
    await sees(page.getByRole('main'), 'All 4 answer');
    const progress = card(page, 'portal').getByRole('meter', { name: /Share of the history of portal/ });
    expect(await progress.getAttribute('aria-valuenow')).toBe('100');
  });

  it('say modestly what each can do', async () => {
    const { page } = await open();
    const portal = card(page, 'portal');
    await portal.getByText('What it can do').click();
    await sees(portal, 'Pages by number, of 50 rows at most');
    await sees(portal, 'Tells no legs of a call');
    await sees(portal, 'Takes calls that ran elsewhere into its history');
  });

  it.each([
    [{ kind: 'status', status: 503 }, /HTTP 503/, 'It is asked again by itself.'],
    [{ kind: 'refused' }, /CallGear/, 'make new ones there, and put them into the settings'],
  ] as const)('tell of %o what failed and what to do, and when it answers again', async (fault, failure, remedy) => {
    const { page } = await open();
    const tracking = card(page, 'tracking');
    await sees(tracking, 'Answers');
    const { server } = served.demo.vendors.callgear;
    server.fault({ fault });
    await askVendor('tracking');
    await sees(tracking, failure);
    await sees(tracking, remedy);
    await sees(page.getByRole('main'), '1 of 4 fails');
    server.clearFaults();
    const seen = async () => {
      await askVendor('tracking');
      return tracking.innerText();
    };
    await expect.poll(seen, { timeout: 60_000, interval: 1000 }).toContain('Answers');
    expect(await tracking.innerText()).not.toContain(remedy);
  });

  it('are read anew while somebody looks, and not while nobody does', async () => {
    const { page, operations } = await open();
    const count = () => operations.filter((name) => name === 'Systems').length;
    await expect.poll(count, PATIENCE).toBeGreaterThan(2);
    await see(page, 'hidden');
    const before = count();
    // The page would have asked twice by then.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 7000))');
    expect(count()).toBe(before);
    await see(page, 'visible');
    await expect.poll(count, PATIENCE).toBeGreaterThan(before);
  });

  it('show how far the history is while it is filled', async () => {
    // The portal has two requests a second for all, of which people come first.
    const slow = await serve({ count: 2000 }, { isKept: true, isSynced: true });
    const { page } = await open({ url: slow.url });
    const portal = card(page, 'portal');
    await sees(portal, 'Being filled');
    const meter = portal.getByRole('meter', { name: /history/ });
    const progress = async () => Number(await meter.getAttribute('aria-valuenow'));
    expect(await progress()).toBe(0);
    await expect.poll(progress, { timeout: 90_000 }).toBeGreaterThan(0);
    expect(await progress()).toBeLessThan(100);
    await sees(portal, /Kept\s+\d+ \w+ 202\d – \d+ \w+ 202\d/);
    await sees(portal, /Being filled\s+[\d.]+%/);
  });

  it('say that nothing is kept, where nothing is', async () => {
    const live = await serve({ count: 5 });
    const { page } = await open({ url: live.url });
    await sees(card(page, 'pbx'), 'Nothing is kept: each question is asked of the vendor.');
  });

  it('tell a key without status:read in words what it does not see', async () => {
    const { key, entry } = makeKey('few', ['calls:read'], { providers: ['desk'] });
    const guarded = await serve({ count: 5 }, { isKept: true, more: { auth: { mode: 'keys', keys: [entry] } } });
    const { page } = await open({ url: guarded.url, key });
    await sees(card(page, 'desk'), 'Answers');
    await sees(page.getByRole('main'), 'for keys with the scope status:read');
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['desk']);
    expect(await page.getByRole('main').innerText()).not.toMatch(/Calls kept|requests left|null/);
  });
});

/** Lets a page believe that it is seen, or is not. */
async function see(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
