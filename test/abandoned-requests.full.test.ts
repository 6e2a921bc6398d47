import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { DEMO_KINDS } from '../src/demo/call-source.ts';
import { startDemo } from '../src/demo/index.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';

const QUERY = `query Page($from: DateTime, $to: DateTime) {
  callSessions(first: 20, filter: { startedAt: { from: $from, to: $to } }) {
    nodes { id startedAt agents { displayName } legs { id } recordings { url } }
    totalCount
  }
}`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('clients that go away', () => {
  it('a thousand of them leave no socket, no listener and no memory behind', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    const demo = await startDemo({ count: 200 });
    const value = { server: { port: 0 }, log: { level: 'silent' }, providers: demo.providers };
    const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
    const tools = { log: SILENT_LOG, now: Date.now };
    const trunkline = await startTrunkline(settings, {
      ...tools,
      providers: createProviders(settings.providers, tools),
    });
    const vendors = DEMO_KINDS.map((kind) => demo.vendors[kind].server);
    try {
      const open = () => vendors.flatMap((vendor) => vendor.exchanges.filter(isOpen));
      const leaveWhen = (index: number, moment: Promise<unknown>) =>
        askAndLeave(`${trunkline.url}/graphql`, index, moment);
      const untilNobodyIsAsked = () => vi.waitFor(() => expect(open()).toEqual([]), 40_000);

      // The vendors' tokens are there: fetching one goes on for those who come later.
      expect(await ask(`${trunkline.url}/graphql`)).toHaveProperty('data.callSessions');
      for (const vendor of vendors) vendor.fault({ fault: { kind: 'hang' } });
      const isAsked = ({ exchanges }: (typeof vendors)[number]) => exchanges.some(isOpen);
      await leaveWhen(
        5000,
        vi.waitFor(() => expect(vendors.every(isAsked)).toBe(true), 20_000),
      );
      await untilNobodyIsAsked();
      for (const { exchanges } of vendors) expect(exchanges.some(({ wasAborted }) => wasAborted)).toBe(true);

      for (const vendor of vendors) {
        vendor.clearFaults();
        vendor.fault({ fault: { kind: 'latency', ms: 15 } });
      }
      const leaveAll = async (count: number) => {
        for (let from = 0; from < count; from += 50)
          await Promise.all(Array.from({ length: 50 }, (_, at) => leaveWhen(from + at, delay((from + at) % 40))));
        await untilNobodyIsAsked();
      };

      await leaveAll(100);
      const before = await measure();
      await leaveAll(1000);
      for (const vendor of vendors) vendor.resetCounts();
      const after = await measure();

      // Idle connections to the vendors come and go; a socket lost with each hundredth client would show.
      expect(after.sockets).toBeLessThanOrEqual(before.sockets + 60);
      expect(after.megabytes - before.megabytes).toBeLessThan(12);
      expect(warnings.filter((warning) => warning.name === 'MaxListenersExceededWarning')).toEqual([]);
      for (const vendor of vendors) vendor.clearFaults();
      expect(await ask(`${trunkline.url}/graphql`)).toHaveProperty('data.callSessions.totalCount');
    } finally {
      process.off('warning', onWarning);
      await trunkline.close(1000);
      await demo.close();
    }
  }, 180_000);
});

const isOpen = (exchange: { readonly status: number | null; readonly wasAborted: boolean }): boolean =>
  exchange.status === null && !exchange.wasAborted;

/** Sends a query of its own, so that nobody else waits for the same, and hangs up at a moment. */
async function askAndLeave(url: string, index: number, moment: Promise<unknown>): Promise<void> {
  const variables = monthBefore(Date.now() - index * 60_000);
  const asking = request(url, { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } });
  asking.on('error', () => {});
  asking.end(JSON.stringify({ query: QUERY, variables }));
  await moment;
  asking.destroy();
}

async function ask(url: string): Promise<unknown> {
  const body = JSON.stringify({ query: QUERY, variables: monthBefore(Date.now()) });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body,
  });
  return response.json();
}

/** A month costs each vendor few requests, so that a thousand clients do not take all day. */
function monthBefore(instant: number): { from: string; to: string } {
  return { from: new Date(instant - 30 * DAY_MS).toISOString(), to: new Date(instant).toISOString() };
}

async function measure(): Promise<{ sockets: number; megabytes: number }> {
  // Sockets that were cut take a moment to be gone on both ends.
  await delay(200);
  collectGarbage();
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  return { sockets, megabytes: process.memoryUsage().heapUsed / 1_048_576 };
}
