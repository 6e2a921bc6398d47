import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DATA_SETS_END } from '../src/demo/data-sets.ts';
import { startDemo } from '../src/demo/index.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { openChromium } from '../test/support/open-chromium.ts';

/** Makes docs/images/graphiql.png anew: the nested example with its answer, over the demo at a fixed time. */
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const now = () => DATA_SETS_END;

const demo = await startDemo({ now });
const value = { server: { port: 0 }, providers: demo.providers };
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
const trunkline = await startTrunkline(settings, { providers, log: SILENT_LOG, now });
const browser = await openChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1500, height: 850 } });
  await page.goto(trunkline.url);
  const editor = page.locator('.graphiql-query-editor');
  await editor.getByText('NewestCalls').waitFor();
  // Tabs can be dragged too: what counts as a click depends on how long a press takes.
  await page.locator('button.graphiql-tab-button', { hasText: 'Nested' }).dispatchEvent('click');
  await page.locator('.graphiql-tab-active', { hasText: 'Nested' }).waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.result-window').getByText('"agents"').first().waitFor();
  // No cursor blinks and no tooltip covers anything.
  await page.mouse.move(700, 840);
  await page.evaluate('document.activeElement.blur()');
  await page.waitForTimeout(500);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}graphiql.png` });
} finally {
  await browser.close();
  await trunkline.close(0);
  await demo.close();
}
