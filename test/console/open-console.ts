import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';

/** The viewer of tests: in London, reading English as there. */
const VIEWER: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'Europe/London',
  viewport: { width: 1280, height: 800 },
};

/** Opens a page of a served console, at the moment that the demo's clock stands at. What goes wrong in it fails the test that awaits `errors`. */
export async function openConsole(
  browser: Browser,
  url: string,
  { path = '', ...viewer }: { readonly path?: string } & BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ ...VIEWER, ...viewer });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.clock.setFixedTime(DATA_SETS_END);
  await page.goto(`${url}/${path}`);
  return { page, errors, close: () => context.close() };
}
