import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium, openChromium } from '../support/open-chromium.ts';
import { startServedConsole } from '../support/start-served-console.ts';
import type { ServedDemo } from '../support/start-served-demo.ts';
import { findCall } from './known-calls.ts';
import { openPage } from './open-page.ts';
import { untilKept } from './until-kept.ts';

const PATIENCE = { timeout: 20_000 };

describe.skipIf(lacksChromium())('axe finds nothing serious', () => {
  let browser: Browser;
  let served: ServedDemo;
  let guarded: ServedDemo;

  beforeAll(async () => {
    const auth = { mode: 'keys', keys: [makeKey('one', ['calls:read']).entry] };
    [browser, served, guarded] = await Promise.all([
      openChromium(),
      startServedConsole({ count: 120 }, { isKept: true, isSynced: true }),
      startServedConsole({ count: 5 }, { more: { auth } }),
    ]);
    await untilKept(served.url);
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 503 } });
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([served.close(), guarded.close()]);
  });

  /** Each page, what it shows when it is there, and what is opened on it. */
  const PAGES: readonly {
    readonly name: string;
    readonly path: () => Promise<string>;
    readonly sign: RegExp;
    readonly prepare?: (page: Page) => Promise<unknown>;
  }[] = [
    { name: 'calls', path: async () => '', sign: /Answered/ },
    {
      name: 'calls, their days being chosen',
      path: async () => '?from=2026-04-10&to=2026-04-20',
      sign: /Answered/,
      prepare: async (page) => {
        const dates = page.getByRole('button', { name: /^Dates/ });
        const sheet = page.getByRole('dialog', { name: 'Filters' });
        if (page.viewportSize()!.width > 400) await dates.click();
        else {
          await page.getByRole('button', { name: 'Filters' }).click();
          await sheet.getByRole('button', { name: /^Dates/ }).click();
        }
        await page.locator('[data-selection-start]').waitFor(PATIENCE);
      },
    },
    {
      name: 'a call',
      path: async () => `calls/${(await findCall(served.url, 'desk', ({ outcome }) => outcome === 'ANSWERED')).id}`,
      sign: /Answered/,
    },
    {
      name: 'overview',
      path: async () => 'overview?dates=90-days',
      sign: /Support/,
      prepare: async (page) => {
        await page.getByText('As a table').click();
        await page.getByRole('slider').focus();
        await page.keyboard.press('ArrowLeft');
      },
    },
    {
      name: 'overview, its days being chosen',
      path: async () => 'overview?dates=today',
      sign: /Busiest hours/,
      prepare: (page) => page.getByRole('button', { name: 'Other days' }).click(),
    },
    {
      name: 'systems',
      path: async () => 'systems',
      sign: /All 4 answer|fails/,
      prepare: (page) => page.getByText('What it can do').first().click(),
    },
  ];

  const seriousOn = async (page: Page): Promise<string[]> => {
    // Nothing is half seen while it is looked at.
    await page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})))');
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };

  for (const scheme of ['light', 'dark'] as const)
    for (const width of [1280, 390]) {
      it.each(PAGES)(`on $name, ${scheme} and ${width} wide`, async ({ path, sign, prepare }) => {
        const size = { width, height: 900 };
        const context = { reducedMotion: 'reduce' as const };
        const { page, close } = await openPage(browser, `${served.url}/${await path()}`, { scheme, size, context });
        await expect.poll(() => page.locator('main').innerText(), PATIENCE).toMatch(sign);
        await prepare?.(page);
        expect(await seriousOn(page)).toEqual([]);
        await close();
      });

      it(`on the form that asks for a key, ${scheme} and ${width} wide`, async () => {
        const { page, close } = await openPage(browser, guarded.url, { scheme, size: { width, height: 900 } });
        await page.getByLabel('Key or token').waitFor();
        expect(await seriousOn(page)).toEqual([]);
        await close();
      });
    }
});
