import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { askGraph } from '../test/console/ask-graph.ts';
import { openPage } from '../test/console/open-page.ts';
import { untilKept } from '../test/console/until-kept.ts';
import { openChromium } from '../test/support/open-chromium.ts';
import { startServedConsole } from '../test/support/start-served-console.ts';

// npm run screenshots: takes every page of the console for docs/console.md, over the demo and its standing clock, so that a
// picture changes where the console does.

const IMAGES = resolve(import.meta.dirname, '../docs/images');
const LARGEST_BYTES = 150_000;

const LOOKS = [
  { look: 'light', scheme: 'light', size: { width: 1280, height: 800 } },
  { look: 'dark', scheme: 'dark', size: { width: 1280, height: 800 } },
  { look: 'phone', scheme: 'light', size: { width: 390, height: 844 } },
] as const;

const served = await startServedConsole({ count: 600 }, { isKept: true, isSynced: true });
const browser = await openChromium();
try {
  await untilKept(served.url);
  mkdirSync(IMAGES, { recursive: true });
  const pages = [
    { name: 'calls', path: '', sign: 'Answered' },
    { name: 'call', path: `calls/${await showableCall()}`, sign: 'Answered' },
    { name: 'overview', path: 'overview?dates=30-days', sign: 'Busiest:' },
    { name: 'systems', path: 'systems', sign: 'Up to date' },
  ];
  for (const page of pages) for (const look of LOOKS) await take(page, look);
} finally {
  await browser.close();
  await served.close();
}

async function take(
  { name, path, sign }: { readonly name: string; readonly path: string; readonly sign: string },
  { look, scheme, size }: (typeof LOOKS)[number],
): Promise<void> {
  const opened = await openPage(browser, `${served.url}/${path}`, { scheme, size });
  const { page } = opened;
  await page.getByText(sign).first().waitFor({ timeout: 30_000 });
  await settle(page);
  const file = join(IMAGES, `console-${name}-${look}.png`);
  await page.screenshot({ path: file });
  await opened.close();
  const { size: bytes } = statSync(file);
  console.log(`${file.slice(IMAGES.length + 1)}: ${Math.round(bytes / 1000)} kB`);
  if (bytes > LARGEST_BYTES) throw new Error(`${file} is larger than a page of the docs should have`);
}

/** Until nothing is read any more, and fonts and movements have come to rest. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-label="Loading…"]') === null);
  await page.evaluate(async () => {
    // A waveform is drawn when its recording has been read.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})));
  });
}

/** An answered call with several legs and a recording, whose customer is known by name: it shows most of what a page can. */
async function showableCall(): Promise<string> {
  type Call = {
    readonly id: string;
    readonly customer: { readonly displayName: string | null } | null;
    readonly legs: readonly unknown[];
    readonly recordings: readonly { readonly transcript: { readonly status: string } | null }[];
    readonly related: readonly unknown[];
  };
  const { callSessions } = await askGraph<{ readonly callSessions: { readonly nodes: readonly Call[] } }>(
    served.url,
    `{ callSessions(first: 200, filter: { outcome: [ANSWERED], hasRecording: true }) {
      nodes { id customer { displayName } legs { outcome } recordings { transcript { status } } related { via } } } }`,
  );
  const worth = ({ customer, legs, recordings, related }: Call): number =>
    (customer?.displayName ? 4 : 0) +
    Math.min(legs.length, 3) +
    (recordings[0]?.transcript?.status === 'READY' ? 5 : 0) +
    (related.length > 0 ? 2 : 0);
  const [best] = callSessions.nodes.toSorted((one, other) => worth(other) - worth(one));
  if (!best) throw new Error('the demo has no answered call with a recording');
  return best.id;
}
