import { request as sendRequest } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../../../src/demo/call-source.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoPush } from '../../../src/demo/demo-hooks.ts';
import { writeEvent } from '../../../src/demo/zoom-contact-center/hooks.ts';
import { SCOPES } from '../../../src/domain/caller.ts';
import { HOUR_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { isListing } from '../../history/sync/minimum-requests.ts';
import { listenToFeed } from '../../support/listen-to-feed.ts';
import { makeKey } from '../../support/make-key.ts';
import { readMetrics } from '../../support/read-metrics.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const IDS: Readonly<Record<DemoKind, string>> = {
  bitrix24: 'portal',
  callgear: 'tracking',
  voximplant: 'pbx',
  'zoom-contact-center': 'desk',
};
const holder = makeKey('holder', SCOPES);
const { sources } = createDataSet('even');
const { log, lines } = createRecordingLog();
const WAITING = { timeout: 20_000, interval: 20 };

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo(
    { count: 30, hasHooks: true },
    {
      isKept: true,
      isSynced: true,
      log,
      // Nothing but a hook makes anything be read again.
      more: { auth: { mode: 'keys', keys: [holder.entry] }, history: { freshSeconds: 3600, lateSeconds: 80_000 } },
    },
  );
  const query = '{ providers { history { state } } }';
  const states = async (): Promise<readonly string[]> => {
    const address = `${served.url}/graphql?query=${encodeURIComponent(query)}`;
    const { data } = (await (await fetch(address, { headers: holder.headers })).json()) as {
      readonly data: { readonly providers: readonly { readonly history: { readonly state: string } }[] };
    };
    return data.providers.map(({ history }) => history.state);
  };
  await vi.waitFor(async () => expect(new Set(await states())).toEqual(new Set(['CURRENT'])), WAITING);
});
afterAll(() => served.close());
beforeEach(() => {
  for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
});

/** What a vendor pushes of the call with this index. */
const pushOf = (kind: DemoKind, index: number): DemoPush =>
  served.demo.vendors[kind].hooks.write(sources[kind].at(index));
const addressOf = (kind: DemoKind): string => served.demo.vendors[kind].hooks.addressOn(served.url);
const send = (address: string, { headers, body }: DemoPush, method = 'POST'): Promise<Response> =>
  fetch(address, { method, headers, ...(method === 'POST' && { body }) });
/** A status, and what is told with it. */
const answerOf = async (response: Response): Promise<readonly [number, string]> => [
  response.status,
  await response.text(),
];

const asked = (): number =>
  Object.values(served.demo.vendors).reduce((sum, { server }) => sum + server.exchanges.length, 0);
const listings = (kind: DemoKind): number =>
  served.demo.vendors[kind].server.exchanges.filter(({ operation }) => isListing(kind, operation)).length;
const counted = async (kind: DemoKind | null, outcome: string): Promise<number> => {
  const { samples } = await readMetrics(served.url, holder.headers);
  return samples.get(`trunkline_hooks_total{provider="${kind ? IDS[kind] : 'unknown'}",outcome="${outcome}"}`) ?? 0;
};

const OK = [200, '{"status":"ok"}'];
const NOWHERE = [404, expect.stringContaining('NOT_FOUND') as string];

// First what makes nothing be read: so nothing else is read meanwhile.
describe.each(DEMO_KINDS)('what somebody else than %s sends', (kind) => {
  it('is refused, as at an address of no provider, and asks no vendor', async () => {
    const { headers, body } = pushOf(kind, 11);
    const secret = Object.values(served.demo.vendors[kind].hooks.settings)[0]!;
    const forged = [
      await send(addressOf(kind).replace(secret, 'x'.repeat(secret.length)), {
        headers,
        body: body.replace(secret, 'x') + ' ',
      }),
      await send(`${served.url}/hooks/${IDS[kind]}`, { headers, body: '' }),
      await send(`${served.url}/hooks/${IDS[kind]}`, {
        headers: { 'content-type': 'application/json' },
        body: '{"half":',
      }),
      await send(`${served.url}/hooks/${IDS[kind]}/${holder.headers['authorization']}`, {
        headers: { ...headers, ...holder.headers, 'x-zm-signature': 'v0=' },
        body: 'event=x',
      }),
      await send(`${served.url}/hooks/nobody`, { headers, body }),
      await send(`${served.url}/hooks/`, { headers, body }),
      await send(`${served.url}/nowhere`, { headers, body }),
    ];
    const answers = await Promise.all(forged.map((response) => answerOf(response)));
    for (const answer of answers) expect(answer).toEqual(NOWHERE);
    expect(new Set(answers.map(([, text]) => text)).size).toBe(1);
    expect(await counted(kind, 'refused')).toBe(4);
    expect(asked()).toBe(0);
  });
});

describe('the addresses at which vendors push', () => {
  it('take POST alone, no more than 64 kB, and neither pages nor files', async () => {
    const push = pushOf('callgear', 12);
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const { status, headers } = await send(addressOf('callgear'), push, method);
      expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    }
    const large = { ...push, body: ' '.repeat(65_537) };
    for (const address of [addressOf('callgear'), `${served.url}/hooks/nobody`]) {
      expect((await send(address, large)).status).toBe(413);
      expect((await send(address, { ...push, headers: { 'content-type': 'text/html' } })).status).toBe(415);
    }
    expect(asked()).toBe(0);
    expect(await counted('callgear', 'too-large')).toBe(1);
    expect(await counted(null, 'too-large')).toBe(1);
  });

  it('read a body in parts that never ends no further than that, and forget one that is cut off', async () => {
    const open = (path: string, headers: object) =>
      sendRequest(`${served.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      });
    const endless = open('/hooks/portal', { 'transfer-encoding': 'chunked' });
    endless.on('error', () => {});
    const answered = once(endless, 'response');
    for (let part = 0; part < 5; part += 1) endless.write(' '.repeat(20_000));
    expect(((await answered)[0] as { statusCode: number }).statusCode).toBe(413);
    endless.destroy();
    const half = open('/hooks/portal', { 'content-length': '100', expect: '100-continue' });
    half.on('error', () => {});
    half.flushHeaders();
    await once(half, 'continue');
    half.destroy();
    await vi.waitFor(async () => expect(await counted('bitrix24', 'cut-off')).toBe(1), WAITING);
  });

  it('take nothing that is late', async () => {
    const late = writeEvent('contact_center.engagement_ended', {}, NOW - 301_000);
    expect(await answerOf(await send(addressOf('zoom-contact-center'), late))).toEqual(OK);
    expect(await counted('zoom-contact-center', 'late')).toBe(1);
    expect(asked()).toBe(0);
  });

  it('answer the challenge of Zoom', async () => {
    await served.demo.vendors['zoom-contact-center'].hooks.pushTo(served.url);
    expect(await counted('zoom-contact-center', 'challenge')).toBe(1);
  });
});

describe.each(DEMO_KINDS)('what %s pushes', (kind) => {
  it('makes its calls be read, once however often it is sent, and asks nobody for a key', async () => {
    const before = lines.length;
    const push = pushOf(kind, 10);
    for (let time = 0; time < 3; time += 1) expect(await answerOf(await send(addressOf(kind), push))).toEqual(OK);
    await vi.waitFor(() => expect(listings(kind)).toBeGreaterThan(0), WAITING);
    expect(await counted(kind, 'read')).toBe(1);
    expect(await counted(kind, 'repeated')).toBe(2);
    const told = lines.slice(before);
    expect(told).toEqual([
      {
        fields: { hook: 'read', provider: IDS[kind], requestId: expect.any(String) as string },
        message: 'a vendor says that a call has ended',
      },
    ]);
    const { customerNumber } = sources[kind].at(10);
    expect(JSON.stringify(told)).not.toContain(customerNumber.slice(1));
  });
});

describe('a call that ends', () => {
  // Zoom shows it a minute later, and the clock of this world stands still: the benchmark `hooks` waits for it.
  it.each(['bitrix24', 'callgear', 'voximplant'] as const)('is in the feed once %s has pushed it', async (kind) => {
    const feed = await listenToFeed(served.url, new Date(NOW - HOUR_MS), holder.headers);
    await served.demo.pushTo(served.url);
    const { nativeId } = await served.demo.endCall(kind);
    await vi.waitFor(() => expect(feed.cameAt.has(nativeId)).toBe(true), WAITING);
    feed.end();
  });
});

describe('a flood', () => {
  it('of true hooks leads to a few readings, and one of forged ones to a line in the log', async () => {
    const before = lines.length;
    const read = await counted('callgear', 'read');
    const pushes = Array.from({ length: 60 }, (_, index) => pushOf('callgear', 100 + index));
    const answers = await Promise.all(pushes.map(async (push) => (await send(addressOf('callgear'), push)).status));
    expect(new Set(answers)).toEqual(new Set([200]));
    await vi.waitFor(() => expect(listings('callgear')).toBeGreaterThan(0), WAITING);
    const readings = (await counted('callgear', 'read')) - read;
    expect(readings).toBeLessThan(10);
    expect(lines.slice(before).filter(({ fields }) => 'hook' in fields)).toHaveLength(readings);
    expect((await counted('callgear', 'joined')) + readings).toBeGreaterThanOrEqual(60);

    const floods = Array.from({ length: 60 }, () =>
      send(`${served.url}/hooks/portal`, { headers: pushes[0]!.headers, body: '{}' }),
    );
    expect(new Set((await Promise.all(floods)).map(({ status }) => status))).toEqual(new Set([404]));
    expect(lines.slice(before).filter(({ message }) => message.includes('refused')).length).toBeLessThanOrEqual(1);
  });
});
