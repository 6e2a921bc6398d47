import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { DATA_SETS_END } from '../src/demo/data-sets.ts';
import { startDemo } from '../src/demo/index.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { openChromium } from '../test/support/open-chromium.ts';

/** Makes the pictures of GraphiQL in docs/images anew: example tabs with their answers, over the demo at a fixed time. */
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const now = () => DATA_SETS_END;

const demo = await startDemo({ now, hasExamples: true });
const value = { server: { port: 0 }, providers: demo.providers };
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
const trunkline = await startTrunkline(settings, { providers, log: SILENT_LOG, now });
const browser = await openChromium();
try {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1500, height: 850 } });
  await page.goto(trunkline.url);
  await page.locator('.graphiql-query-editor').getByText('query Newest').waitFor();
  await openTab(page, 'Nested');
  await ask(page);
  await page.locator('.result-window').getByText('"recordings"').first().waitFor();
  await take(page, 'graphiql.png');

  demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 500 } });
  await openTab(page, 'Page');
  await ask(page);
  // What is missing stands below the calls.
  await page.locator('.result-window').getByText('"edges"').waitFor();
  await page.locator('.result-window').click();
  await page.keyboard.press('Control+End');
  await page.locator('.result-window').getByText('"problems"').waitFor();
  await take(page, 'graphiql-partial-answer.png');
} finally {
  await browser.close();
  await trunkline.close(0);
  await demo.close();
}

async function openTab(page: Page, name: string): Promise<void> {
  // Tabs can be dragged too: what counts as a click depends on how long a press takes.
  await page.locator('button.graphiql-tab-button', { hasText: name }).dispatchEvent('click');
  await page.locator('.graphiql-tab-active', { hasText: name }).waitFor();
  // GraphiQL takes note of the operation a moment after its tab is open.
  await page.waitForTimeout(1500);
}

async function ask(page: Page): Promise<void> {
  await page.locator('.graphiql-execute-button').click();
}

async function take(page: Page, file: string): Promise<void> {
  // No cursor blinks and no tooltip covers anything.
  await page.mouse.move(700, 840);
  await page.evaluate('document.activeElement.blur()');
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${folder}${file}` });
}
