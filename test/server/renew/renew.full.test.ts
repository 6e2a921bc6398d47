import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { startRenewedServer } from './renewed-server.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is alive on the heap and beside it, in megabytes. */
function alive(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}

/** Timers, sockets and whatever else would keep a process going. */
const handles = (): number => process.getActiveResourcesInfo().length;

const QUERY = '{ callSessions(first: 20) { nodes { id agents { displayName } } isComplete } }';

it('leaves no memory, timer or socket behind in fifty changes of its settings, and answers whoever asks meanwhile', async () => {
  const server = await startRenewedServer(({ providers }) => providers, { hasHistory: true });
  const { demo, renew, ask, made, closed } = server;
  const others = demo.providers.map((entry) => ({ ...entry, deadlineMs: 9000 }));
  const change = async (round: number) => {
    const asked = [ask(QUERY), ask(QUERY)];
    const { ended } = renew(round % 2 === 0 ? others : demo.providers, { timeline: { maxPageSize: 100 + round } });
    asked.push(ask(QUERY));
    for (const { data, errors } of await Promise.all(asked)) {
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ callSessions: { isComplete: true, nodes: { length: 20 } } });
    }
    await ended;
    // The demo vendors remember what they were asked.
    for (const { server: vendor } of Object.values(demo.vendors)) vendor.resetCounts();
  };
  try {
    for (let round = 0; round < 20; round += 1) await change(round);
    const [memory, open] = [alive(), handles()];
    for (let round = 20; round < 70; round += 1) await change(round);
    const settled = { timeout: 60_000, interval: 2_000 };
    await vi.waitFor(() => expect(alive() - memory).toBeLessThan(5), settled);
    await vi.waitFor(() => expect(handles() - open).toBeLessThanOrEqual(10), settled);
    expect([made.length, closed.length]).toEqual([4 * 71, 4 * 70]);
  } finally {
    await server.close();
  }
});
