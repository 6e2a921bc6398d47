import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { createProviders } from '../../src/providers/index.ts';
import { EXAMPLE_QUERIES } from '../../src/server/example-queries.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { lacksChromium, openChromium } from '../support/open-chromium.ts';

const now = () => DATA_SETS_END;

describe.skipIf(lacksChromium())('GraphiQL in Chromium', () => {
  let browser: Browser;
  let demo: Demo;
  let trunkline: Trunkline;

  beforeAll(async () => {
    browser = await openChromium();
    demo = await startDemo({ now, count: 100, hasExamples: true });
    const value = { server: { port: 0 }, providers: demo.providers };
    const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
    const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
    trunkline = await startTrunkline(settings, { providers, log: SILENT_LOG, now });
  });
  afterAll(async () => {
    await browser.close();
    await trunkline.close(0);
    await demo.close();
  });

  it('opens with a tab for each example and answers the first, from this server alone', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    const origins = new Set<string>();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:') origins.add(origin);
    });
    await page.goto(trunkline.url);
    await page.locator('.graphiql-execute-button').waitFor();
    const named = EXAMPLE_QUERIES.map(({ query }) => /^(?:query|mutation) (\w+)/.exec(query)?.[1]);
    await expect.poll(() => page.locator('button.graphiql-tab-button').allInnerTexts()).toEqual(named);

    await page.locator('.graphiql-execute-button').click();
    await expect.poll(() => page.locator('.result-window').innerText(), { timeout: 30_000 }).toContain('"startedAt"');
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
    expect(faults).toEqual([]);
    expect([...origins]).toEqual([trunkline.url]);
    await page.close();
  });
});
