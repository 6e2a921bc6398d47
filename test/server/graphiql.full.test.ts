import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/domain/caller.ts';
import { authSettings } from '../../src/server/auth/auth-settings.ts';
import { exampleQueries } from '../../src/server/example-queries.ts';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium, openChromium } from '../support/open-chromium.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const PATIENT = { timeout: 30_000 };

describe.skipIf(lacksChromium())('GraphiQL in Chromium', () => {
  let browser: Browser;
  let served: ServedDemo;

  beforeAll(async () => {
    browser = await openChromium();
    served = await startServedDemo({ count: 100, hasExamples: true });
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it('opens with a tab for each example and answers the first, from this server alone', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const faults: string[] = [];
    const origins = new Set<string>();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:') origins.add(origin);
    });
    await page.goto(served.url);
    await page.locator('.graphiql-execute-button').waitFor();
    const named = exampleQueries(0).map(({ query }) => /^(?:query|mutation) (\w+)/.exec(query)?.[1]);
    await expect.poll(() => page.locator('button.graphiql-tab-button').allInnerTexts(), PATIENT).toEqual(named);

    const overflow =
      'document.querySelector(".graphiql-tabs").scrollWidth - document.querySelector(".graphiql-tabs").clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);

    await page.locator('.graphiql-execute-button').click();
    await expect.poll(() => page.locator('.result-window').innerText(), PATIENT).toContain('"startedAt"');
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
    await page.locator('button.graphiql-tab-button', { hasText: 'Deferred' }).click();
    await page.locator('.graphiql-query-editor').getByText('@defer').first().waitFor();
    await page.locator('.graphiql-execute-button').click();
    await expect.poll(() => page.locator('.result-window').innerText(), PATIENT).toContain('"recordings"');
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
    expect(faults).toEqual([]);
    expect([...origins]).toEqual([served.url]);
    await page.close();
  });

  it('opens every tab by a click in its middle, and by the keyboard, in a narrow window too', async () => {
    const page = await browser.newPage({ viewport: { width: 1024, height: 800 } });
    await page.goto(served.url);
    const tabs = page.locator('button.graphiql-tab-button');
    const opened = page.locator('.graphiql-tab-active');
    const named = exampleQueries(0).map(({ query }) => /^(?:query|mutation) (\w+)/.exec(query)?.[1]);
    await expect.poll(() => tabs.allInnerTexts(), PATIENT).toEqual(named);
    for (const press of [
      (index: number) => tabs.nth(index).click(),
      async (index: number) => {
        await tabs.nth(index).focus();
        await page.keyboard.press('Enter');
      },
    ])
      for (const [index, name] of named.entries()) {
        await press(index);
        await expect.poll(() => opened.innerText(), PATIENT).toBe(name);
      }
    // A click that meets the button to close a tab would have taken one away.
    expect(await tabs.allInnerTexts()).toEqual(named);
    await page.close();
  });
});

describe.skipIf(lacksChromium())('the page that asks for a key, in Chromium', () => {
  const [good, other] = [makeKey('good', SCOPES), makeKey('other', SCOPES)];
  let browser: Browser;
  let served: ServedDemo;

  beforeAll(async () => {
    browser = await openChromium();
    const auth = { mode: 'keys', keys: [good.entry, other.entry] };
    served = await startServedDemo({ count: 20, hasExamples: true }, { more: { auth } });
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it('says what is wrong with a key, opens GraphiQL with a good one, and forgets it with the tab or when it is withdrawn', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));

    await page.goto(`${served.url}/graphql`);
    const field = page.getByLabel('Key or token');
    await field.fill('tl_nobodys');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('status').innerText(), PATIENT).toContain('knows no such key');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);

    await field.fill(good.key);
    await page.getByRole('button', { name: 'Open GraphiQL' }).click();
    const run = page.locator('.graphiql-execute-button');
    await run.waitFor(PATIENT);
    await run.click();
    await expect.poll(() => page.locator('.result-window').innerText(), PATIENT).toContain('"startedAt"');
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');

    await page.reload();
    await run.waitFor(PATIENT);
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${served.url}/graphql`);
    await elsewhere.getByLabel('Key or token').waitFor(PATIENT);
    expect(await elsewhere.evaluate('sessionStorage.length')).toBe(0);
    expect(await elsewhere.evaluate('JSON.stringify(localStorage)')).not.toContain(good.key);

    served.renewAuth(authSettings.parse({ mode: 'keys', keys: [other.entry] }));
    await page.reload();
    await field.waitFor(PATIENT);
    await expect.poll(() => page.getByRole('status').innerText(), PATIENT).toContain('knows no such key');
    await expect.poll(() => page.evaluate('sessionStorage.length'), PATIENT).toBe(0);
    expect(addresses.filter((address) => address.includes(good.key))).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
