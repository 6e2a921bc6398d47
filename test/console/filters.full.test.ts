import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lacksChromium } from '../support/open-chromium.ts';
import { askGraph } from './ask-graph.ts';
import { serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 20_000 };

describe.skipIf(lacksChromium())('filters', () => {
  /** With a history that is kept, from the beginning to now. */
  const kept = serveConsole({ count: 200 }, { isKept: true, isSynced: true });

  const open = async (...asked: Parameters<typeof kept.open>): Promise<Page> => (await kept.open(...asked)).page;

  /** The page shows what the graph answers to this filter, and nothing else. */
  async function expectCalls(page: Page, filter: object): Promise<void> {
    const { callSessions } = await askGraph<Listed>(kept.url, LIST, { variables: { filter } });
    expect(callSessions.nodes.length).toBeGreaterThan(0);
    await expect.poll(() => idsOf(page), PATIENCE).toEqual(callSessions.nodes.map(({ id }) => id));
  }
  const searchOf = (page: Page): string => decodeURIComponent(new URL(page.url()).search);
  const choose = async (page: Page, kind: string, option: string | RegExp): Promise<void> => {
    await page.getByRole('button', { name: kind, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
    await page.keyboard.press('Escape');
  };
  const chooseMore = async (page: Page, kind: string, option: string | RegExp): Promise<void> => {
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByRole('button', { name: kind, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
    await page.keyboard.press('Escape');
  };

  describe('in the bar', () => {
    it('choose systems', async () => {
      const page = await open();
      await choose(page, 'System', 'pbx');
      await expectCalls(page, { providers: ['pbx'] });
      expect(searchOf(page)).toBe('?provider=pbx');
    });

    it('choose directions and outcomes, and combine', async () => {
      const page = await open();
      await choose(page, 'Direction', 'Inbound');
      await choose(page, 'Outcome', 'Missed');
      await expectCalls(page, { direction: ['INBOUND'], outcome: ['MISSED'] });
      expect(searchOf(page)).toBe('?direction=inbound&outcome=missed');
    });

    it('choose several outcomes, each of which passes', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Outcome', exact: true }).click();
      await page.getByRole('option', { name: 'Missed' }).click();
      await page.getByRole('option', { name: 'Voicemail' }).click();
      await page.keyboard.press('Escape');
      await expectCalls(page, { outcome: ['MISSED', 'VOICEMAIL'] });
    });

    it('choose a person, found by name', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Person', exact: true }).click();
      await page.getByRole('textbox', { name: 'Find: Person' }).fill('nils');
      await expect.poll(() => page.getByRole('option').count(), PATIENCE).toBe(1);
      await page.getByRole('option', { name: 'Clara Nilsson' }).click();
      await page.keyboard.press('Escape');
      const { people } = await askGraph<{ people: { nodes: { id: string }[] } }>(
        kept.url,
        '{ people(first: 1, filter: { search: "nils" }) { nodes { id } } }',
      );
      await expectCalls(page, { personIds: [people.nodes[0]!.id] });
      await page.getByRole('group', { name: 'Person' }).getByText('Clara Nilsson').waitFor(PATIENCE);
    });

    it('choose a queue', async () => {
      const page = await open();
      await chooseMore(page, 'Queue', /Billing.*desk/);
      const { queues } = await askGraph<{ queues: { nodes: { id: string; provider: { name: string } }[] } }>(
        kept.url,
        '{ queues(first: 9, filter: { search: "Billing" }) { nodes { id provider { name } } } }',
      );
      await expectCalls(page, { queueIds: [queues.nodes.find(({ provider }) => provider.name === 'desk')!.id] });
    });

    it('choose a line by its number', async () => {
      const page = await open();
      await chooseMore(page, 'Line', /Orders/);
      await expectCalls(page, { lineNumber: ['+442079460001'] });
    });

    it('look for a number, or a part of it', async () => {
      const page = await open();
      await page.getByRole('searchbox').fill('4960');
      await expectCalls(page, { numberContains: '4960' });
      const { callSessions } = await askGraph<Numbered>(kept.url, NUMBERED);
      const number = callSessions.nodes.find(({ customer }) => customer?.e164)!.customer!.e164;
      await page.getByRole('searchbox').fill(number.replace('+44', '0'));
      await expectCalls(page, { number: [number] });
    });

    it('look for words in names and notes', async () => {
      const page = await open();
      await page.getByRole('searchbox').fill('jonas');
      await expectCalls(page, { text: 'jonas' });
    });

    it('choose a duration, or say it in minutes and seconds', async () => {
      const page = await open();
      await chooseMore(page, 'Duration', 'Over 5 minutes');
      await expectCalls(page, { durationSeconds: { min: 300 } });
      await page.getByRole('group', { name: 'Duration' }).getByRole('button').first().click();
      await page.getByRole('textbox', { name: 'At least' }).fill('1:30');
      await page.getByRole('textbox', { name: 'At most' }).fill('soon');
      await page.getByText('Write a duration as minutes:seconds').waitFor();
      await page.getByRole('textbox', { name: 'At most' }).fill('2:00');
      await page.getByRole('button', { name: 'Apply' }).click();
      await expectCalls(page, { durationSeconds: { min: 90, max: 120 } });
    });

    it('choose calls with a recording', async () => {
      const page = await open();
      await chooseMore(page, 'Recording', 'With recording');
      await expectCalls(page, { hasRecording: true });
    });

    it('choose calls that were not called back', async () => {
      const page = await open();
      await chooseMore(page, 'Called back', 'Not called back');
      await expectCalls(page, { isReturned: false });
      expect(searchOf(page)).toBe('?returned=no');
    });

    it('choose days of the viewer: counted from today, or in a calendar', async () => {
      // Where it is already the next day while the demo's clock says noon.
      const page = await open('', { context: { timezoneId: 'Pacific/Kiritimati' } });
      await choose(page, 'Dates', 'Yesterday');
      expect(searchOf(page)).toBe('?dates=yesterday');
      await expectCalls(page, { startedAt: { from: '2026-04-29T10:00:00Z', to: '2026-04-30T10:00:00Z' } });
      await page.getByRole('group', { name: 'Dates' }).getByRole('button').first().click();
      await page.getByRole('button', { name: /10 April 2026/ }).click();
      await page.getByRole('button', { name: /12 April 2026/ }).click();
      await expectCalls(page, { startedAt: { from: '2026-04-09T10:00:00Z', to: '2026-04-12T10:00:00Z' } });
      expect(searchOf(page)).toBe('?from=2026-04-10&to=2026-04-12');
    });
  });

  it('are cleared one by one, or all at once', async () => {
    const page = await open('?outcome=missed&direction=inbound&text=a');
    await page.getByRole('button', { name: 'Clear Outcome' }).click();
    await expect.poll(() => searchOf(page)).toBe('?direction=inbound&text=a');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => searchOf(page)).toBe('');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await expectCalls(page, {});
  });

  describe('in the address', () => {
    it('show the same to whoever opens it', async () => {
      const page = await open('?provider=desk&direction=outbound&duration=60..');
      await expectCalls(page, { providers: ['desk'], direction: ['OUTBOUND'], durationSeconds: { min: 60 } });
      for (const words of ['desk', 'Outbound', 'At least 1:00'])
        expect(await page.getByRole('region', { name: 'Filters' }).getByText(words).isVisible()).toBe(true);
    });

    it('are an entry of the history each: back takes the last one away', async () => {
      const page = await open();
      await choose(page, 'Direction', 'Inbound');
      await choose(page, 'Outcome', 'Missed');
      await page.goBack();
      expect(searchOf(page)).toBe('?direction=inbound');
      await expectCalls(page, { direction: ['INBOUND'] });
      await page.goBack();
      expect(searchOf(page)).toBe('');
      await page.goForward();
      await expectCalls(page, { direction: ['INBOUND'] });
    });

    it('are one entry for all that is typed before the search is left', async () => {
      const page = await open('?direction=inbound');
      await page.getByRole('searchbox').pressSequentially('jon');
      await expect.poll(() => searchOf(page), PATIENCE).toBe('?direction=inbound&text=jon');
      await page.getByRole('searchbox').pressSequentially('as');
      await expect.poll(() => searchOf(page), PATIENCE).toBe('?direction=inbound&text=jonas');
      await page.goBack();
      expect(searchOf(page)).toBe('?direction=inbound');
      await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
    });

    it('that are nonsense are left out, with a word', async () => {
      const page = await open('?outcome=sideways&outcome=missed&from=soon');
      await expectCalls(page, { outcome: ['MISSED'] });
      await page.getByText('is left out: from, outcome.').waitFor(PATIENCE);
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await expect.poll(() => searchOf(page)).toBe('?outcome=missed');
    });
  });

  it('reach the search with a slash', async () => {
    const page = await open();
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    await page.keyboard.press('/');
    await page.keyboard.type('rao');
    expect(await page.getByRole('searchbox').inputValue()).toBe('rao');
  });

  it('say that nothing passes, and offer to clear them', async () => {
    const page = await open('?text=nobody-has-this-name');
    await page.getByRole('heading', { name: 'No calls match' }).waitFor(PATIENCE);
    await page.getByRole('status').getByRole('button', { name: 'Clear all' }).click();
    await expectCalls(page, {});
  });

  it('that cannot be applied say why in the words of the server', async () => {
    const { url } = await kept.serve({ count: 20 });
    const page = await open('?returned=no', { url });
    const said = askGraph(url, LIST, { variables: { filter: { isReturned: false } } });
    const words = await said.then(
      () => expect.unreachable('it was answered'),
      (error: Error) => error.message,
    );
    await page.getByText(words).waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Clear Called back' }).click();
    await page.locator('[data-call]').first().waitFor(PATIENCE);
  });

  describe('saved as views', () => {
    it('begin with some that everybody wants', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('link', { name: 'Missed today' }).click();
      const startedAt = { from: '2026-04-29T23:00:00Z' };
      await expectCalls(page, { direction: ['INBOUND'], outcome: ['MISSED', 'ABANDONED'], startedAt });
      for (const name of ['Not called back', 'Long calls', 'With recording']) {
        await page
          .getByRole('button', { name: 'Views' })
          .or(page.getByRole('button', { name: /^(Missed today|Not called back|Long calls)$/ }))
          .first()
          .click();
        await page.getByRole('link', { name }).click();
        await page.locator('[data-call]').first().waitFor(PATIENCE);
      }
    });

    it('are named, kept in the browser and deleted', async () => {
      const page = await open('?direction=outbound&provider=desk');
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('textbox', { name: 'Save this view' }).fill('Our own calls');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Our own calls' }).waitFor(PATIENCE);
      await page.goto(`${kept.url}/`);
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('link', { name: 'Our own calls' }).click();
      await expectCalls(page, { direction: ['OUTBOUND'], providers: ['desk'] });
      await page.getByRole('button', { name: 'Our own calls' }).click();
      await page.getByRole('button', { name: 'Delete Our own calls' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('link', { name: 'Long calls' }).waitFor();
      expect(await page.getByRole('link', { name: 'Our own calls' }).count()).toBe(0);
    });
  });

  it('are saved as views from two tabs, without losing those of the other', async () => {
    const one = await open('?outcome=missed');
    const other = await one.context().newPage();
    await other.goto(`${kept.url}/?outcome=busy`);
    for (const [page, name] of [
      [one, 'Those missed'],
      [other, 'Those busy'],
    ] as const) {
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('textbox', { name: 'Save this view' }).fill(name);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    }
    for (const page of [one, other])
      for (const name of ['Those missed', 'Those busy']) await page.getByRole('link', { name }).waitFor(PATIENCE);
  });

  it('say why where there is nothing to choose from because it could not be read', async () => {
    const page = await open('', {
      before: (opened) =>
        opened.route('**/graphql', (route) =>
          route.request().postData()?.includes('FilterPeople') ? route.abort() : route.continue(),
        ),
    });
    await page.getByRole('button', { name: 'Person' }).click();
    await page.getByRole('dialog').getByText('The server cannot be reached.').waitFor(PATIENCE);
  });

  it('are a sheet on a phone', async () => {
    const page = await open('', { size: { width: 390, height: 844 }, context: { hasTouch: true, isMobile: true } });
    await page.locator('[data-call]').first().waitFor(PATIENCE);
    expect(await page.getByRole('button', { name: 'Outcome', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Filters' }).tap();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByRole('button', { name: 'Outcome' }).tap();
    await sheet.getByRole('option', { name: 'Missed' }).tap();
    await sheet.getByRole('button', { name: 'Show calls' }).tap();
    await expectCalls(page, { outcome: ['MISSED'] });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('have a duration that was chosen on a phone in the fields too, so that applying them changes nothing', async () => {
    const page = await open('', { size: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('button', { name: /^Duration/ }).click();
    await page.getByRole('option', { name: 'Over a minute' }).click();
    const least = page.getByRole('textbox', { name: 'At least' });
    await expect.poll(() => least.inputValue()).toBe('1:00');
    await least.press('Enter');
    expect(searchOf(page)).toBe('?duration=60..');
  });
});

type Listed = { readonly callSessions: { readonly nodes: readonly { readonly id: string }[] } };
type Numbered = {
  readonly callSessions: { readonly nodes: readonly { readonly customer: { readonly e164: string } | null }[] };
};

/** So many are surely in the page. */
const FIRST = 6;
const LIST = `query ($filter: CallSessionFilter) { callSessions(first: ${FIRST}, filter: $filter) { nodes { id } } }`;
const NUMBERED = '{ callSessions(first: 9) { nodes { customer { e164 } } } }';

const idsOf = (page: Page): Promise<string[]> =>
  page.locator('[data-call]').evaluateAll(
    (links, count) =>
      links
        .map((link) => ({ id: (link as HTMLElement).dataset['call']!, top: link.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top)
        .slice(0, count)
        .map(({ id }) => id),
    FIRST,
  );
