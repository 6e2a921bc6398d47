import { type ClientRequest, type IncomingMessage, get } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { makeKey } from '../support/make-key.ts';
import { type MediaWorld, type WorldOptions, createMediaWorld } from './create-world.ts';

/** Far more than lies in buffers on the way. */
const AN_HOUR = { talkSeconds: 3_600, durationSeconds: 3_610, transferredTo: null };

let world: MediaWorld;
const listeners: ClientRequest[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.destroy();
  await world.close();
});

const start = async (more: Partial<WorldOptions> = {}): Promise<string> => {
  world = await createMediaWorld({ startVendor: startCallgear, kind: 'callgear', calls: AN_HOUR, ...more });
  return more.settings === undefined ? (await world.recordings())[0]!.url : '';
};

/** Asks for a recording and reads nothing but the head of the answer. */
async function listen(url: string): Promise<IncomingMessage> {
  const request = get(url, { agent: false });
  listeners.push(request);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => {});
  response.on('error', () => {});
  return response;
}

describe('listeners who do not read', () => {
  it('have 32 streams of one provider, and the next is told to wait', async () => {
    const url = await start();
    const open = await Promise.all(Array.from({ length: 32 }, () => listen(url)));
    expect(open.map(({ statusCode }) => statusCode)).toEqual(open.map(() => 200));
    const refused = await world.load(url);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    expect(refused.bytes.toString()).toMatch(/^32 streams from .* are open to this client/);
    expect(world.bytesAsked()).toHaveLength(32);

    open[7]!.destroy();
    await vi.waitUntil(async () => (await world.load(url, { headers: { range: 'bytes=0-3' } })).status === 206, {
      interval: 10,
      timeout: 10_000,
    });
  });

  it('are counted by caller, not by address, where callers are known', async () => {
    const [one, other] = [makeKey('one', SCOPES), makeKey('other', SCOPES)];
    await start({ settings: { auth: { mode: 'keys', keys: [one.entry, other.entry] } } });
    const linkOf = async ({ headers }: typeof one) => (await world.recordings(headers))[0]!.url;
    const [own, foreign] = [await linkOf(one), await linkOf(other)];
    const open = await Promise.all(Array.from({ length: 32 }, () => listen(own)));
    expect(open.map(({ statusCode }) => statusCode)).toEqual(open.map(() => 200));
    expect((await world.load(own)).status).toBe(503);
    expect((await listen(foreign)).statusCode).toBe(200);
  });

  it('are ended when they have taken nothing for a while, and their vendor is let go', async () => {
    const url = await start({ takeTimeoutMs: 200 });
    await listen(url);
    await vi.waitUntil(() => world.bytesAsked()[0]!.wasAborted, { interval: 10, timeout: 10_000 });
  });
});
