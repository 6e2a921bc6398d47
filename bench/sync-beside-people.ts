import { ROW_SELECTION } from '../src/domain/call-selection.ts';
import type { Provider } from '../src/domain/provider.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { createSyncer } from '../src/history/sync/create-syncer.ts';
import { createProviders } from '../src/providers/index.ts';
import { anyProviderSettings } from '../src/providers/provider-kinds.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { MONOTONIC_TIMER } from '../src/time/timer.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { NOW, createVendorSource } from '../test/conformance/world.ts';
import { openAccountOf, toKeeping } from '../test/history/kept-world.ts';
import { createReport } from './report.ts';
import { BENCH_VENDORS } from './vendors.ts';

const CALLS = 30_000;
const ROUNDS = 7;
const BOUND = 1.5;
/** Until what a vendor lets through at once is there again. */
const REST_MS = 2000;

const report = createReport(
  'A first page of 50 calls of a vendor with its limits on, while its history is filled against while it is not, in turns',
);
for (const { kind, startVendor } of BENCH_VENDORS) {
  const now = Date.now;
  const vendor = await startVendor({ source: createVendorSource(kind, 'even', CALLS), now, hasLimits: true });
  const historySince = new Date(NOW - 120 * DAY_MS).toISOString().slice(0, 10);
  const settings = anyProviderSettings().parse({ ...vendor.settings, historySince });
  const provider = toKeeping(createProviders([settings], { log: SILENT_LOG, now })[0]!);
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const account = await openAccountOf(store, provider);
  const syncer = await createSyncer({
    provider,
    store,
    account,
    settings: { share: 0.3, keepDays: null, freshSeconds: 10, lateSeconds: 300 },
    log: SILENT_LOG,
    now,
    timer: MONOTONIC_TIMER,
    lease: () => null,
  });
  await firstPage(provider, 0);
  const alone: number[] = [];
  const beside: number[] = [];
  let filled = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    await rest();
    alone.push(await firstPage(provider, 2 * round));
    await rest();
    const ending = new AbortController();
    const filling = (async () => {
      while (!ending.signal.aborted) {
        const { calls, waitMs } = await syncer.step(ending.signal);
        filled += calls;
        if (waitMs > 0) await MONOTONIC_TIMER.wait(waitMs, ending.signal);
      }
    })().catch((error: unknown) => {
      if (!ending.signal.aborted) throw error;
    });
    await rest();
    beside.push(await firstPage(provider, 2 * round + 1));
    ending.abort(new Error('the round is over'));
    await filling;
  }
  report.note(
    `${kind}: alone ${middle(alone).toFixed(1)} ms, beside ${middle(beside).toFixed(1)} ms, ${filled} calls kept meanwhile`,
  );
  report.atMost(`${kind}: while it is filled, as a multiple`, middle(beside) / middle(alone), BOUND);
  await provider.close();
  await vendor.close();
  await store.close();
}
report.end();

/** Another day each time, so that no answer is shared. */
async function firstPage(provider: Provider, day: number): Promise<number> {
  const to = NOW - (30 + day) * DAY_MS;
  const question = provider.prepare({}, ROW_SELECTION);
  const begin = performance.now();
  const pages = question.list({ range: { from: to - 10 * DAY_MS, to }, direction: 'DESC', expect: 50 }, never());
  for await (const page of pages) if (page.calls.length > 0) break;
  return performance.now() - begin;
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
