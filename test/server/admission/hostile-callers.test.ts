import { afterEach, describe, expect, it, vi } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { sendUnread } from '../../support/send-unread.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';
import { inFlight } from './in-flight.ts';

let served: ServedDemo;
afterEach(() => served.close());

const from = new Date(DATA_SETS_END - 60 * DAY_MS).toISOString();
const to = new Date(DATA_SETS_END - 10 * DAY_MS).toISOString();
const ALL = `first: 200, filter: { startedAt: { from: "${from}", to: "${to}" } }`;
const KNOWN = '{ providers { key } }';

const post = (query: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });

/** Asks over a connection of its own, from which nothing is read. */
const ask = (query: string, headers: Record<string, string> = {}) =>
  sendUnread(`${served.url}/graphql`, { query }, headers);

describe('a caller', () => {
  it('is one, however many addresses its requests name', async () => {
    served = await startServedDemo({ count: 20 }, { more: { admission: { requestsPerMinute: 5 } } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        post(KNOWN, { 'x-forwarded-for': `203.0.113.${index}`, forwarded: `for=203.0.113.${index}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('who closes connections as soon as a question is sent leaves nothing behind, and keeps nobody waiting', async () => {
    served = await startServedDemo({ count: 200 }, { more: { admission: { maxWaiting: 100 } } });
    for (const { server } of Object.values(served.demo.vendors)) server.fault({ fault: { kind: 'hang' } });
    const sockets = await Promise.all(
      Array.from({ length: 150 }, () => ask(`{ callSessions(${ALL}) { nodes { id } } }`)),
    );
    for (const socket of sockets) socket.destroy();
    expect((await post(KNOWN)).status).toBe(200);
    await vi.waitFor(() => expect(inFlight(served.admission())).toBe(0), { timeout: 20_000 });
  });

  it('who goes away at any moment of an answer in parts, or of a subscription, leaves its places', async () => {
    served = await startServedDemo({ count: 60 }, { isKept: true });
    const parts = `{ callSessions(first: 5) { nodes { id ... @defer { legs { direction } } } } }`;
    const listening = 'subscription { callSessionChanges { kind } }';
    // More than one client may listen at a time.
    const all = Array.from({ length: 130 }, async (_, index) => {
      const isHeard = index % 5 > 0;
      const accept = isHeard ? 'text/event-stream' : 'multipart/mixed';
      const socket = await ask(isHeard ? listening : parts, { accept });
      for (let turn = 0; turn < index % 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      socket.destroy();
    });
    await Promise.all(all);
    await vi.waitFor(() => expect(inFlight(served.admission())).toBe(0), { timeout: 20_000 });
    const leaving = new AbortController();
    const { signal } = leaving;
    const listeners = Array.from({ length: 100 }, () => post(listening, { accept: 'text/event-stream' }, signal));
    const statuses = (await Promise.all(listeners)).map(({ status }) => status);
    leaving.abort();
    expect(statuses).toEqual(Array(100).fill(200));
  });
});
