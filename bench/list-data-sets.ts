import { listAll, placesOf } from '../test/conformance/read-list.ts';
import { startVendorWorld } from '../test/conformance/world.ts';
import { createReport } from './report.ts';
import { BENCH_VENDORS, minimumRequests, rangeOf } from './vendors.ts';

const report = createReport('Every data set through each provider, equal to the truth');

for (const vendor of BENCH_VENDORS) {
  for (const dataSet of ['skewed', 'sparse', 'burst', 'months', 'fold'] as const) {
    const world = await startVendorWorld(vendor, dataSet);
    const range = rangeOf(world);
    const truth = placesOf(world.truth);
    const provider = world.createProvider();
    world.server!.resetCounts();
    const calls = placesOf(await listAll(provider, { range, direction: 'DESC', expect: 1000 }));
    const requests = world.server!.count();
    const isTrue =
      calls.length === truth.length && calls.every((place, index) => place === truth[truth.length - 1 - index]);
    report.holds(
      `${vendor.kind} ${dataSet}`,
      isTrue,
      `${calls.length} of ${truth.length} calls, ${requests} requests, minimum ${minimumRequests(world, vendor, range)}`,
    );
    await world.close();
  }
}
report.end();
