import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lacksChromium, openChromium } from '../test/support/open-chromium.ts';
import { type RunningExample, findFreePort, runExample, startExample } from '../test/support/run-example.ts';
import { type ServedDemo, startServedDemo } from '../test/support/start-served-demo.ts';

const VITE = 'node_modules/vite/bin/vite.js';
const APPS = ['apollo', 'relay', 'urql'] as const;
const PATIENCE = { timeout: 20_000, interval: 50 };

let folder: string;
let pages: RunningExample;
let served: ServedDemo;
let browser: Browser;

describe.skipIf(lacksChromium())('the pages of the examples', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trunkline-examples-'));
    const built = await runExample(VITE, 'build', '--outDir', folder, '--emptyOutDir');
    if (built.code !== 0) throw new Error(built.stderr);
    const address = ['--host', '127.0.0.1', '--port', String(await findFreePort()), '--strictPort'];
    pages = await startExample(/(http:\/\/[\d.:]+)/, VITE, 'preview', '--outDir', folder, ...address);
    served = await startServedDemo({}, { server: { allowedOrigins: [pages.said] } });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await pages?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const openPage = async (
    app: string,
  ): Promise<{ page: Page; problems: readonly string[]; [Symbol.asyncDispose](): Promise<void> }> => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(`${pages.said}/${app}/?endpoint=${encodeURIComponent(`${served.url}/graphql`)}`);
    return { page, problems, [Symbol.asyncDispose]: () => page.close() };
  };
  const rowsOf = (page: Page) => page.locator('ol > li');
  const timesOf = (page: Page) => page.locator('ol time').allTextContents();
  const waitForRows = (page: Page, count: number) =>
    vi.waitFor(async () => expect(await rowsOf(page).count()).toBe(count), PATIENCE);

  describe.each(APPS)('%s', (app) => {
    it('shows calls, their recordings after them, and the next calls below', async () => {
      await using opened = await openPage(app);
      const { page, problems } = opened;
      await waitForRows(page, 20);
      await vi.waitFor(async () => expect(await page.getByText('…', { exact: true }).count()).toBe(0), PATIENCE);
      expect(await page.locator(`a[href^="${served.url}/media/"]`).count()).toBeGreaterThan(3);
      const before = await timesOf(page);
      await page.getByRole('button', { name: 'More calls' }).click();
      await waitForRows(page, 40);
      await vi.waitFor(async () => expect(await page.getByText('…', { exact: true }).count()).toBe(0), PATIENCE);
      const times = await timesOf(page);
      expect(times.slice(0, 20)).toEqual(before);
      expect(times).toEqual([...times].sort().reverse());
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(problems).toEqual([]);
    });

    it('still says what was missing when the next page lacks nothing', async () => {
      const { server } = served.demo.vendors.callgear;
      server.fault({ fault: { kind: 'status', status: 500 } });
      await using opened = await openPage(app);
      const { page } = opened;
      await waitForRows(page, 20).finally(() => server.clearFaults());
      const said = await page.getByRole('alert').textContent();
      expect(said).toMatch(/^Some calls are missing.*tracking/);
      await vi.waitFor(async () => expect(await page.getByText('…', { exact: true }).count()).toBe(0), PATIENCE);
      await page.getByRole('button', { name: 'More calls' }).click();
      await waitForRows(page, 40);
      expect(await page.getByRole('alert').textContent()).toBe(said);
    });
  });

  it('reads a call again by its id, with Relay', async () => {
    await using opened = await openPage('relay');
    const { page, problems } = opened;
    await waitForRows(page, 20);
    const shown = await rowsOf(page).nth(3).textContent();
    const asking = page.waitForRequest((request) => request.postData()?.includes('appQueryCallQuery') === true);
    await rowsOf(page).nth(3).getByRole('button', { name: 'Read again' }).click();
    const { query, variables } = (await asking).postDataJSON() as { query: string; variables: { id: string } };
    expect(query).toContain('node(id: $id)');
    const { data } = (await (await (await asking).response())!.json()) as {
      data: { node: { id: string; startedAt: string } };
    };
    expect(data.node.id).toBe(variables.id);
    expect(shown).toContain(data.node.startedAt);
    await vi.waitFor(
      async () => expect(await rowsOf(page).nth(3).getByRole('button').isEnabled()).toBe(true),
      PATIENCE,
    );
    expect(await rowsOf(page).nth(3).textContent()).toContain(data.node.startedAt);
    expect(problems).toEqual([]);
  });
});
