import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';
import { type MediaWorld, type WorldOptions, createMediaWorld } from '../media/create-world.ts';
import { lacksChromium } from '../support/open-chromium.ts';
import { findCall } from './known-calls.ts';
import type { PageOptions } from './open-page.ts';
import { type OpenOptions, serveConsole } from './serve-console.ts';

const PATIENCE = { timeout: 40_000 };
const SECOND_MS = 1000;

describe.skipIf(lacksChromium())('the player', () => {
  const served = serveConsole({}, { isKept: true });

  async function open(path: string, options: OpenOptions = {}) {
    const requests: { readonly url: string; readonly kind: string }[] = [];
    const opened = await served.open(path, {
      ...options,
      async before(page) {
        page.on('request', (request) => requests.push({ url: request.url(), kind: request.resourceType() }));
        await options.before?.(page);
      },
    });
    return { ...opened, requests };
  }

  /** A page of the demo's call with a recording that has what is wanted. */
  async function openRecorded(
    provider = 'pbx',
    isWanted: Parameters<typeof findCall>[2] = () => true,
    page: PageOptions = {},
  ) {
    const call = await findCall(
      served.url,
      provider,
      (call) =>
        call.recordings.some(
          ({ isAvailable, durationSeconds }) => isAvailable && (durationSeconds ?? call.talkSeconds ?? 0) > 40,
        ) && isWanted(call),
    );
    const opened = await open(`calls/${call.id}`, page);
    await ready(opened.page);
    return { ...opened, call };
  }

  /** A world of one vendor whose calls are all alike, and the page of its newest. */
  async function openWorld(options: WorldOptions, page: PageOptions = {}) {
    const world = await createMediaWorld(options);
    served.afterTest(() => world.close());
    const opened = await open(`calls/${await newestOf(world)}`, { ...page, url: world.url });
    return { world, ...opened };
  }

  /** A long recording whose link lives a minute, and the way to let that pass. */
  async function openEnding() {
    const settings = { media: { linkSeconds: 60 } };
    const opened = await openWorld({ ...VOXIMPLANT, calls: LONG, settings }, { isClockRunning: true });
    await ready(opened.page);
    const { page, world, operations } = opened;
    const endLink = async (): Promise<void> => {
      // First the moment to ask again, then the end of the link; for the page and for the server.
      world.clock.now += 45 * SECOND_MS;
      await page.clock.fastForward(45 * SECOND_MS);
      await expect.poll(() => operations, PATIENCE).toContain('FreshLink');
      world.clock.now += 20 * SECOND_MS;
    };
    return { ...opened, endLink };
  }

  const slider = (page: Page) => page.getByRole('slider', { name: 'Position' });
  const ready = (page: Page) =>
    expect.poll(() => audioOf(page).then(({ duration }) => duration), PATIENCE).toBeGreaterThan(0);
  const playing = (page: Page, beyond = 0) =>
    expect
      .poll(() => audioOf(page).then(({ currentTime, paused }) => (paused ? -1 : currentTime)), PATIENCE)
      .toBeGreaterThan(beyond);
  const stands = (page: Page, at: number) =>
    expect.poll(() => audioOf(page).then(({ currentTime }) => Math.abs(currentTime - at)), PATIENCE).toBeLessThan(0.9);

  it.each([
    ['a browser of today', ''],
    ['one that cannot loop over the body of an answer', 'delete ReadableStream.prototype[Symbol.asyncIterator]'],
  ])('draws the waveform of a recording in %s', async (_browser, script) => {
    const { page } = await openRecorded('pbx', () => true, {
      before: (opened) => opened.addInitScript(script),
    });
    const heights = () => page.locator('[data-drawn="true"] path').first().getAttribute('d').then(heightsOf);
    await expect.poll(async () => new Set(await heights()).size, PATIENCE).toBeGreaterThan(10);
  });

  it('shows a plain bar for what is too long to decode, reads no more of it than it plays, and seeks in it', async () => {
    const { page, requests, world } = await openWorld({ ...VOXIMPLANT, calls: LONG });
    await ready(page);
    await page.getByText('Too long to draw: it plays without a waveform.').waitFor(PATIENCE);
    expect(await page.locator('[data-drawn]').getAttribute('data-drawn')).toBe('false');
    expect(requests.filter(({ url, kind }) => url.includes('/media/') && kind === 'fetch')).toEqual([]);
    await slider(page).fill('5000');
    await page.getByRole('button', { name: 'Play' }).click();
    await playing(page, 5000);
    const starts = world
      .bytesAsked()
      .map(({ request }) => Number(/^bytes=(\d+)-/.exec(request.headers['range'] ?? '')?.[1] ?? 0));
    expect(Math.max(...starts)).toBeGreaterThan(8000 * 4900);
  });

  it('plays, pauses and seeks', async () => {
    const { page } = await openRecorded();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await playing(page, 0.2);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => audioOf(page).then(({ paused }) => paused), PATIENCE).toBe(true);
    const box = (await slider(page).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const { duration } = await audioOf(page);
    await stands(page, duration / 2);
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/^\d+:\d\d of \d+:\d\d$/);
  });

  it('plays from half to double speed', async () => {
    const { page } = await openRecorded();
    const speed = page.getByLabel('Speed');
    expect(await speed.locator('option').allInnerTexts()).toEqual([
      '0.5×',
      '0.75×',
      '1×',
      '1.25×',
      '1.5×',
      '1.75×',
      '2×',
    ]);
    await speed.selectOption('2');
    expect((await audioOf(page)).playbackRate).toBe(2);
  });

  it('has a volume, and can be muted', async () => {
    const { page } = await openRecorded();
    await page.getByRole('slider', { name: 'Volume' }).fill('0.5');
    expect((await audioOf(page)).volume).toBe(0.5);
    await page.getByRole('button', { name: 'Mute' }).click();
    expect((await audioOf(page)).muted).toBe(true);
    await page.getByRole('button', { name: 'Unmute' }).click();
    expect((await audioOf(page)).muted).toBe(false);
  });

  it('is played by keys: space, arrows, and those with Shift', async () => {
    const { page } = await openRecorded();
    await page.keyboard.press('ArrowRight');
    await stands(page, 5);
    await page.keyboard.press('Shift+ArrowRight');
    await stands(page, 35);
    await page.keyboard.press('ArrowLeft');
    await stands(page, 30);
    await page.keyboard.press(' ');
    await playing(page, 30.1);
    await page.keyboard.press(' ');
    await expect.poll(() => audioOf(page).then(({ paused }) => paused), PATIENCE).toBe(true);
    await slider(page).focus();
    await page.keyboard.press('ArrowUp');
    expect((await audioOf(page)).playbackRate).toBe(1.25);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect((await audioOf(page)).playbackRate).toBe(0.75);
  });

  it('takes each key, however fast they come', async () => {
    const { page } = await openRecorded();
    await slider(page).focus();
    await slider(page).evaluate(pressAtOnce, [
      'ArrowUp',
      'ArrowUp',
      'ArrowUp',
      'ArrowDown',
      'ArrowRight',
      'ArrowRight',
    ]);
    expect(await audioOf(page)).toMatchObject({ playbackRate: 1.5, currentTime: 10 });
    await slider(page).evaluate(pressAtOnce, [' ', ' ', ' ']);
    await playing(page, 10.1);
    await slider(page).evaluate(pressAtOnce, [' ', ' ', ' ']);
    expect((await audioOf(page)).paused).toBe(true);
  });

  it('leaves keys to whoever types, and to a button that has the focus', async () => {
    const { page } = await openRecorded();
    await page.evaluate(addTextField);
    await page.locator('#typed').focus();
    await page.keyboard.type('a b');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#typed').inputValue()).toBe('a b');
    expect(await audioOf(page)).toMatchObject({ paused: true, currentTime: 0 });
    await page.getByRole('button', { name: 'Copy link' }).focus();
    await page.keyboard.press(' ');
    expect((await audioOf(page)).paused).toBe(true);
  });

  it('shows what was said, follows it, and goes to where somebody clicks', async () => {
    const { page } = await openRecorded('desk', ({ recordings }) => recordings[0]!.transcript?.status === 'READY');
    const transcript = page.getByRole('region', { name: 'Transcript' });
    await transcript.getByText('How may I help?').waitFor(PATIENCE);
    const lines = transcript.getByRole('listitem');
    const current = transcript.locator('[aria-current]');
    expect(await current.innerText()).toContain('How may I help?');
    await lines.nth(2).getByRole('button').click();
    await expect.poll(() => current.innerText(), PATIENCE).toBe(await lines.nth(2).innerText());
    const at = secondsOf(await lines.nth(2).innerText());
    await stands(page, at);
    // It goes on by itself.
    await slider(page).fill(String(secondsOf(await lines.nth(3).innerText()) - 1));
    await page.getByLabel('Speed').selectOption('2');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => current.innerText(), PATIENCE).toBe(await lines.nth(3).innerText());
  });

  it('says that a transcript is still being written', async () => {
    const { page } = await openRecorded('pbx', ({ recordings }) => recordings[0]!.transcript?.status === 'PENDING');
    await page.getByText('The transcript is still being written.').waitFor(PATIENCE);
  });

  it('gives the file, under a name that says whose it is', async () => {
    const { page, call } = await openRecorded('desk');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toContain('desk');
    expect(download.suggestedFilename()).toContain(call.startedAt.slice(0, 10));
  });

  it('is loaded only where there is something to hear', async () => {
    const silent = await findCall(served.url, 'portal', ({ recordings }) => recordings.length === 0);
    const { page, requests } = await open(`calls/${silent.id}`);
    await page.getByText('There is no recording of this call.').waitFor(PATIENCE);
    expect(requests.filter(({ url }) => url.includes('/player-'))).toEqual([]);
    const recorded = await openRecorded();
    expect(recorded.requests.filter(({ url }) => url.includes('/player-')).length).toBeGreaterThan(0);
  });

  it('lets one choose where a call has several recordings', async () => {
    const { page, call } = await openRecorded(
      'tracking',
      ({ recordings }) => recordings.filter(({ isAvailable }) => isAvailable).length > 1,
    );
    const choices = page.getByRole('radiogroup', { name: 'Which recording' }).getByRole('radio');
    expect(await choices.count()).toBe(call.recordings.length);
    const before = (await audioOf(page)).src;
    await choices.nth(1).check({ force: true });
    await expect.poll(() => audioOf(page).then(({ src }) => src), PATIENCE).not.toBe(before);
    await ready(page);
    expect((await audioOf(page)).currentTime).toBe(0);
  });

  it('calls a voicemail by its name', async () => {
    const { page } = await openWorld({
      ...CALLGEAR,
      calls: { outcome: 'VOICEMAIL', direction: 'INBOUND', agent: null, talkSeconds: 0, transferredTo: null },
    });
    await page.getByRole('heading', { name: 'Voicemail' }).waitFor(PATIENCE);
  });

  it('says until when its system keeps a recording, and how large it is', async () => {
    const kept = await openRecorded('pbx');
    await kept.page.getByText(/Kept until .*2027/).waitFor(PATIENCE);
    const sized = await openRecorded('portal');
    expect(await sized.page.getByRole('link', { name: 'Download' }).innerText()).toMatch(/Download\s*[\d.]+ [kM]B/);
  });

  it('says why a recording cannot be played: its system has deleted it', async () => {
    const call = await findCall(
      served.url,
      'pbx',
      ({ recordings }) => recordings.length > 0 && recordings.every(({ isAvailable }) => !isAvailable),
    );
    const { page } = await open(`calls/${call.id}`);
    await page.getByText('It cannot be played:').waitFor(PATIENCE);
  });

  it('says in the words of the server what went wrong with a file, and tries again when asked', async () => {
    const { page, world } = await openWorld(
      { ...VOXIMPLANT, calls: { isRecorded: true } },
      {
        before: (page) =>
          page.route('**/media/**', (route) =>
            route.fulfill({ status: 404, body: 'The vendor has this recording no longer.' }),
          ),
      },
    );
    await page.getByRole('alert').getByText('The vendor has this recording no longer.').waitFor(PATIENCE);
    await page.unroute('**/media/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await ready(page);
    expect(world.bytesAsked().length).toBeGreaterThan(0);
  });

  it('plays on without a stop when its link ends meanwhile, and seeks with another', async () => {
    const { page, world, endLink } = await openEnding();
    await slider(page).fill('1000');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await playing(page, 1000.2);
    await page.getByLabel('Speed').selectOption('1.5');
    await page.locator('audio').evaluate(noteStops);
    const { src } = await audioOf(page);
    await endLink();
    expect((await fetch(src)).status).toBe(410);
    const { currentTime } = await audioOf(page);
    await playing(page, currentTime + 1);
    expect(await page.evaluate(stopsNoted)).toEqual([]);
    // What nobody has sent yet needs the other link.
    await slider(page).fill('4000');
    await playing(page, 4000.1);
    const after = await audioOf(page);
    expect(after.src).not.toBe(src);
    expect(after).toMatchObject({ paused: false, playbackRate: 1.5 });
    expect((await fetch(after.src, { headers: { range: 'bytes=0-9' } })).status).toBe(206);
    expect(world.bytesAsked().length).toBeGreaterThan(1);
  });

  it('stays where it was when its link ends while it is paused', async () => {
    const { page, endLink } = await openEnding();
    await slider(page).fill('1000');
    const { src } = await audioOf(page);
    await endLink();
    await expect.poll(() => audioOf(page).then((audio) => audio.src), PATIENCE).not.toBe(src);
    await stands(page, 1000);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await playing(page, 1000.2);
    expect((await audioOf(page)).currentTime).toBeLessThan(1100);
  });

  it('asks for another link by itself when one stopped working early', async () => {
    const { page, world, operations } = await openWorld({
      ...VOXIMPLANT,
      calls: LONG,
      settings: { media: { linkSeconds: 60 } },
    });
    await ready(page);
    // The page was asleep: no timer of it has come.
    world.clock.now += 120 * SECOND_MS;
    await slider(page).fill('4000');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => operations, PATIENCE).toContain('FreshLink');
    await playing(page, 4000.1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

const VOXIMPLANT = { kind: 'voximplant', startVendor: startVoximplant } as const;
const CALLGEAR = { kind: 'callgear', startVendor: startCallgear } as const;
/** Longer than is drawn, and than a browser reads ahead: 48 MB. */
const LONG = {
  isRecorded: true,
  outcome: 'ANSWERED',
  talkSeconds: 6000,
  durationSeconds: 6010,
  transferredTo: null,
  startedAt: DATA_SETS_END - 7200 * SECOND_MS,
} as const;

type Audio = {
  readonly src: string;
  readonly currentTime: number;
  readonly duration: number;
  readonly paused: boolean;
  readonly playbackRate: number;
  readonly volume: number;
  readonly muted: boolean;
};
/** How the player stands. */
const audioOf = (page: Page): Promise<Audio> =>
  page.locator('audio').evaluate((element) => {
    const { src, currentTime, duration, paused, playbackRate, volume, muted } = element as unknown as Audio;
    return {
      src,
      currentTime,
      duration: Number.isFinite(duration) ? duration : 0,
      paused,
      playbackRate,
      volume,
      muted,
    };
  });

type Stopping = { stops?: string[]; addEventListener(name: string, listener: () => void): void };

/** Notes whatever keeps an element from being heard. */
function noteStops(element: object): void {
  const audio = element as Stopping;
  const stops: string[] = [];
  (globalThis as Pick<Stopping, 'stops'>).stops = stops;
  for (const name of ['pause', 'emptied', 'waiting', 'error']) audio.addEventListener(name, () => stops.push(name));
}

const stopsNoted = (): readonly string[] | undefined => (globalThis as Pick<Stopping, 'stops'>).stops;

/** Presses keys in one turn: nothing is drawn in between. */
function pressAtOnce(element: object, keys: readonly string[]): void {
  const { KeyboardEvent } = globalThis as unknown as { KeyboardEvent: new (name: string, init: object) => Event };
  for (const key of keys)
    (element as EventTarget).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

function addTextField(): void {
  const { document } = globalThis as unknown as {
    document: {
      createElement(name: string): { id: string };
      querySelector(name: string): { append(element: object): void };
    };
  };
  const field = document.createElement('input');
  field.id = 'typed';
  document.querySelector('main').append(field);
}

/** The lengths of the strokes of a waveform. */
const heightsOf = (path: string | null): readonly string[] =>
  [...(path ?? '').matchAll(/v([\d.]+)/g)].map(([, height]) => height!);

/** The time at the beginning of a line: 1:04. */
const secondsOf = (line: string): number => {
  const [, minutes, seconds] = /^(\d+):(\d\d)/.exec(line)!;
  return Number(minutes) * 60 + Number(seconds);
};

async function newestOf(world: MediaWorld): Promise<string> {
  const data = await world.ask('{ callSessions(first: 1, filter: { hasRecording: true }) { nodes { id } } }');
  return (data['callSessions'] as { nodes: { id: string }[] }).nodes[0]!.id;
}
