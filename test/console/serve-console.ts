import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openChromium } from '../support/open-chromium.ts';
import { startServedConsole } from '../support/start-served-console.ts';
import type { ServedDemo, ServedDemoSettings } from '../support/start-served-demo.ts';
import { type OpenedPage, type PageOptions, openPage } from './open-page.ts';
import { untilKept } from './until-kept.ts';

/** Where a page is opened: at the console of the block, unless told of another. */
export type OpenOptions = PageOptions & { readonly url?: string };

type TestedConsole = Pick<ServedDemo, 'url' | 'demo' | 'store'> & {
  /** Opens a page, which is closed after the test. */
  readonly open: (path?: string, options?: OpenOptions) => Promise<OpenedPage>;
  /** Serves another console, which is closed after the test. */
  readonly serve: typeof startServedConsole;
  /** Does something after the test; what is to be done last is given first. */
  readonly afterTest: (close: () => unknown) => void;
};

/** Serves the console to the tests of a block, with a browser for them. After each test its vendors have no faults. */
export function serveConsole(
  options: Parameters<typeof startServedConsole>[0],
  settings: ServedDemoSettings,
): TestedConsole {
  let browser: Browser;
  let served: ServedDemo;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    [browser, served] = await Promise.all([openChromium(), startServedConsole(options, settings)]);
    if (settings.isSynced) await untilKept(served.url);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await served.close();
  });
  afterEach(async () => {
    for (const vendor of Object.values(served.demo.vendors)) vendor.server.clearFaults();
    for (const close of closers.splice(0).reverse()) await close();
  });

  return {
    get url() {
      return served.url;
    },
    get demo() {
      return served.demo;
    },
    get store() {
      return served.store;
    },
    async open(path = '', { url = served.url, ...page } = {}) {
      const opened = await openPage(browser, `${url}/${path}`, page);
      closers.push(opened.close);
      return opened;
    },
    async serve(...asked) {
      const other = await startServedConsole(...asked);
      closers.push(() => other.close());
      return other;
    },
    afterTest: (close) => void closers.push(close),
  };
}
