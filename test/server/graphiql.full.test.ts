import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleQueries } from '../../src/server/example-queries.ts';
import { lacksChromium, openChromium } from '../support/open-chromium.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

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
    await expect.poll(() => page.locator('button.graphiql-tab-button').allInnerTexts()).toEqual(named);

    const overflow =
      'document.querySelector(".graphiql-tabs").scrollWidth - document.querySelector(".graphiql-tabs").clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);

    await page.locator('.graphiql-execute-button').click();
    await expect.poll(() => page.locator('.result-window').innerText(), { timeout: 30_000 }).toContain('"startedAt"');
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
    await page.locator('button.graphiql-tab-button', { hasText: 'Deferred' }).dispatchEvent('click');
    await page.locator('.graphiql-query-editor').getByText('@defer').first().waitFor();
    await page.locator('.graphiql-execute-button').click();
    await expect.poll(() => page.locator('.result-window').innerText(), { timeout: 30_000 }).toContain('"recordings"');
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
    expect(faults).toEqual([]);
    expect([...origins]).toEqual([served.url]);
    await page.close();
  });
});
