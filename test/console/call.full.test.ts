import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/domain/caller.ts';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium, openChromium } from '../support/open-chromium.ts';
import { startServedConsole } from '../support/start-served-console.ts';
import type { ServedDemo } from '../support/start-served-demo.ts';
import { type KnownCall, askGraph, callsOf, findCall } from './ask-graph.ts';
import { type PageOptions, openPage } from './open-page.ts';

const PATIENCE = { timeout: 15_000 };
const SMALL = { count: 300 };

describe.skipIf(lacksChromium())('the page of a call', () => {
  let browser: Browser;
  let served: ServedDemo;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    [browser, served] = await Promise.all([openChromium(), startServedConsole(SMALL, { isKept: true })]);
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });
  afterEach(async () => {
    for (const vendor of Object.values(served.demo.vendors)) vendor.server.clearFaults();
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function open(path: string, options: PageOptions & { readonly url?: string } = {}) {
    const opened = await openPage(browser, `${options.url ?? served.url}/${path}`, options);
    closers.push(opened.close);
    return opened;
  }

  const openCall = async (call: Pick<KnownCall, 'id'>, options?: PageOptions & { readonly url?: string }) =>
    (await open(`calls/${call.id}`, options)).page;

  const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
  const sees = (locator: Locator, text: string | RegExp) =>
    expect.poll(() => locator.innerText().catch(() => ''), PATIENCE).toMatch(text);

  it('says who called whom, which way it went, how it ended, when, how long it took and through which system', async () => {
    const call = await findCall(
      served.url,
      'tracking',
      ({ outcome, direction, customer, outcomeDetail }) =>
        outcome === 'ANSWERED' && direction === 'INBOUND' && customer?.displayName && outcomeDetail?.reason,
    );
    const page = await openCall(call);
    const title = `Call from ${call.customer!.displayName}`;
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    expect(await page.title()).toBe(`${title} · Trunkline`);
    const head = part(page, title);
    await sees(head, 'Answered');
    const text = await head.innerText();
    expect(text).toContain(call.outcomeDetail!.reason);
    expect(text).toContain(call.outcomeDetail!.code);
    expect(text).toContain(call.customer!.e164);
    for (const { displayName } of call.agents) expect(text).toContain(displayName);
    expect(text).toContain('tracking');
    expect(text).toContain(inLondon(call.startedAt));
    expect(text).toMatch(new RegExp(`Lasted\\s+${clock(call.durationSeconds!)}`));
    expect(text).toMatch(new RegExp(`Waited\\s+${clock(call.waitSeconds!)}`));
    expect(text).toMatch(new RegExp(`Talked\\s+${clock(call.talkSeconds!)}`));
    await sees(part(page, 'About'), 'Inbound');
  });

  it('shows its legs on a time axis: who, when, for how long, and to whom an agent passed it on', async () => {
    const call = await findCall(served.url, 'tracking', ({ legs }) => answered(legs).length === 2);
    const page = await openCall(call);
    const axis = page.getByRole('table', { name: 'Legs of the call on a time axis' });
    await axis.waitFor(PATIENCE);
    const rows = axis.getByRole('row');
    // A head, the call, and its legs.
    expect(await rows.count()).toBe(2 + call.legs.length);
    const [first, second] = answered(call.legs);
    const passing = rows.filter({ hasText: `passed on to ${second!.agent!.displayName}` });
    expect(await passing.count()).toBe(1);
    expect(await passing.getByRole('rowheader').innerText()).toContain(first!.agent!.displayName);
    expect(await passing.getByRole('cell').allInnerTexts()).toEqual([
      timeInLondon(first!.startedAt),
      clock(first!.durationSeconds),
    ]);
  });

  it('draws waiting apart from talking, and each bar where it belongs on the axis', async () => {
    const call = await findCall(
      served.url,
      'tracking',
      ({ legs, waitSeconds }) => answered(legs).length === 2 && waitSeconds! > 5,
    );
    const page = await openCall(call);
    const axis = page.getByRole('table', { name: 'Legs of the call on a time axis' });
    const [whole, ...legs] = await axis
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .all();
    const bars = await Promise.all(
      (await whole!.locator('b').all())
        .map((bar) => bar.evaluate((element) => [shareOf('left')(element), shareOf('width')(element)]))
        .map((each) => each),
    );
    expect(bars).toHaveLength(2);
    expect(legs.length).toBe(call.legs.length);
  });
});
