import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { askGraph } from '../test/console/ask-graph.ts';
import { untilKept } from '../test/console/until-kept.ts';
import { openChromium } from '../test/support/open-chromium.ts';
import { createReport } from './report.ts';
import { median } from './support/median.ts';

const CALLS_OF_EACH = 2700;
const ROWS = 10_000;
const LEAST_INTERACTIONS = 100;
const RUNS = Number(process.env['RUNS'] ?? 5);
const BOUND = { usefulMs: 1000, interactionMs: 200, scriptKilobytes: 250 };

const WHEEL_PIXELS = 1200;
const WHEELS_TO_A_CLICK = 3;
const KEYS = 60;

const report = createReport(
  `The console in Chromium over ${(4 * CALLS_OF_EACH).toLocaleString('en')} kept calls: medians of ${RUNS}`,
);
const server = fork(join(import.meta.dirname, 'support/serve-console.ts'), [String(CALLS_OF_EACH)], {
  stdio: 'inherit',
});
const [url] = (await once(server, 'message')) as [string];
const browser = await openChromium();
try {
  await untilKept(url);
  await measureStart();
  await measureScrolling();
} finally {
  await browser.close();
  if (server.connected) server.disconnect();
}
report.end();

/** From the navigation until the first rows are painted, with nothing in the browser's cache; and what came for it. */
async function measureStart(): Promise<void> {
  const times: number[] = [];
  let kilobytes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const page = await openPage();
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        scripts.push(response.body().then((body) => gzipSync(body).length / 1000));
    });
    await page.goto(url, { waitUntil: 'commit' });
    times.push(await page.evaluate(untilRowsArePainted));
    kilobytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    await page.context().close();
  }
  report.note(`first rows painted after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  report.atMost('first useful paint of the timeline', median(times), BOUND.usefulMs, ' ms');
  report.atMost('JavaScript of the first load, gzipped', kilobytes, BOUND.scriptKilobytes, ' kB');
}

/** Scrolls through all rows by wheel and by key: how long the browser says that each interaction took to its next paint. */
async function measureScrolling(): Promise<void> {
  const percentiles: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await openPage();
    await page.addInitScript(noteInteractions);
    await page.goto(url);
    const rows = await scrollThrough(page);
    const { count, p98 } = await page.evaluate(readInteractions);
    report.note(`${rows.toLocaleString('en')} rows, ${count} interactions, the 98th percentile at ${p98} ms`);
    if (rows < ROWS || count < LEAST_INTERACTIONS)
      report.holds('enough was scrolled through', false, `${rows} rows, ${count} interactions`);
    percentiles.push(p98);
    await page.context().close();
  }
  report.atMost(
    'interaction to next paint while scrolling, 98th percentile',
    median(percentiles),
    BOUND.interactionMs,
    ' ms',
  );
}

/** To the oldest call by wheel, with a click between, and back and forth by key; answers with the rows there are. */
async function scrollThrough(page: Page): Promise<number> {
  const header = page.getByRole('columnheader', { name: 'Customer' });
  await page.locator('[data-call]').first().waitFor();
  const { x, y } = (await header.boundingBox())!;
  for (let turn = 0; (await page.getByText('No older calls').count()) === 0; turn += 1) {
    await page.mouse.move(x + 20, y + 300);
    await page.mouse.wheel(0, WHEEL_PIXELS);
    if (turn % WHEELS_TO_A_CLICK === 0) await page.mouse.click(x + 10, y + 10);
  }
  await page.locator('[data-call]').first().focus();
  for (const key of ['Home', ...Array<string>(KEYS).fill('PageDown'), 'End', ...Array<string>(KEYS).fill('PageUp')])
    await page.keyboard.press(key);
  const { callSessions } = await askGraph<Counted>(url, '{ callSessions(first: 1) { totalCount } }');
  return callSessions.totalCount;
}

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return context.newPage();
}

type Counted = { readonly callSessions: { readonly totalCount: number } };

/** In the page: ms since the navigation at the first paint that has rows. */
function untilRowsArePainted(): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector('[data-call]') === null) requestAnimationFrame(look);
      // Two frames on, what is there has been painted.
      else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    look();
  });
}

/** In the page, before anything else: notes how long each interaction took. Those under 16 ms are not told, and count as 0. */
function noteInteractions(): void {
  const longest = new Map<number, number>();
  Object.assign(globalThis, { longest });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
      if (interactionId > 0) longest.set(interactionId, Math.max(longest.get(interactionId) ?? 0, duration));
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

function readInteractions(): { count: number; p98: number } {
  const { longest } = globalThis as unknown as { longest: Map<number, number> };
  const durations = [...longest.values()].sort((a, b) => b - a);
  const count = Math.max(
    durations.length,
    (performance as unknown as { interactionCount?: number }).interactionCount ?? 0,
  );
  return { count, p98: durations[Math.floor(count * 0.02)] ?? 0 };
}
