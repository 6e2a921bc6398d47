import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/domain/caller.ts';
import { makeKey } from '../support/make-key.ts';
import { lacksChromium } from '../support/open-chromium.ts';
import { startServedConsole } from '../support/start-served-console.ts';
import type { ServedDemo } from '../support/start-served-demo.ts';
import { askGraph } from './ask-graph.ts';
import { type KnownCall, callsOf, findCall } from './known-calls.ts';
import { type OpenOptions, serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 40_000 };

describe.skipIf(lacksChromium())('the page of a call', () => {
  const served = serveConsole({}, { isKept: true });

  const { open, serve } = served;

  const openCall = async (call: Pick<KnownCall, 'id'>, options?: OpenOptions) =>
    (await open(`calls/${call.id}`, options)).page;

  /** The page of a call, once it is told of changes. */
  async function openWatching(call: Pick<KnownCall, 'id'>): Promise<Page> {
    let watching: Promise<unknown> | undefined;
    const page = await openCall(call, {
      async before(page) {
        watching = page.waitForResponse(
          (response) => response.request().postData()?.includes('TimelineChanges') === true,
        );
      },
    });
    await watching;
    return page;
  }

  /** The page of a call that goes on, with nothing that would tell of changes; and what ends the call. */
  async function openOngoing() {
    const unkept = await serve();
    const { server } = unkept.demo.vendors.voximplant;
    const call = await findCall(served.url, 'pbx', ({ outcome }) => outcome === 'ANSWERED');
    server.fault(ONGOING);
    const page = await openCall(call, { url: unkept.url, isClockRunning: true });
    await sees(page.getByRole('main'), 'This call is still going on.');
    return { page, end: () => server.clearFaults() };
  }

  /** Has the server ask the vendor for a call, whatever is kept of it. */
  const readAnew = ({ startedAt }: KnownCall) =>
    askGraph(served.url, FORCED, {
      variables: { from: startedAt, to: new Date(Date.parse(startedAt) + 1000).toISOString() },
    });

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
    await page.getByRole('heading', { level: 1, name: title }).waitFor(PATIENCE);
    expect(await page.title()).toBe(`${title} · Trunkline`);
    const head = part(page, title);
    await sees(head, 'Answered');
    const text = await head.innerText();
    expect(text).toContain(call.outcomeDetail!.reason);
    expect(text).toContain(call.outcomeDetail!.code);
    expect(text).toContain(call.customer!.e164);
    for (const { displayName } of call.agents) expect(text).toContain(displayName);
    expect(text).toContain('tracking');
    expect(text).toContain(timeInLondon(call.startedAt));
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

  it('draws waiting apart from talking on an axis with round moments', async () => {
    const call = await findCall(
      served.url,
      'tracking',
      ({ waitSeconds, talkSeconds }) => waitSeconds! > 9 && talkSeconds! > 9,
    );
    const page = await openCall(call);
    const axis = page.getByRole('table', { name: 'Legs of the call on a time axis' });
    await axis.waitFor(PATIENCE);
    const row = axis.getByRole('row').filter({ hasText: 'Waiting' });
    await sees(row, `Waiting ${clock(call.waitSeconds!)} · Talking ${clock(call.talkSeconds!)}`);
    const [wait, talk] = await row
      .locator('b')
      .evaluateAll((bars) => bars.map((bar) => (bar as unknown as Drawn).getBoundingClientRect().width));
    expect(wait! / talk!).toBeCloseTo(call.waitSeconds! / call.talkSeconds!, 1);
    await sees(axis, /0:00\s+\d+:\d\d/);
  });

  it('shows when a recording was made on the same axis', async () => {
    const call = await findCall(
      served.url,
      'desk',
      ({ recordings }) => recordings[0]?.startedAt && recordings[0].durationSeconds! > 10,
    );
    const page = await openCall(call);
    const row = page.getByRole('table').getByRole('row').filter({ hasText: 'Recording' });
    await row.first().waitFor(PATIENCE);
    const [recording] = call.recordings;
    expect(await row.first().getByRole('cell').allInnerTexts()).toEqual([
      timeInLondon(recording!.startedAt!),
      clock(recording!.durationSeconds!),
    ]);
  });

  it('says of a call without legs that its system does not tell them', async () => {
    const page = await openCall(await findCall(served.url, 'portal', ({ outcome }) => outcome === 'ANSWERED'));
    await sees(part(page, 'How it went'), 'This system does not tell the legs of calls.');
    expect(await page.getByRole('table').getByRole('row').count()).toBe(2);
  });

  it('names costs with every digit, of the call, its legs and its recordings', async () => {
    const call = await findCall(
      served.url,
      'pbx',
      ({ cost, recordings }) => (cost?.amount.length ?? 0) > 20 && recordings.length > 0,
    );
    const page = await openCall(call);
    await sees(part(page, 'Costs'), call.cost!.amount);
    await sees(part(page, 'Costs'), 'US$');
    await sees(part(page, 'Costs'), 'Recording');
  });

  it('shows what the customer gave it, and what somebody wrote about it', async () => {
    const noted = await openCall(await findCall(served.url, 'portal', ({ note }) => note === 'wants an invoice'));
    await sees(part(noted, 'About'), 'wants an invoice');
    const rated = await findCall(served.url, 'tracking', ({ rating }) => rating !== null);
    await sees(part(await openCall(rated), 'About'), new RegExp(`Rating\\s+${rated.rating}`));
  });

  it('names the queues it waited in', async () => {
    const call = await findCall(served.url, 'desk', ({ queues }) => queues.length > 0);
    await sees(part(await openCall(call), 'About'), new RegExp(`Queue\\s+${call.queues[0]!.name}`));
  });

  it('shows the same call in other systems beside it, with what says that it is the same', async () => {
    const call = await findCall(served.url, 'portal', ({ related }) =>
      related.some(({ via }) => via === 'SHARED_SESSION_ID'),
    );
    const { via, session } = call.related[0]!;
    const page = await openCall(call);
    const related = part(page, 'In other systems');
    await sees(related, 'Same session');
    expect(via).toBe('SHARED_SESSION_ID');
    await related.getByRole('link', { name: session.providerKey }).click();
    await page.waitForURL(`**/calls/${session.id}`);
    await sees(part(page, 'About'), `System\n${session.providerKey}`);
  });

  it('lists the other calls of the customer in all systems, newest first, each a way to it', async () => {
    const { call, others } = await findRegular(served.url);
    const page = await openCall(call);
    const list = part(page, 'Other calls of this customer');
    await list.getByRole('listitem').first().waitFor(PATIENCE);
    const hrefs = await list
      .getByRole('listitem')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => (link as unknown as { readonly href: string }).href));
    expect(hrefs.map((href) => href.split('/calls/')[1])).toEqual(others.slice(0, 8));
    await list.getByRole('listitem').getByRole('link').first().click();
    await page.waitForURL(`**/calls/${others[0]}`);
    await page.goBack();
    await page.waitForURL(`**/calls/${call.id}`);
    await list.getByRole('link', { name: 'Show all' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('customer'), PATIENCE).toBe(call.customer!.e164);
  });

  it('keeps the fields of its system folded away, and asks for them only when somebody opens them', async () => {
    const call = await findCall(served.url, 'portal', ({ outcome }) => outcome === 'ANSWERED');
    const { page, operations } = await open(`calls/${call.id}`);
    await sees(part(page, 'About'), 'portal');
    expect(operations.filter((name) => name.endsWith('Details') || name === 'CallRaw')).toEqual([]);
    await page.getByRole('button', { name: 'All fields of portal' }).click();
    await sees(page.getByRole('main'), /Call failed code\s+S_200/);
    await page.getByRole('button', { name: 'As portal sent it' }).click();
    await sees(page.getByRole('main'), /"CALL_FAILED_CODE": "200"/);
    expect(operations.filter((name) => name.endsWith('Details') || name === 'CallRaw')).toEqual([
      'Bitrix24Details',
      'CallRaw',
    ]);
  });

  it.each(['portal', 'tracking', 'pbx', 'desk'])('shows the fields of each kind of system: %s', async (provider) => {
    const page = await openCall(await findCall(served.url, provider, ({ outcome }) => outcome === 'ANSWERED'));
    await page.getByRole('button', { name: `All fields of ${provider}` }).click();
    const fold = page.getByRole('group', { name: `All fields of ${provider}` });
    await expect.poll(() => fold.locator('dt').count(), PATIENCE).toBeGreaterThan(8);
  });

  it('gives a link to itself', async () => {
    const call = await findCall(served.url, 'pbx', () => true);
    const page = await openCall(call, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    await page.getByRole('button', { name: 'Copy link' }).click();
    await sees(page.getByRole('button', { name: 'Copy link' }), 'Copied');
    const copied = await page.evaluate(() => (navigator as unknown as Clipboarded).clipboard.readText());
    expect(copied).toBe(`${served.url}/calls/${call.id}`);
  });

  it('says of an id that nobody has that there is no such call', async () => {
    const known = await findCall(served.url, 'portal', () => true);
    const { id } = (
      await askGraph<{ agents: { nodes: { id: string }[] } }>(served.url, '{ agents(first: 1) { nodes { id } } }')
    ).agents.nodes[0]!;
    await sees((await openCall({ id })).getByRole('main'), 'There is no such call');
    // The native id stands readable in it: another number is a call that the portal does not have.
    const unknown = encodeId(decodeId(known.id).replace(known.nativeId, '99999999'));
    await sees((await openCall({ id: unknown })).getByRole('main'), /There is no such call|not the address of a call/);
  });

  it('says of a damaged id that the link was damaged', async () => {
    await sees((await openCall({ id: 'not-an-id' })).getByRole('main'), 'This is not the address of a call');
  });

  it('says that a system is down, and reads the call when it is back', async () => {
    const call = await findCall(served.url, 'desk', ({ outcome }) => outcome === 'ANSWERED');
    const down = await serve();
    down.demo.vendors['zoom-contact-center'].server.fault({ fault: { kind: 'status', status: 404 } });
    const page = await openCall(call, { url: down.url });
    await sees(page.getByRole('main'), 'This could not be read');
    await sees(page.getByRole('main'), 'Zoom refused');
    down.demo.vendors['zoom-contact-center'].server.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await sees(part(page, 'About'), 'desk');
  });

  it('says of a part that failed that it did, and shows the rest', async () => {
    const unkept = await serve();
    const call = await findCall(served.url, 'tracking', ({ legs }) => legs.length > 1);
    unkept.demo.vendors.callgear.server.fault({
      operation: 'get.call_legs_report',
      fault: { kind: 'status', status: 400 },
    });
    const page = await openCall(call, { url: unkept.url });
    const legs = part(page, 'How it went');
    await sees(legs, 'This part could not be read.');
    await sees(part(page, 'About'), 'tracking');
    unkept.demo.vendors.callgear.server.clearFaults();
    await legs.getByRole('button', { name: 'Try again' }).click();
    await legs.getByRole('table').waitFor(PATIENCE);
  });

  it('shows what is known at once, and holds the place of what is slow', async () => {
    const unkept = await serve();
    const call = await findCall(served.url, 'tracking', ({ legs }) => legs.length > 1);
    unkept.demo.vendors.callgear.server.fault({
      operation: 'get.call_legs_report',
      fault: { kind: 'latency', ms: 4000 },
    });
    const page = await openCall(call, { url: unkept.url });
    await sees(part(page, 'About'), 'tracking');
    expect(await part(page, 'How it went').getByRole('status', { name: 'Loading…' }).count()).toBe(1);
    await part(page, 'How it went').getByRole('table').waitFor(PATIENCE);
  });

  it('follows a call that goes on, and shows changes without loading again', async () => {
    const call = await findCall(
      served.url,
      'pbx',
      ({ outcome, durationSeconds }) => outcome === 'ANSWERED' && durationSeconds! > 60,
    );
    const { server } = served.demo.vendors.voximplant;
    server.fault(ONGOING);
    await readAnew(call);
    const page = await openWatching(call);
    await sees(page.getByRole('main'), 'This call is still going on.');
    await sees(page.getByRole('main'), 'Ongoing');
    server.clearFaults();
    await readAnew(call);
    await sees(page.getByRole('main'), 'Answered');
    // Its legs too, which no change brings: the page has asked for all of it again.
    await expect.poll(() => page.getByRole('main').innerText(), PATIENCE).not.toContain('Ongoing');
    expect(await page.getByText('This call is still going on.').count()).toBe(0);
  });

  it('follows a call that goes on also where no history tells of changes', async () => {
    const { page, end } = await openOngoing();
    end();
    await expectLater(page, () => page.getByRole('main').innerText()).toContain('Answered');
  });

  it('looks for no other calls of a customer who withheld the number', async () => {
    const { callSessions } = await askGraph<Numbered>(
      served.url,
      'query { callSessions(first: 500, filter: { providers: ["portal"], direction: [INBOUND] }) { nodes { id customer { number } } } }',
    );
    const call = callSessions.nodes.find(({ customer }) => customer?.number === 'hidden')!;
    const { page, operations } = await open(`calls/${call.id}`);
    await sees(part(page, 'Other calls of this customer'), 'Without a number, its other calls cannot be found.');
    expect(operations).not.toContain('CustomerCalls');
  });

  it('keeps what is known of a call that goes on while the server is away, and follows it when it is back', async () => {
    const { page, end } = await openOngoing();
    await sees(part(page, 'How it went'), 'The call');
    let refused = 0;
    await page.route('**/graphql', (route) => {
      if (route.request().postData()?.includes('CallPage')) refused += 1;
      return route.abort();
    });
    await expectLater(page, () => refused).toBeGreaterThan(1);
    expect(await page.getByRole('main').innerText()).toContain('This call is still going on.');
    end();
    await page.unroute('**/graphql');
    await expectLater(page, () => page.getByRole('main').innerText()).toContain('Answered');
  });

  it('says of a call that was forgotten meanwhile that it is gone, and shows what was known', async () => {
    const call = await findCall(served.url, 'pbx', ({ outcome, customer }) => outcome === 'MISSED' && customer?.e164);
    await readAnew(call);
    const page = await openWatching(call);
    await sees(part(page, 'About'), call.nativeId);
    await served.store!.forgetNumber(call.customer!.e164!);
    await sees(page.getByRole('main'), 'This call is gone from its system, or was forgotten here.');
    await sees(part(page, 'About'), call.nativeId);
  });

  describe('with keys', () => {
    const all = makeKey('all', SCOPES);
    const without = (scope: Scope) =>
      makeKey(
        `without ${scope}`,
        SCOPES.filter((each) => each !== scope),
      );
    const noNumbers = without('numbers:read');
    const noRecordings = without('recordings:read');
    const noRaw = without('raw:read');
    const oneSystem = makeKey('one system', SCOPES, { providers: ['portal'] });
    let locked: ServedDemo;

    beforeAll(async () => {
      const keys = [all, noNumbers, noRecordings, noRaw, oneSystem].map(({ entry }) => entry);
      locked = await startServedConsole({}, { more: { auth: { mode: 'keys', keys } } });
    });
    afterAll(() => locked.close());

    it('without numbers shows the call and says what the key may not see, once', async () => {
      const call = await findCall(
        served.url,
        'portal',
        ({ note, related, direction }) => note && related.length > 0 && direction === 'INBOUND',
      );
      const { page, operations } = await open(`calls/${call.id}`, { url: locked.url, key: noNumbers.key });
      await sees(page.getByRole('main'), 'Your key may not see customers’ numbers, names and notes.');
      await sees(part(page, 'About'), /Note\s+Not shown/);
      await sees(part(page, 'In other systems'), 'your key may not see customers’ numbers');
      await sees(part(page, 'In other systems'), /Same (session|outside id)/);
      expect(await page.getByRole('main').innerText()).not.toContain(call.customer!.e164);
      // Nothing is asked again and again for what will not be given.
      await page.waitForLoadState('networkidle');
      expect(operations.filter((name) => name === 'CallPage')).toHaveLength(1);
    });

    it('plays a recording to whoever may hear it', async () => {
      const call = await findCall(served.url, 'portal', ({ recordings }) => recordings[0]?.isAvailable);
      const page = await openCall(call, { url: locked.url, key: all.key });
      const lengthOf = () => page.locator('audio').evaluate((audio) => (audio as unknown as Played).duration);
      await expect.poll(lengthOf, PATIENCE).toBeGreaterThan(0);
    });

    it('without recordings says so in place of the player', async () => {
      const call = await findCall(served.url, 'portal', ({ recordings }) => recordings.length > 0);
      const page = await openCall(call, { url: locked.url, key: noRecordings.key });
      await sees(part(page, 'Recording'), 'Your key may not listen to recordings.');
    });

    it('without raw says so when it is opened', async () => {
      const page = await openCall(await findCall(served.url, 'portal', () => true), {
        url: locked.url,
        key: noRaw.key,
      });
      await page.getByRole('button', { name: 'As portal sent it' }).click();
      await sees(page.getByRole('main'), 'needs the scope raw:read');
    });

    it('knows no calls of systems that the key may not see', async () => {
      const call = await findCall(served.url, 'pbx', () => true);
      const page = await openCall(call, { url: locked.url, key: oneSystem.key });
      await sees(page.getByRole('main'), 'There is no such call');
    });
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that keeps people from using it, in the %s theme',
    async (scheme) => {
      for (const provider of ['tracking', 'pbx', 'desk']) {
        const call = await findCall(
          served.url,
          provider,
          ({ recordings }) => recordings[0]?.isAvailable && recordings[0].transcript?.status !== 'NONE',
        );
        const page = await openCall(call, { scheme });
        await page.getByRole('slider', { name: 'Position' }).waitFor(PATIENCE);
        await page.getByRole('button', { name: /^All fields/ }).click();
        await expect.poll(() => page.locator('dt').count(), PATIENCE).toBeGreaterThan(20);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      }
    },
  );

  it('fits a phone: nothing is wider than the window', async () => {
    const call = await findCall(
      served.url,
      'tracking',
      ({ recordings, legs }) => recordings.length > 0 && legs.length > 2,
    );
    const page = await openCall(call, { size: { width: 360, height: 740 } });
    await page.getByRole('slider', { name: 'Position' }).waitFor(PATIENCE);
    await part(page, 'How it went').getByRole('table').waitFor(PATIENCE);
    const { scrollWidth, clientWidth } = await page.getByRole('main').evaluate((main) => {
      const { scrollWidth, clientWidth } = main as unknown as Sized;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  });
});

/** Expects it of a page whose clock goes on: each look is later than any wait of the page. */
const expectLater = <T>(page: Page, look: () => T | Promise<T>) =>
  expect.poll(async () => {
    await page.clock.fastForward(16_000);
    return look();
  }, PATIENCE);

type Drawn = { getBoundingClientRect(): { readonly width: number } };
type Played = { readonly duration: number };
type Sized = { readonly scrollWidth: number; readonly clientWidth: number };
type Clipboarded = { readonly clipboard: { readText(): Promise<string> } };

type Numbered = {
  readonly callSessions: {
    readonly nodes: readonly { readonly id: string; readonly customer: { readonly number: string | null } | null }[];
  };
};

/** Makes a vendor say of all its calls that they go on. */
const ONGOING = {
  fault: { kind: 'changed', change: (json: string) => json.replaceAll(/"active": ?false/g, '"active":true') },
} as const;

const FORCED = `query ($from: DateTime!, $to: DateTime!) {
  callSessions(maxAgeSeconds: 0, filter: { providers: ["pbx"], startedAt: { from: $from, to: $to } }) { nodes { id outcome } }
}`;

/** A call of a customer who has others, and the ids of those, newest first. */
async function findRegular(url: string) {
  for (const call of await callsOf(url, 'desk')) {
    if (call.customer?.e164 == null || call.related.length > 0) continue;
    const { callSessions } = await askGraph<{ callSessions: { nodes: { id: string }[] } }>(
      url,
      'query ($number: String!) { callSessions(first: 20, filter: { customerNumber: [$number] }) { nodes { id } } }',
      { variables: { number: call.customer.e164 } },
    );
    const others = callSessions.nodes.map(({ id }) => id).filter((id) => id !== call.id);
    if (others.length > 1) return { call, others };
  }
  throw new Error('No customer of the demo has called more than twice.');
}

const decodeId = (id: string): string => Buffer.from(id, 'base64url').toString('latin1');
const encodeId = (text: string): string => Buffer.from(text, 'latin1').toString('base64url');

const answered = (legs: KnownCall['legs']) =>
  legs.filter(({ outcome, agent }) => outcome === 'ANSWERED' && agent !== null);

const clock = (seconds: number): string => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
};

const timeInLondon = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZone: 'Europe/London',
  }).format(new Date(at));
