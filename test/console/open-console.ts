import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';

/** The viewer of tests: in London, reading English as there. */
const VIEWER: BrowserContextOptions = {
  locale: 'en-GB',
  timezoneId: 'Europe/London',
  viewport: { width: 1280, height: 800 },
};

export type ConsoleOptions = BrowserContextOptions & {
  readonly path?: string;
  /** The key that was given in this tab. */
  readonly key?: string;
  /** Whether time goes on, and can be moved. */
  readonly isClockRunning?: boolean;
  /** What is done before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
};

export type OpenedConsole = {
  readonly page: Page;
  readonly errors: string[];
  /** The names of the operations that the page has asked, in order. */
  readonly operations: string[];
  readonly close: () => Promise<void>;
};

/** Opens a page of a served console, at the moment that the demo's clock stands at. What goes wrong in it fails the test that awaits `errors`. */
export async function openConsole(
  browser: Browser,
  url: string,
  { path = '', key, isClockRunning = false, before, ...viewer }: ConsoleOptions = {},
): Promise<OpenedConsole> {
  const context = await browser.newContext({ ...VIEWER, ...viewer });
  const page = await context.newPage();
  const errors: string[] = [];
  const operations: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().endsWith('/graphql') || request.method() !== 'POST') return;
    const { operationName } = request.postDataJSON() as { readonly operationName?: string };
    if (operationName !== undefined) operations.push(operationName);
  });
  if (isClockRunning) await page.clock.install({ time: DATA_SETS_END });
  else await page.clock.setFixedTime(DATA_SETS_END);
  if (key !== undefined) await page.addInitScript((given) => sessionStorage.setItem('trunkline.key', given), key);
  await before?.(page);
  await page.goto(`${url}/${path}`);
  return { page, errors, operations, close: () => context.close() };
}
