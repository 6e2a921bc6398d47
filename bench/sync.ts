import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderError } from '../src/domain/provider-error.ts';
import type { HistoryStore } from '../src/history/store/history-store.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import type { SyncStep } from '../src/history/sync/create-syncer.ts';
import { HOUR_MS, SECOND_MS } from '../src/time/instant.ts';
import { MONOTONIC_TIMER } from '../src/time/timer.ts';
import { isListing, minimumRequestsOf } from '../test/history/sync/minimum-requests.ts';
import { readKept } from '../test/history/sync/sync-world.ts';
import { createReport } from './report.ts';
import { startJumpingClock } from './support/jumping-clock.ts';
import { type LimitedVendor, USUAL_SHARE, startLimitedVendor } from './support/limited-vendor.ts';
import { usedMegabytes } from './support/used-megabytes.ts';
import { BENCH_VENDORS } from './vendors.ts';

const CALLS = 30_000;
const BOUND = 1.1;
const LARGE = 100_000;
const BOUND_MB = 60;

const clock = startJumpingClock();
const report = createReport(
  `Filling ${CALLS} calls of \`even\` per provider, vendors' limits on, with a share of ${USUAL_SHARE}: pages against the fewest there can be, parts beside; and memory`,
);
for (const vendor of BENCH_VENDORS) {
  const { kind } = vendor;
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const limited = await startLimitedVendor(vendor, {
    ...{ dataSet: 'even', calls: CALLS, days: 120, store },
    watch: (http) => clock.around(http),
  });
  const { server } = limited.vendor;
  const listed = (): number => server.exchanges.filter(({ operation }) => isListing(kind, operation)).length;
  const begun = { virtual: performance.now(), listed: listed() };
  let pages = 0;
  // The newest hours are read again and again meanwhile: that is no filling.
  await fill(limited, ({ did }) => {
    if (did === 'filled') pages += listed() - begun.listed;
    begun.listed = listed();
  });
  const took = performance.now() - begun.virtual;
  const { minimum } = minimumRequestsOf(limited, vendor, limited.now());
  const kept = new Set((await readKept(store, limited.account)).map(({ call }) => call.nativeId));
  const missing = limited.vendor.truth().filter(({ nativeId }) => !kept.has(nativeId)).length;
  const refused = server.exchanges.filter(({ status }) => status === 429 || status === 503).length;
  report.holds(`${kind}: every call`, missing === 0, `${kept.size} calls, ${missing} missing`);
  report.note(
    `${kind}: ${durationOf(took)} at the vendor's pace; ${server.count()} requests in all, ${refused} of them refused; ` +
      `${listed() - pages} lists of the open days`,
  );
  report.atMost(`${kind}: ${pages} pages for a minimum of ${minimum}, ratio`, pages / minimum, BOUND);
  await limited.close();
  await store.close();
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-sync-'));
const path = join(folder, 'trunkline.db');
const file: HistoryStore = clock.around(
  await clock.during(openHistoryStore({ kind: 'sqlite', path }, { as: 'server', onSetAside() {} })),
);
const large = await startLimitedVendor(
  BENCH_VENDORS.find(({ kind }) => kind === 'voximplant')!,
  {
    ...{ dataSet: 'large', calls: LARGE, days: 310, store: file },
    watch: (http) => clock.around(http),
  },
);
let steps = 0;
let start = Infinity;
let most = 0;
await fill(large, () => {
  steps += 1;
  // The vendor stands in this process too: what it remembers of requests is not the product's.
  large.vendor.server.resetCounts();
  if (steps === 4) start = usedMegabytes();
  else if (steps > 4 && steps % 5 === 0) most = Math.max(most, usedMegabytes() - start);
});
const { calls } = (await file.listAccounts())[0]!;
report.holds(`${LARGE} calls of \`large\` into a file`, calls === large.vendor.truth().length, `${calls} calls`);
report.atMost(`the most above ${start.toFixed(1)} MB`, most, BOUND_MB, ' MB');
await large.close();
await file.close();
rmSync(folder, { recursive: true, force: true });
report.end();

/** Takes steps until all of it is kept; what a vendor has too much of for a moment is asked for again, as a server does. */
async function fill({ syncer }: LimitedVendor, after: (step: SyncStep) => void): Promise<void> {
  const { signal } = new AbortController();
  for (;;) {
    const step = await syncer.step(signal).catch(limitedFor);
    if (typeof step === 'number') {
      await MONOTONIC_TIMER.wait(step, signal);
      continue;
    }
    after(step);
    if (step.did === null && !step.hasGaps) return;
    if (step.waitMs > 0) await MONOTONIC_TIMER.wait(step.waitMs, signal);
  }
}

function limitedFor(error: unknown): number {
  if (error instanceof ProviderError && error.kind === 'rate-limited')
    return (error.retryAfterSeconds ?? 5) * SECOND_MS;
  throw error;
}

function durationOf(ms: number): string {
  return ms >= HOUR_MS ? `${(ms / HOUR_MS).toFixed(1)} h` : `${(ms / (60 * SECOND_MS)).toFixed(0)} min`;
}
