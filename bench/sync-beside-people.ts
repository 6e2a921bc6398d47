import { ROW_SELECTION } from '../src/domain/call-selection.ts';
import type { Provider } from '../src/domain/provider.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import type { Syncer } from '../src/history/sync/create-syncer.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { MONOTONIC_TIMER } from '../src/time/timer.ts';
import { NOW } from '../test/conformance/world.ts';
import { createReport } from './report.ts';
import { USUAL_SHARE, startLimitedVendor } from './support/limited-vendor.ts';
import { BENCH_VENDORS } from './vendors.ts';
import { median } from './support/median.ts';

const CALLS = 30_000;
/** Long enough for the sync to keep ten pages of Bitrix24 at its share of two requests a second. */
const PAGES = 16;
const BOUND = 1.5;
/** As far away as in `first-page`. */
const LATENCY_MS = 100;
/** Between two pages that people want. */
const REST_MS = 1500;

const report = createReport(
  `A first page of 50 calls of a vendor ${LATENCY_MS} ms away with its limits on, while its history is filled with a share ` +
    `of ${USUAL_SHARE} against while it is not`,
);
for (const measured of BENCH_VENDORS) {
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const limited = await startLimitedVendor(measured, { dataSet: 'even', calls: CALLS, days: 120, store });
  const { vendor, provider, syncer } = limited;
  vendor.server.fault({ fault: { kind: 'latency', ms: LATENCY_MS } });
  let day = 0;
  const readPages = async (): Promise<number[]> => {
    const times: number[] = [];
    for (let page = 0; page < PAGES; page += 1) {
      await rest();
      times.push(await firstPage(provider, (day += 1)));
    }
    return times;
  };
  await firstPage(provider, 0);
  vendor.server.resetCounts();
  const alone = await readPages();
  const peoples = vendor.server.count();
  const ending = new AbortController();
  const begin = performance.now();
  const filling = fill(syncer, ending.signal);
  const beside = await readPages();
  const perSecond = (vendor.server.count() - 2 * peoples) / ((performance.now() - begin) / 1000);
  ending.abort(new Error('enough pages'));
  const calls = await filling;
  report.note(`${vendor.kind}: alone ${median(alone).toFixed(1)} ms, beside ${median(beside).toFixed(1)} ms`);
  report.holds(
    `${vendor.kind}: it was filled meanwhile`,
    calls > 0,
    `${calls} calls kept, ${perSecond.toFixed(2)} requests a second`,
  );
  report.atMost(`${vendor.kind}: while it is filled, as a multiple`, median(beside) / median(alone), BOUND);
  await limited.close();
  await store.close();
}
report.end();

/** Takes steps until it is ended, and says how many calls were kept by then. */
async function fill(syncer: Syncer, signal: AbortSignal): Promise<number> {
  let calls = 0;
  try {
    for (;;) {
      const step = await syncer.step(signal);
      calls += step.calls;
      if (step.waitMs > 0) await MONOTONIC_TIMER.wait(step.waitMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return calls;
  }
}

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
