import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { CALL_PARTS } from '../../../src/history/store/vendor-reading.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { isWithin } from '../../../src/time/time-range.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { NOW } from '../../conformance/world.ts';
import { toKeeping } from '../kept-world.ts';
import { openStore } from '../store/store-world.ts';
import type { FillOrder } from './fill-until-killed.ts';
import { EVER, type SYNC_VENDORS, inOrder, readKept, readLive, requestFor, toWhole } from './sync-world.ts';

const FILLER = join(import.meta.dirname, 'fill-until-killed.ts');

/** How a filler ends: a moment after the vendor was asked so many times, counted from its start. */
type Kill = { readonly afterRequests: number; readonly delayMs: number };

/**
 * Kills the sync of a vendor again and again, each time a little further on and in another phase: while it asks, while it
 * joins, while it writes. Looks each time at what it left behind, then lets it end.
 */
export async function killFillers(vendor: (typeof SYNC_VENDORS)[number], path: string, kills: number): Promise<void> {
  const now = () => NOW;
  const demo = await vendor.startVendor({ source: createDataSet('even').sources[vendor.kind], now });
  const since = NOW - 119 * DAY_MS;
  const settings = { ...demo.settings, historySince: new Date(since).toISOString().slice(0, 10) };
  const order = { path, provider: settings, now: NOW };
  const http = createHttpClient({ provider: demo.settings.id });
  const provider = vendor.create(settings, { http, log: SILENT_LOG, now });
  try {
    const truth = inOrder(await readLive(toKeeping(provider), EVER));
    let covered = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      demo.server.resetCounts();
      const plan = { afterRequests: 1 + ((kill * 7) % 5), delayMs: (kill * 3) % 11 };
      const isDone = await fillAndKill(order, plan, () => demo.server.count());
      covered = await expectWhole(path, requestFor(provider), truth, covered);
      if (isDone) await startAnew(path, requestFor(provider));
      if (isDone) covered = 0;
    }
    expect(await fillAndKill(order, null, () => 0)).toBe(true);
    const store = await openStore({ kind: 'sqlite', path });
    const { account } = await store.openAccount(requestFor(provider));
    const from = provider.historySince();
    const kept = inOrder((await readKept(store, account)).map(toWhole)).filter(({ call }) => call.startedAt >= from);
    expect(kept).toEqual(truth.filter(({ call }) => call.startedAt >= from));
    const settled = { from, to: provider.settledThrough() };
    expect((await store.status(account, settled, CALL_PARTS)).kept).toEqual(settled);
    await store.close();
  } finally {
    await provider.close();
    await demo.close();
  }
}

/** Whether it ended before it could be killed. */
async function fillAndKill(order: FillOrder, kill: Kill | null, asked: () => number): Promise<boolean> {
  const child = spawn(process.execPath, [FILLER, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  const lines: string[] = [];
  const reading = (async () => {
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  })();
  const watch = setInterval(() => {
    if (kill === null || asked() < kill.afterRequests) return;
    clearInterval(watch);
    setTimeout(() => child.kill('SIGKILL'), kill.delayMs);
  }, 1);
  const how = await ended;
  clearInterval(watch);
  await reading;
  const isDone = lines.at(-1) === 'done';
  expect(how).toBe(isDone && how === 0 ? 0 : 'SIGKILL');
  return isDone;
}

/** What is covered holds what the vendor holds, with every part; nothing that was covered is lost. How much that is. */
async function expectWhole(
  path: string,
  request: ReturnType<typeof requestFor>,
  truth: ReturnType<typeof inOrder>,
  before: number,
): Promise<number> {
  const store = await openStore({ kind: 'sqlite', path });
  try {
    const { account } = await store.openAccount(request);
    const coverage = await store.coverage(account, EVER, CALL_PARTS);
    const isCovered = ({ call }: (typeof truth)[number]) =>
      coverage.some(({ range }) => isWithin(range, call.startedAt));
    const kept = inOrder((await readKept(store, account)).map(toWhole));
    expect(kept.filter(isCovered)).toEqual(truth.filter(isCovered));
    const length = coverage.reduce((sum, { range }) => sum + range.to - range.from, 0);
    expect(length).toBeGreaterThanOrEqual(before);
    return length;
  } finally {
    await store.close();
  }
}

async function startAnew(path: string, request: ReturnType<typeof requestFor>): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path });
  const { account } = await store.openAccount(request);
  await store.purge(account);
  await store.close();
}
