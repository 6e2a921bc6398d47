import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { SCOPES } from '../../../src/domain/caller.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { makeKey } from '../../support/make-key.ts';
import { sendUnread } from '../../support/send-unread.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';
import { inFlight } from './in-flight.ts';

let served: ServedDemo;
afterEach(() => served.close());

const from = new Date(DATA_SETS_END - 60 * DAY_MS).toISOString();
const to = new Date(DATA_SETS_END - 10 * DAY_MS).toISOString();
const ALL = `first: 200, filter: { startedAt: { from: "${from}", to: "${to}" } }`;
const PATIENCE = { timeout: 15_000 };
const KNOWN = '{ providers { key } }';

const post = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

/** Asks over a connection of its own, from which nothing is read. */
const ask = (query: string, headers: Record<string, string> = {}) =>
  sendUnread(`${served.url}/graphql`, { query }, headers);

describe('a caller', () => {
  describe('who reads nothing of what it asks for', () => {
    const nodes = '{ id startedAt raw agents { displayName } legs { direction } }';
    const lists = (count: number, stream = ''): string =>
      Array.from(
        { length: count },
        (_, index) => `part${index}: callSessions(${ALL}) { nodes ${stream} ${nodes} }`,
      ).join(' ');
    /** A megabyte at once, as one answer: more than the buffers of a connection take. */
    const LARGE = { limits: { maxCost: 10_000_000, maxAliases: 100, maxParts: 100, maxSelections: 10_000 } };
    const [one, two] = [makeKey('one', SCOPES), makeKey('two', SCOPES)];
    const auth = { mode: 'keys', keys: [one.entry, two.entry] };
    const serve = async (untakenBounds?: { ofClient: number; inAll: number }): Promise<void> => {
      served = await startServedDemo(
        { count: 250 },
        { isKept: true, server: LARGE, more: { auth }, ...(untakenBounds && { untakenBounds }) },
      );
      // From here on, everything is answered from what is kept.
      await post(`{ ${lists(1)} }`, one.headers).then((answer) => answer.text());
    };

    it('holds no place, also where the answer comes in parts', async () => {
      await serve();
      const parts = `{ ${lists(30, '@stream(initialCount: 1)')} }`;
      const socket = await ask(parts, { accept: 'multipart/mixed', ...one.headers });
      await once(socket, 'readable');
      expect(String(socket.read(12))).toBe('HTTP/1.1 200');
      await vi.waitFor(() => expect(inFlight(served.admission())).toBe(0), PATIENCE);
      socket.destroy();
    }, 30_000);

    it('gets nothing more until it has, while others are answered', async () => {
      await serve({ ofClient: 100_000, inAll: 1_000_000_000 });
      const socket = await ask(`{ ${lists(30)} }`, one.headers);
      await vi.waitFor(async () => expect((await post(KNOWN, one.headers)).status).toBe(503), PATIENCE);
      const refused = await post(KNOWN, one.headers);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.text()).toContain('Many answers to this caller wait for it to take them.');
      expect((await post(KNOWN, two.headers)).status).toBe(200);
      socket.resume();
      await vi.waitFor(async () => expect((await post(KNOWN, one.headers)).status).toBe(200), PATIENCE);
      socket.destroy();
    }, 30_000);

    it('is cut off where all of them together leave too much lying', async () => {
      await serve({ ofClient: 1_000_000_000, inAll: 100_000 });
      const socket = await ask(`{ ${lists(30)} }`, one.headers);
      const closed = once(socket, 'close');
      // Somebody has to come for it to be seen.
      const coming = setInterval(() => void post(KNOWN, two.headers), 200);
      socket.once('readable', () => setTimeout(() => socket.resume(), 3_000));
      await closed.finally(() => clearInterval(coming));
      expect((await post(KNOWN, one.headers)).status).toBe(200);
    }, 30_000);
  });
});
