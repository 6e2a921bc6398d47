import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';

export type PageOptions = {
  /** The key that was given in this tab. */
  readonly key?: string;
  readonly scheme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** Whether time goes on from there, and can be moved. */
  readonly isClockRunning?: boolean;
  readonly context?: BrowserContextOptions;
  /** What is done before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
};

export type OpenedPage = {
  readonly page: Page;
  /** The names of operations that the page has asked, in order. */
  readonly operations: readonly string[];
  /** Fails where the page threw, or did what its policy forbids. */
  readonly close: () => Promise<void>;
};

/** Opens a page of the console in a browser of its own past, in English and at the moment the demo's data ends. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenedPage> {
  const { key, scheme = 'light', size = { width: 1280, height: 800 }, before } = options;
  const context = await browser.newContext({
    ...{ locale: 'en-GB', timezoneId: 'Europe/London', colorScheme: scheme, viewport: size },
    ...options.context,
  });
  const page = await context.newPage();
  const operations: string[] = [];
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().endsWith('/graphql') || request.method() !== 'POST') return;
    const { operationName } = request.postDataJSON() as { readonly operationName?: string };
    if (operationName !== undefined) operations.push(operationName);
  });
  if (options.isClockRunning) await page.clock.install({ time: DATA_SETS_END });
  else await page.clock.setFixedTime(DATA_SETS_END);
  if (key !== undefined) await page.addInitScript((given) => sessionStorage.setItem('trunkline.key', given), key);
  await before?.(page);
  await page.goto(url);
  return {
    page,
    operations,
    async close() {
      await context.close();
      expect(faults).toEqual([]);
    },
  };
}
