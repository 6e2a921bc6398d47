import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS } from '../src/time/instant.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { NOW } from '../test/conformance/world.ts';
import { minimumRequestsOf } from '../test/history/sync/minimum-requests.ts';
import { runUntilIdle, startSyncWorld } from '../test/history/sync/sync-world.ts';
import { createReport } from './report.ts';
import { usedMegabytes } from './support/used-megabytes.ts';
import { BENCH_VENDORS } from './vendors.ts';

const CALLS = 30_000;
const BOUND = 1.1;
const LARGE = 100_000;
const BOUND_MB = 60;

const report = createReport(
  `Filling ${CALLS} calls of \`even\` per provider: pages against the fewest there can be, parts beside; and memory`,
);
for (const vendor of BENCH_VENDORS) {
  const world = await startSyncWorld(vendor, 'even', { count: CALLS, since: NOW - 120 * DAY_MS });
  const begin = performance.now();
  await runUntilIdle(await world.createSyncer(), 10_000);
  const seconds = (performance.now() - begin) / 1000;
  const { calls } = (await world.store.listAccounts())[0]!;
  const { pages, minimum } = minimumRequestsOf(world, vendor);
  report.holds(
    `${vendor.kind}: every call`,
    calls === world.vendor.truth().length,
    `${calls} calls in ${seconds.toFixed(1)} s`,
  );
  report.note(`${vendor.kind}: ${world.vendor.server.count() - pages} requests for parts`);
  report.atMost(`${vendor.kind}: ${pages} pages for a minimum of ${minimum}, ratio`, pages / minimum, BOUND);
  await world.close();
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-sync-'));
const path = join(folder, 'trunkline.db');
const store = await openHistoryStore({ kind: 'sqlite', path }, { as: 'server', onSetAside: () => {} });
const vendor = BENCH_VENDORS.find(({ kind }) => kind === 'voximplant')!;
const world = await startSyncWorld(vendor, 'large', { count: LARGE, store, since: NOW - 310 * DAY_MS });
const syncer = await world.createSyncer();
const { signal } = new AbortController();
for (let step = 0; step < 3; step += 1) await syncer.step(signal);
const start = usedMegabytes();
let most = 0;
for (let step = 0; ; step += 1) {
  const { did, waitMs } = await syncer.step(signal);
  if (did === null && waitMs > 0) break;
  // The vendor stands in this process too: what it remembers of requests is not the product's.
  world.vendor.server.resetCounts();
  if (step % 5 === 0) most = Math.max(most, usedMegabytes() - start);
}
const { calls } = (await store.listAccounts())[0]!;
report.holds(`${LARGE} calls of \`large\` into a file`, calls === world.vendor.truth().length, `${calls} calls`);
report.atMost(`the most above ${start.toFixed(1)} MB`, most, BOUND_MB, ' MB');
await world.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
report.end();
