import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { lacksChromium } from '../support/open-chromium.ts';
import { askGraph } from './ask-graph.ts';
import { type OpenOptions, serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 20_000 };

/** The seven days through the one on which the demo's data ends, by London's clock, and the seven before. */
const RANGE = { from: '2026-04-23T23:00:00.000Z', to: '2026-04-30T23:00:00.000Z' };
const BEFORE = { from: '2026-04-16T23:00:00.000Z', to: '2026-04-23T23:00:00.000Z' };
const BEFORE_THROUGH = { from: BEFORE.from, to: new Date(DATA_SETS_END - 7 * 86_400_000).toISOString() };
const started = (startedAt: { readonly from: string; readonly to: string }) => ({ startedAt });

describe.skipIf(lacksChromium())('the overview', () => {
  const served = serveConsole({ count: 600 }, { isKept: true, isSynced: true });

  const open = (search = 'dates=7-days', options?: OpenOptions) => served.open(`overview?${search}`, options);
  const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
  const chartOf = (page: Page): Locator => page.getByRole('slider', { name: 'Calls over time' });
  const addressOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
  const linkOf = async (locator: Locator) => {
    const { pathname, searchParams } = new URL((await locator.getAttribute('href'))!);
    return [pathname, Object.fromEntries(searchParams)] as const;
  };
  const rowsOf = async (table: Locator): Promise<string[][]> => {
    await table.locator('tbody tr').first().waitFor({ state: 'attached' });
    return table.evaluate((node) =>
      [...(node as HTMLTableElement).tBodies[0]!.rows].map((row) =>
        [...row.cells].map((cell) => cell.textContent.trim()),
      ),
    );
  };

  it('shows calls over time by how they ended, beside the period before, also as a table', async () => {
    const { page } = await open();
    type Answer = Record<
      'now' | 'before',
      { buckets: { from: string; outcome?: string; figures: { calls: number } }[] }
    >;
    const { now, before } = await askGraph<Answer>(
      served.url,
      `query ($now: CallSessionFilter, $before: CallSessionFilter) {
        now: callStats(filter: $now, every: DAY, by: [OUTCOME], timeZone: "Europe/London") { buckets { from outcome figures { calls } } }
        before: callStats(filter: $before, every: DAY, timeZone: "Europe/London") { buckets { from figures { calls } } }
      }`,
      { variables: { now: started(RANGE), before: started(BEFORE) } },
    );
    const days = Map.groupBy(now.buckets, ({ from }) => from);
    const callsOf = (from: string, ...outcomes: string[]) =>
      days
        .get(from)!
        .filter(({ outcome }) => outcomes.length === 0 || outcomes.includes(outcome!))
        .reduce((sum, { figures }) => sum + figures.calls, 0);
    const expected = [...days.keys()].map((from, place) => [
      callsOf(from),
      callsOf(from, 'ANSWERED'),
      callsOf(from, 'VOICEMAIL'),
      callsOf(from, 'BUSY', 'DECLINED'),
      callsOf(from, 'MISSED', 'ABANDONED', 'FAILED'),
      callsOf(from, 'CANCELLED', 'BLOCKED', 'ONGOING', 'UNKNOWN'),
      before.buckets[place]!.figures.calls,
    ]);
    await part(page, 'Calls over time').getByText('As a table').click();
    const rows = await rowsOf(part(page, 'Calls over time').getByRole('table'));
    expect(rows.map(([, ...figures]) => figures.map(Number))).toEqual(expected);
    expect(expected.flat().some((calls) => calls > 0)).toBe(true);
    expect(rows[0]![0]).toMatch(/^Fri,? 24 Apr$/);
    // The canvas has been drawn on in the colours of the theme.
    const colours = await chartOf(page)
      .locator('canvas')
      .evaluate((node) => {
        const canvas = node as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set<string>();
        for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(data.slice(at, at + 3).join());
        return [...seen];
      });
    expect(colours).toContain('37,167,119');
    expect(colours).toContain('226,85,99');
  });

  it('reads the exact figures of a bar at the pointer', async () => {
    const { page } = await open();
    const [day] = await rowsOfTable(page);
    const over = chartOf(page).locator('.u-over');
    const { width, height } = (await over.boundingBox())!;
    await over.hover({ position: { x: width / 14, y: height / 2 } });
    const reading = chartOf(page).locator('dl');
    await expect.poll(() => reading.innerText(), PATIENCE).toContain('Period before');
    const text = (await chartOf(page).innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain(`${day![0]} `);
    expect(text).toContain(`Answered ${day![2]}`);
    expect(text).toContain(`Calls ${day![1]}`);
    expect(text).toContain(`Period before ${day![7]}`);
  });

  it('says how many calls were answered, how long people waited and talked, and what has changed', async () => {
    const { page } = await open();
    type Figure = { known: number; average: number };
    type Figures = { calls: number; answered: number; unanswered: number; talkSeconds: Figure; waitSeconds: Figure };
    type Totals = { totals: Figures };
    const figures = 'calls answered unanswered talkSeconds { known average } waitSeconds { known average }';
    const answer = await askGraph<Record<'now' | 'before' | 'inbound' | 'inboundBefore', Totals>>(
      served.url,
      `query ($now: CallSessionFilter, $before: CallSessionFilter, $inbound: CallSessionFilter, $inboundBefore: CallSessionFilter) {
        now: callStats(filter: $now) { totals { ${figures} } }
        before: callStats(filter: $before) { totals { ${figures} } }
        inbound: callStats(filter: $inbound) { totals { ${figures} } }
        inboundBefore: callStats(filter: $inboundBefore) { totals { ${figures} } }
      }`,
      {
        variables: {
          now: started(RANGE),
          before: started(BEFORE_THROUGH),
          inbound: { ...started(RANGE), direction: ['INBOUND'] },
          inboundBefore: { ...started(BEFORE_THROUGH), direction: ['INBOUND'] },
        },
      },
    );
    const { now, before } = { now: answer.now.totals, before: answer.before.totals };
    const rate = ({ totals: { answered, unanswered } }: Totals) => answered / (answered + unanswered);
    const percent = (share: number) =>
      new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 }).format(share);
    const change = (is: number, was: number) =>
      new Intl.NumberFormat('en-GB', { style: 'percent', signDisplay: 'exceptZero' }).format(is / was - 1);
    const tile = (name: string) => page.locator('dl > div', { has: page.getByText(name, { exact: true }) });
    await expect.poll(() => tile('Calls').first().innerText(), PATIENCE).toContain(String(now.calls));
    expect(await tile('Calls').first().innerText()).toContain(`${change(now.calls, before.calls)}`);
    expect(await tile('Calls').first().innerText()).toContain(`from ${before.calls}`);
    const answered = await tile('Inbound answered').innerText();
    expect(answered).toContain(percent(rate(answer.inbound)));
    expect(answered).toContain(`from ${percent(rate(answer.inboundBefore))}`);
    expect(answered).toMatch(/[+−-][\d.]+ points/);
    for (const [name, field] of [
      ['Average wait', 'waitSeconds'],
      ['Average talk', 'talkSeconds'],
    ] as const) {
      const [is, was] = [now[field], before[field]];
      const text = await tile(name).innerText();
      expect(text).toContain(clock(is.average));
      expect(text).toContain(`from ${clock(was.average)}`);
      expect(text).toContain(change(is.average, was.average));
      expect(text).toContain(`known of ${is.known} of ${now.calls} calls`);
    }
  });

  it('looks closer at the bars that are drawn over, here and in the timeline, and back again', async () => {
    const { page } = await open();
    await rowsOfTable(page);
    const box = (await chartOf(page).locator('.u-over').boundingBox())!;
    const middleOf = (bar: number) => [box.x + (box.width * (bar + 0.5)) / 7, box.y + box.height / 2] as const;
    await page.mouse.move(...middleOf(1));
    await page.mouse.down();
    await page.mouse.move(...middleOf(2));
    await page.mouse.move(...middleOf(3));
    await page.mouse.up();
    const dates = { from: '2026-04-25', to: '2026-04-27' };
    await expect.poll(() => addressOf(page), PATIENCE).toEqual(dates);
    expect((await rowsOfTable(page, 3)).map(([day]) => day)).toEqual([
      expect.stringMatching(/^Sat,? 25 Apr$/),
      expect.stringMatching(/^Sun,? 26 Apr$/),
      expect.stringMatching(/^Mon,? 27 Apr$/),
    ]);
    await page.getByRole('link', { name: 'Show these calls' }).click();
    await expect.poll(() => new URL(page.url()).pathname, PATIENCE).toBe('/');
    expect(addressOf(page)).toEqual(dates);
    await page.goBack();
    await page.goBack();
    await expect.poll(() => addressOf(page), PATIENCE).toEqual({ dates: '7-days' });
    expect(await rowsOfTable(page, 7)).toHaveLength(7);
  });

  it('is read and narrowed by the keyboard alone', async () => {
    const { page } = await open();
    const rows = await rowsOfTable(page);
    const chart = chartOf(page);
    await chart.focus();
    await page.keyboard.press('Home');
    expect(await chart.getAttribute('aria-valuetext')).toContain(
      `${rows[0]![0]}: ${rows[0]![1]} calls. Answered ${rows[0]![2]}`,
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await chart.getAttribute('aria-valuetext')).toContain(`${Number(rows[1]![1]) + Number(rows[2]![1])} calls`);
    await page.keyboard.press('Enter');
    await expect.poll(() => addressOf(page), PATIENCE).toEqual({ from: '2026-04-25', to: '2026-04-26' });
  });

  it('has days of its own to choose from, each choice an address and an entry of the history', async () => {
    const { page } = await open('dates=7-days');
    await rowsOfTable(page, 7);
    const dates = page.getByRole('navigation', { name: 'Dates' });
    await dates.getByRole('link', { name: 'Today' }).click();
    expect(addressOf(page)).toEqual({ dates: 'today' });
    expect(await rowsOfTable(page, 24)).toHaveLength(24);
    await dates.getByRole('link', { name: '90 days' }).click();
    expect(await rowsOfTable(page, 90)).toHaveLength(90);
    expect(await dates.locator('[aria-current]').innerText()).toBe('90 days');
    await dates.getByRole('button', { name: 'Other days' }).click();
    await page.getByLabel('From').fill('2026-01-01');
    await page.getByLabel('Through').fill('2025-12-01');
    await page.getByText('The last day is before the first.').waitFor();
    expect(await page.getByRole('button', { name: 'Show these days' }).isDisabled()).toBe(true);
    await page.getByLabel('Through').fill('2026-04-29');
    await page.getByRole('button', { name: 'Show these days' }).click();
    await expect.poll(() => addressOf(page), PATIENCE).toEqual({ from: '2026-01-01', to: '2026-04-29' });
    // More days than there is room for: weeks.
    expect(await rowsOfTable(page, 18)).toHaveLength(18);
    await page.goBack();
    await expect.poll(() => addressOf(page), PATIENCE).toEqual({ dates: '90-days' });
    await page.goBack();
    await expect.poll(() => addressOf(page), PATIENCE).toEqual({ dates: 'today' });
  });

  it('shows the busiest hours of the week by the viewer’s clock, for the pointer and the keyboard', async () => {
    const { page } = await open();
    type Hours = {
      callStats: {
        buckets: { dayOfWeek: number; hourOfDay: number; figures: { calls: number; unanswered: number } }[];
      };
    };
    const { callStats } = await askGraph<Hours>(
      served.url,
      `query ($filter: CallSessionFilter) { callStats(filter: $filter, by: [DAY_OF_WEEK, HOUR_OF_DAY], timeZone: "Europe/London") {
        buckets { dayOfWeek hourOfDay figures { calls unanswered } } } }`,
      { variables: { filter: started(RANGE) } },
    );
    const hours = part(page, 'Busiest hours');
    const grid = hours.getByRole('grid');
    await grid.waitFor();
    const cells = await grid.getByRole('gridcell').allTextContents();
    expect(cells).toHaveLength(168);
    for (const { dayOfWeek, hourOfDay, figures } of callStats.buckets)
      expect(cells[(dayOfWeek - 1) * 24 + hourOfDay]).toMatch(
        new RegExp(`^${figures.calls} calls?(, ${figures.unanswered} unanswered)?$`),
      );
    const most = Math.max(...callStats.buckets.map(({ figures }) => figures.calls));
    expect(await hours.innerText()).toMatch(new RegExp(`Busiest: \\w+ \\d\\d–\\d\\d\\s+${most} calls`));
    await grid.getByRole('gridcell').nth(0).hover();
    expect(await hours.innerText()).toContain('Monday 00–01');
    await grid.locator('[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await hours.innerText()).toMatch(/day 01–02/);
  });

  it('tells people, queues and lines apart, sorts them, and leads to the calls of each', async () => {
    const { page } = await open();
    type Row = { agent: { person: { id: string; displayName: string } } | null; figures: { calls: number } };
    const { callStats } = await askGraph<{ callStats: { buckets: Row[] } }>(
      served.url,
      `query ($filter: CallSessionFilter) { callStats(filter: $filter, by: [AGENT]) {
        buckets { agent { person { id displayName } } figures { calls } } } }`,
      { variables: { filter: started(RANGE) } },
    );
    const people = part(page, 'People');
    const calls = new Map<string, number>();
    for (const { agent, figures } of callStats.buckets)
      if (agent) calls.set(agent.person.id, (calls.get(agent.person.id) ?? 0) + figures.calls);
    const [row] = await rowsOf(people.getByRole('table'));
    expect(Number(row![1])).toBe(Math.max(...calls.values()));
    const [, search] = await linkOf(people.getByRole('link').first());
    expect(calls.get(search['person']!)).toBe(Number(row![1]));
    await people.getByRole('button', { name: 'Person' }).click();
    expect(await people.getByRole('columnheader', { name: 'Person' }).getAttribute('aria-sort')).toBe('ascending');
    expect(search['dates']).toBe('7-days');
    const names = (await rowsOf(people.getByRole('table'))).map(([name]) => name!);
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
    for (const column of ['Answered', 'Talk', 'Wait']) {
      await people.getByRole('button', { name: column }).click();
      expect(await people.getByRole('columnheader', { name: column }).getAttribute('aria-sort')).toBe('descending');
    }
    const queue = part(page, 'Queues').getByRole('table').getByRole('link').first();
    expect((await linkOf(queue))[1]).toMatchObject({ dates: '7-days', queue: expect.any(String) as string });
    const lines = part(page, 'Lines');
    const before = await lines.getByRole('row').count();
    await lines.getByRole('button', { name: /Show all \d+/ }).click();
    expect(await lines.getByRole('row').count()).toBeGreaterThan(before);
    const line = lines.getByRole('link', { name: /^\+44/ }).first();
    expect((await linkOf(line))[1]).toMatchObject({ line: await line.innerText() });
    await line.click();
    await expect.poll(() => new URL(page.url()).pathname, PATIENCE).toBe('/');
  });

  it('lists who was not called back, the longest ago first, with one click to the history of each', async () => {
    const { page } = await open();
    type NotReturned = {
      callSessions: { totalCount: number; nodes: { customer: { e164: string; displayName: string | null } }[] };
    };
    const { callSessions } = await askGraph<NotReturned>(
      served.url,
      `query ($filter: CallSessionFilter) { callSessions(first: 8, filter: $filter, orderBy: { field: STARTED_AT, direction: ASC }) {
        totalCount nodes { customer { e164 displayName } } } }`,
      { variables: { filter: { ...started(RANGE), isReturned: false } } },
    );
    const list = part(page, 'Not called back');
    await list.getByRole('listitem').first().waitFor();
    expect(await list.getByRole('listitem').count()).toBe(callSessions.nodes.length);
    expect(await list.innerText()).toContain(String(callSessions.totalCount));
    expect(await list.getByRole('listitem').getByRole('link').allInnerTexts()).toEqual(
      callSessions.nodes.map(({ customer }) => customer.displayName ?? customer.e164),
    );
    expect(await linkOf(list.getByRole('link', { name: 'Show all' }))).toEqual([
      '/',
      { dates: '7-days', returned: 'no' },
    ]);
    await list.getByRole('listitem').getByRole('link').first().click();
    await expect.poll(() => addressOf(page), PATIENCE).toEqual({ customer: callSessions.nodes[0]!.customer.e164 });
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('asks for all of it in three requests', async () => {
    const { page, operations } = await open();
    await rowsOfTable(page);
    await part(page, 'Not called back').getByRole('listitem').first().waitFor();
    await part(page, 'Lines').getByRole('table').waitFor();
    expect([...operations].filter((name) => name.startsWith('Overview')).sort()).toEqual([
      'OverviewNotCalledBack',
      'OverviewParts',
      'OverviewTimes',
    ]);
  });

  it('says what is missing and who was not called back cannot be known, where nothing is kept and a system fails', async () => {
    const other = await served.serve({ count: 40 });
    other.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 503 } });
    const { page } = await open('dates=7-days', { url: other.url });
    const missing = page.getByRole('region', { name: 'Not everything is here' });
    await expect.poll(() => missing.innerText().catch(() => ''), PATIENCE).toContain('tracking');
    await rowsOfTable(page, 7);
    const list = part(page, 'Not called back');
    await expect.poll(() => list.innerText(), PATIENCE).toContain('Not known yet');
    expect((await linkOf(list.getByRole('link')))[0]).toBe('/systems');
  });

  /** The rows of the table beside the chart, once it has so many. */
  async function rowsOfTable(page: Page, count = 7): Promise<string[][]> {
    const chart = part(page, 'Calls over time');
    await expect.poll(() => chart.locator('details tbody tr').count(), PATIENCE).toBe(count);
    return rowsOf(chart.locator('details table'));
  }
});

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
