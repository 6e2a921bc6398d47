import type { Locator, Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_KINDS } from '../../src/demo/call-source.ts';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium } from '../support/open-chromium.ts';
import { askGraph } from './ask-graph.ts';
import type { PageOptions } from './open-page.ts';
import { addRecording, lookAgain, ring } from './ring.ts';
import { serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 20_000 };
const COUNT = 300;

describe.skipIf(lacksChromium())('the timeline', () => {
  /** With a history that is kept and followed. */
  const kept = serveConsole({ count: COUNT }, { isKept: true, isSynced: true });

  const { serve } = kept;

  const open = async ({ url }: { readonly url: string }, path = '', options: PageOptions = {}): Promise<Page> =>
    (await kept.open(path, { ...options, url })).page;

  it('shows the newest calls first, by days', async () => {
    const page = await open(kept);
    const { callSessions } = await askGraph<Listed>(kept.url, NEWEST);
    await expect.poll(() => idsOf(page), PATIENCE).toEqual(callSessions.nodes.slice(0, 10).map(({ id }) => id));
    await expect.poll(() => page.getByText('Today').isVisible()).toBe(true);
  });

  it('says of each call who, whom, which way, how it ended, how long, through which system and whether it can be heard', async () => {
    const page = await open(kept, '?recording=yes&direction=inbound&outcome=answered');
    const { callSessions } = await askGraph<Listed>(kept.url, ONE_RECORDED);
    const [call] = callSessions.nodes;
    const row = rowOf(page, call!.id);
    await row.waitFor(PATIENCE);
    expect(await row.innerText()).toContain(call!.agents![0]!.displayName);
    expect(await row.innerText()).toContain(call!.customer!.e164);
    expect(await row.innerText()).toContain('Answered');
    expect(await row.innerText()).toContain(call!.provider.name);
    const seconds = call!.durationSeconds!;
    expect(await row.innerText()).toContain(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
    expect(await row.getByRole('img', { name: 'Inbound' }).count()).toBe(1);
    expect(await row.getByRole('img', { name: 'Can be heard' }).count()).toBe(1);
  });

  it('reads older calls as somebody scrolls, to the very first, each once', async () => {
    const page = await open(kept);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await page.locator('[data-call]').first().focus();
    const seen = new Set(await idsOf(page, 100));
    await expect
      .poll(
        async () => {
          await page.keyboard.press('PageDown');
          await painted(page);
          await expect.poll(() => isFilled(page), PATIENCE).toBe(true);
          for (const id of await idsOf(page, 100)) seen.add(id);
          return page.getByText('No older calls').isVisible();
        },
        { timeout: 60_000, interval: 20 },
      )
      .toBe(true);
    await page.keyboard.press('End');
    await painted(page);
    for (const id of await idsOf(page, 100)) seen.add(id);
    const { callSessions } = await askGraph<{ callSessions: { totalCount: number } }>(kept.url, TOTAL);
    expect(seen.size).toBe(callSessions.totalCount);
  });

  it('keeps only the rows in sight in the page', async () => {
    const page = await open(kept);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await page.keyboard.press('Tab');
    for (let turn = 0; turn < 5; turn += 1)
      await scrollerOf(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    expect(await page.locator('[data-call]').count()).toBeLessThan(80);
  });

  it('keeps the day of the first call in sight on top', async () => {
    const page = await open(kept);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await scrollerOf(page).evaluate((element) => element.scrollTo(0, 1500));
    const stuck = page.locator('[data-stuck]');
    await expect.poll(() => stuck.innerText(), PATIENCE).not.toContain('Today');
    const top = await scrollerOf(page).evaluate((element) => element.getBoundingClientRect().top);
    expect((await stuck.boundingBox())!.y - top).toBeLessThan(40);
  });

  describe('jumped to a date', () => {
    it('begins at that day, with older calls below and newer ones above, up to now', async () => {
      const page = await open(kept);
      await page.getByRole('button', { name: 'Jump to a date' }).click();
      await page.getByRole('button', { name: 'A month ago' }).click();
      await expect.poll(() => page.locator('[data-stuck]').innerText(), PATIENCE).toContain('31 Mar 2026');
      expect(new URL(page.url()).search).toBe('?at=2026-03-31');
      // Newer ones come above without moving the day in sight, until there are no more of them.
      await expect
        .poll(
          async () => {
            await scrollerOf(page).evaluate((element) => element.scrollBy(0, -900));
            return page.locator('[data-stuck]').innerText();
          },
          { ...PATIENCE, interval: 30 },
        )
        .toContain('Today');
      const { callSessions } = await askGraph<Listed>(kept.url, NEWEST);
      await expect.poll(() => idsOf(page), PATIENCE).toEqual(callSessions.nodes.slice(0, 10).map(({ id }) => id));
    });

    it('does not move what is in sight when newer calls are read above it', async () => {
      const newer: Request[] = [];
      const page = await open(kept, '?at=2026-03-31', {
        before: async (opened) =>
          opened.on('request', (request) => {
            if (isForNewer(request)) newer.push(request);
          }),
      });
      await page.locator('[data-call]').first().waitFor(PATIENCE);
      const first = page.locator('[data-stuck]');
      await expect.poll(() => first.innerText(), PATIENCE).toContain('31 Mar 2026');
      // What is above makes the list longer, and the place in it further down.
      await expect
        .poll(() => scrollerOf(page).evaluate((element) => element.scrollTop), PATIENCE)
        .toBeGreaterThan(1000);
      expect(await first.innerText()).toContain('31 Mar 2026');
      // Nobody has come near the newest of them: no more is read.
      await painted(page);
      expect(newer.length).toBe(1);
    });

    it('chooses a day in a calendar', async () => {
      const page = await open(kept);
      await page.getByRole('button', { name: 'Jump to a date' }).click();
      await page.getByRole('button', { name: /Wednesday.* 15 April 2026/ }).click();
      await expect.poll(() => page.locator('[data-stuck]').innerText(), PATIENCE).toContain('15 Apr 2026');
    });

    it('goes back to the newest calls', async () => {
      const page = await open(kept, '?at=2026-01-15');
      await page.getByRole('button', { name: 'Newest calls' }).click();
      await expect.poll(() => page.locator('[data-stuck]').innerText(), PATIENCE).toContain('Today');
    });
  });

  describe('while calls come in', () => {
    it('puts a new call in place at the top', async () => {
      const page = await openLive();
      const { number } = await ring(kept.url, 25);
      await page.getByText(number).waitFor(PATIENCE);
      expect(await firstTextOf(page)).toContain(number);
      expect(await scrollerOf(page).evaluate((element) => element.scrollTop)).toBe(0);
    });

    it('counts them while somebody reads further down, moves nothing, and shows them on demand', async () => {
      const page = await openLive();
      await scrollerOf(page).evaluate((element) => element.scrollTo(0, 1200));
      await expect.poll(() => page.locator('[data-stuck]').innerText(), PATIENCE).not.toContain('Today');
      const before = await placesOf(page);
      const first = await ring(kept.url, 20);
      await page.getByRole('button', { name: '1 new call' }).waitFor(PATIENCE);
      const second = await ring(kept.url, 15);
      await page.getByRole('button', { name: '2 new calls' }).waitFor(PATIENCE);
      expect(await placesOf(page)).toEqual(before);
      await page.getByRole('button', { name: '2 new calls' }).click();
      await expect.poll(() => firstTextOf(page), PATIENCE).toContain(second.number);
      expect(await page.getByText(first.number).isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: /new calls?/ }).count()).toBe(0);
    });

    it('changes a call in place', async () => {
      const page = await openLive();
      const { number } = await ring(kept.url, 12);
      const row = page.getByRole('row').filter({ hasText: number });
      await row.getByText('0:12').waitFor(PATIENCE);
      const { server } = kept.demo.vendors.bitrix24;
      server.fault({
        fault: { kind: 'changed', change: (json) => json.replace(/"CALL_DURATION":"?12"?/, '"CALL_DURATION":"95"') },
      });
      await lookAgain(kept.url);
      await row.getByText('1:35').waitFor(PATIENCE);
      server.clearFaults();
    });

    it('counts new calls after a jump, and not changes of calls that were not read', async () => {
      await ring(kept.url, 11);
      const page = await openLive('?at=2026-03-31');
      const { server } = kept.demo.vendors.bitrix24;
      server.fault({
        fault: { kind: 'changed', change: (json) => json.replace(/"CALL_DURATION":"?12"?/, '"CALL_DURATION":"77"') },
      });
      await lookAgain(kept.url);
      server.clearFaults();
      await ring(kept.url, 7);
      await page.getByRole('button', { name: '1 new call' }).waitFor(PATIENCE);
      await ring(kept.url, 6);
      await page.getByRole('button', { name: '2 new calls' }).waitFor(PATIENCE);
    });

    it('takes a call away that is gone, or no longer passes the filter', async () => {
      const page = await openLive('?recording=no');
      const { number, callId } = await ring(kept.url, 10);
      await page.getByText(number).waitFor(PATIENCE);
      await addRecording(kept.url, callId);
      await page.getByText(number).waitFor({ ...PATIENCE, state: 'detached' });
    });

    it('says that the connection was lost, and goes on with what came meanwhile', async () => {
      const page = await open(kept, '', {
        before: (opened) =>
          opened.route('**/graphql', (route) =>
            route.request().postData()?.includes('TimelineChanges') ? route.abort() : route.fallback(),
          ),
      });
      await page.getByText('Connection lost').waitFor(PATIENCE);
      const { number } = await ring(kept.url, 8);
      await page.unroute('**/graphql');
      await page.getByText('Live', { exact: true }).waitFor({ timeout: 40_000 });
      await page.getByText(number).waitFor(PATIENCE);
    });

    it('catches up on what came while a call was looked at', async () => {
      const page = await openLive();
      await page.locator('[data-call]').nth(3).click();
      await page.waitForURL(/\/calls\//);
      const { number } = await ring(kept.url, 5);
      await page.goBack();
      await page.getByText(number).waitFor(PATIENCE);
    });

    async function openLive(path = ''): Promise<Page> {
      const page = await open(kept, path);
      await page.getByText('Live', { exact: true }).waitFor(PATIENCE);
      await page.locator('[data-call]').first().waitFor(PATIENCE);
      return page;
    }
  });

  describe('by keyboard', () => {
    it('goes through the rows, opens the one it stands on, and finds it again on the way back', async () => {
      const page = await open(kept);
      await page.locator('[data-call]').first().waitFor(PATIENCE);
      const ids = await idsOf(page, 30);
      await page.locator('[data-call]').first().focus();
      const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['call'] ?? null);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe(ids[2]);
      await page.keyboard.press('ArrowUp');
      expect(await focused()).toBe(ids[1]);
      await page.keyboard.press('PageDown');
      expect(ids.indexOf((await focused())!)).toBeGreaterThan(8);
      await page.keyboard.press('PageUp');
      expect(await focused()).toBe(ids[1]);
      await page.keyboard.press('End');
      expect(ids).not.toContain(await focused());
      await page.keyboard.press('Home');
      expect(await focused()).toBe(ids[0]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${kept.url}/calls/${ids[1]}`);
    });

    it('is one stop of the tab key, and keeps the row in sight clear of what sticks on top', async () => {
      const page = await open(kept);
      await page.locator('[data-call]').first().waitFor(PATIENCE);
      expect(await page.locator('[data-call][tabindex="0"]').count()).toBe(1);
      await page.locator('[data-call]').first().focus();
      for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('PageDown');
      for (let turn = 0; turn < 40; turn += 1) await page.keyboard.press('ArrowUp');
      const [row, day] = await Promise.all([
        page.locator('[role=row]:has(:focus)').boundingBox(),
        page.locator('[data-stuck]').boundingBox(),
      ]);
      expect(row!.y).toBeGreaterThanOrEqual(day!.y + day!.height - 1);
    });
  });

  it('stays a stop of the tab key when its rows were scrolled, and when the row of the focus is gone', async () => {
    const page = await open(kept);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    const stops = page.locator('[data-call][tabindex="0"]');
    await scrollerOf(page).evaluate((element) => element.scrollBy(0, 3000));
    await expect.poll(() => page.locator('[data-stuck]').innerText(), PATIENCE).not.toContain('Today');
    await expect.poll(() => stops.count(), PATIENCE).toBe(1);
    expect((await stops.boundingBox())!.y).toBeGreaterThan(0);
    await stops.focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return Number(await page.locator('[role=row]:has(:focus)').getAttribute('aria-rowindex'));
      }, PATIENCE)
      .toBeGreaterThan(200);
    // The newest page alone is there again: the row of the focus is not.
    await page.getByRole('button', { name: 'Read again from the phone systems' }).click();
    await expect.poll(() => page.locator('[data-call]:focus').count(), PATIENCE).toBe(0);
    await expect.poll(() => stops.count(), PATIENCE).toBe(1);
  });

  it('finds the list where it was left on the way back from a call', async () => {
    const page = await open(kept);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await scrollerOf(page).evaluate((element) => element.scrollTo(0, 1300));
    await expect.poll(() => page.locator('[data-stuck]').innerText(), PATIENCE).not.toContain('Today');
    const before = await placesOf(page);
    await page.locator('[data-call]').nth(20).click();
    await page.waitForURL(/\/calls\//);
    await page.goBack();
    await expect.poll(() => placesOf(page), PATIENCE).toEqual(before);
  });

  it('opens a call in a tab of its own as any link', async () => {
    const page = await open(kept);
    const link = page.locator('[data-call]').first();
    await link.waitFor(PATIENCE);
    const id = await link.getAttribute('data-call');
    expect(await link.getAttribute('href')).toBe(`${kept.url}/calls/${id}`);
  });

  it('shows the columns that were chosen, also the next time', async () => {
    const page = await open(kept);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('option', { name: 'Line' }).click();
    await page.getByRole('option', { name: 'Agents' }).click();
    await page.keyboard.press('Escape');
    const names = () => page.getByRole('columnheader').allInnerTexts();
    const wanted = ['Time', 'Direction', 'Customer', 'Outcome', 'Duration', 'Line', 'System', 'Recording'];
    await expect.poll(names, PATIENCE).toEqual(wanted);
    await page.reload();
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    expect(await names()).toEqual(wanted);
  });

  it('says in plain words which system is missing, with the calls of the others', async () => {
    const served = await serve({ count: 40 });
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 503 } });
    const page = await open(served);
    const note = page.getByRole('region', { name: 'Not everything is here' });
    await note.waitFor(PATIENCE);
    expect(await note.innerText()).toContain('tracking');
    expect(await page.locator('[data-call]').count()).toBeGreaterThan(10);
    served.demo.vendors.callgear.server.clearFaults();
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Read again from the phone systems' }).click();
        return note.count();
      }, PATIENCE)
      .toBe(0);
  });

  it('says that a system is slow, and shows the calls of the others meanwhile', async () => {
    const served = await serve({ count: 40 });
    served.demo.vendors['zoom-contact-center'].server.fault({ fault: { kind: 'hang' } });
    const page = await open(served);
    await page.getByText('Still waiting for desk').waitFor(PATIENCE);
    expect(await page.locator('[data-call]').count()).toBeGreaterThan(10);
    await page.getByRole('region', { name: 'Not everything is here' }).waitFor(PATIENCE);
  });

  it('works where nothing is kept: how old the page is, and a way to read it again', async () => {
    const served = await serve({ count: 40 });
    const page = await open(served);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await page.getByText('As of just now').waitFor(PATIENCE);
    for (const kind of DEMO_KINDS) served.demo.vendors[kind].server.resetCounts();
    await page.getByRole('button', { name: 'Read again from the phone systems' }).click();
    await expect
      .poll(() => DEMO_KINDS.every((kind) => served.demo.vendors[kind].server.count() > 0), PATIENCE)
      .toBe(true);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('shows the rows without numbers to a key that may not see them, and says so', async () => {
    const few = makeKey('few', ['calls:read'], { providers: ['pbx'] });
    const served = await serve({ count: 40 }, { more: { auth: { mode: 'keys', keys: [few.entry] } } });
    const page = await open(served, '?direction=inbound');
    await page.getByLabel('Key or token').fill(few.key);
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    const row = page
      .getByRole('row')
      .filter({ has: page.locator('[data-call]') })
      .first();
    expect(await row.innerText()).toContain('Not shown to your key');
    expect(await row.innerText()).toContain('pbx');
  });

  it('says that newer calls could not be read after a jump, and reads them again', async () => {
    const page = await open(kept, '?at=2026-03-31', {
      before: (opened) =>
        opened.route('**/graphql', (route) => (isForNewer(route.request()) ? route.abort() : route.fallback())),
    });
    const again = page.getByRole('button', { name: 'Newer calls could not be read. Try again' });
    await again.waitFor(PATIENCE);
    await page.unroute('**/graphql');
    await again.click();
    await page.getByRole('button', { name: 'Newest calls' }).waitFor(PATIENCE);
  });

  it('counts the calls of the filter, and not those of the filter before it while they are counted', async () => {
    const page = await open(kept);
    await page.getByText(/\d calls$/).waitFor(PATIENCE);
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('TimelineCount') ? undefined : route.continue(),
    );
    await page.getByRole('button', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Missed' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Answered' }).count(), PATIENCE).toBe(0);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    expect(await page.getByText(/\d calls$/).count()).toBe(0);
  });

  it('says that the calls could not be read again, and keeps those that are there', async () => {
    const page = await open(kept);
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await page.route('**/graphql', (route) => route.abort());
    const again = page.getByRole('button', { name: 'Read again from the phone systems' });
    await again.click();
    await page.getByText('Could not be read again').waitFor(PATIENCE);
    expect(await page.locator('[data-call]').count()).toBeGreaterThan(10);
    await page.unroute('**/graphql');
    await again.click();
    await expect.poll(() => page.getByText('Could not be read again').count(), PATIENCE).toBe(0);
  });

  it('says what went wrong when nothing can be read, and reads again', async () => {
    const served = await serve({ count: 20 });
    const page = await open(served, 'systems');
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('link', { name: 'Calls' }).click();
    await page.getByText('The server cannot be reached.').waitFor(PATIENCE);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-call]').first().waitFor(PATIENCE);
  });
});

type Listed = {
  readonly callSessions: {
    readonly nodes: readonly {
      readonly id: string;
      readonly durationSeconds: number | null;
      readonly customer: { readonly e164: string } | null;
      readonly agents: readonly { readonly displayName: string }[] | null;
      readonly provider: { readonly name: string };
    }[];
  };
};

const FIELDS = 'nodes { id durationSeconds customer { e164 } agents { displayName } provider { name } }';
const NEWEST = `{ callSessions(first: 20) { ${FIELDS} } }`;
const ONE_RECORDED = `{ callSessions(first: 1, filter: { hasRecording: true, direction: [INBOUND], outcome: [ANSWERED] }) { ${FIELDS} } }`;
const TOTAL = '{ callSessions(first: 1) { totalCount } }';

const scrollerOf = (page: Page): Locator => page.getByRole('grid').locator('..');
const rowOf = (page: Page, id: string): Locator =>
  page.getByRole('row').filter({ has: page.locator(`[data-call="${id}"]`) });

const isForNewer = (request: Request): boolean => request.postData()?.includes('"direction":"ASC"') === true;

/** A key may be pressed faster than rows are shown: those between would never have been in the page. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));

/** Whether rows stand everywhere in the window: where it was scrolled faster than it was painted, some are still to come. */
const isFilled = (page: Page): Promise<boolean> =>
  scrollerOf(page).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll('[data-call]')].map((row) => row.getBoundingClientRect());
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    const [first, last] = [Math.min(...rows.map((row) => row.top)), Math.max(...rows.map((row) => row.bottom))];
    return first <= top + 150 && (isAtEnd || last >= bottom - 100);
  });

/** The calls in the page, from the top. */
async function idsOf(page: Page, count = 10): Promise<string[]> {
  const places = await placesOf(page);
  return places.map(([id]) => id).slice(0, count);
}

/** Every call in the page with its place in the window, from the top. */
const placesOf = (page: Page): Promise<[string, number][]> =>
  page
    .locator('[data-call]')
    .evaluateAll((links) =>
      links
        .map((link): [string, number] => [
          (link as HTMLElement).dataset['call']!,
          Math.round(link.getBoundingClientRect().top),
        ])
        .sort((a, b) => a[1] - b[1]),
    );

async function firstTextOf(page: Page): Promise<string> {
  const [id] = await idsOf(page, 1);
  return rowOf(page, id!).innerText();
}
