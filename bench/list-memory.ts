import { listPages } from '../test/conformance/read-list.ts';
import { startVendorWorld } from '../test/conformance/world.ts';
import { createReport } from './report.ts';
import { usedMegabytes } from './support/used-megabytes.ts';
import { BENCH_VENDORS, rangeOf } from './vendors.ts';

const ROWS = 100_000;
const BOUND_MB = 10;
const report = createReport(
  `Listing ${ROWS} rows of \`large\` in pages of 100: memory in the last tenth against the first`,
);

for (const vendor of BENCH_VENDORS) {
  const world = await startVendorWorld(vendor, 'large', ROWS);
  const samples: number[] = [];
  let rows = 0;
  for await (const page of listPages(world.createProvider(), {
    range: rangeOf(world),
    direction: 'DESC',
    expect: 100,
  })) {
    rows += page.calls.length;
    if (rows / ROWS >= (samples.length + 1) / 100) {
      // The vendor stands in this process too: what it remembers of requests is not the product's.
      world.server!.resetCounts();
      samples.push(usedMegabytes());
    }
  }
  const tenth = Math.floor(samples.length / 10);
  const first = Math.max(...samples.slice(0, tenth));
  const last = Math.max(...samples.slice(-tenth));
  report.holds(`${vendor.kind}: every row`, rows === world.truth.length, `${rows} of ${world.truth.length}`);
  report.atMost(`${vendor.kind}: growth from ${first.toFixed(1)} MB`, Math.max(0, last - first), BOUND_MB, ' MB');
  await world.close();
}
report.end();
