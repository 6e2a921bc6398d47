import { listAll, placesOf } from '../test/conformance/read-list.ts';
import { startVendorWorld } from '../test/conformance/world.ts';
import { createReport } from './report.ts';
import { BENCH_VENDORS, minimumRequests, rangeOf } from './vendors.ts';

const SESSIONS = 10_000;
const BOUND = 1.25;
const report = createReport(
  `Listing ${SESSIONS} sessions of \`even\` through each provider: requests against the fewest there can be`,
);

for (const vendor of BENCH_VENDORS) {
  const world = await startVendorWorld(vendor, 'even', SESSIONS);
  const range = rangeOf(world);
  const minimum = minimumRequests(world, vendor, range);
  for (const direction of ['DESC', 'ASC'] as const) {
    const provider = world.createProvider();
    world.server!.resetCounts();
    const calls = await listAll(provider, { range, direction, expect: SESSIONS });
    const requests = world.server!.count();
    const isTrue = sameText(
      placesOf(calls),
      direction === 'ASC' ? placesOf(world.truth) : placesOf(world.truth).reverse(),
    );
    report.holds(`${vendor.kind} ${direction}: every call once, in order`, isTrue, `${calls.length} calls`);
    report.atMost(
      `${vendor.kind} ${direction}: ${requests} requests for a minimum of ${minimum}, ratio`,
      requests / minimum,
      BOUND,
    );
  }
  await world.close();
}
report.end();

function sameText(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
