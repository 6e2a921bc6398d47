import { createReport } from './report.ts';
import { startGraphWorld } from './support/graph-world.ts';
import { usedMegabytes } from './support/used-megabytes.ts';
import { walkPages } from './support/walk.ts';

const ROWS = 100_000;
const BOUND_MB = 10;
const report = createReport(
  `Walking ${ROWS} rows of \`large\` through the graph, 100 a page: memory after the first tenth`,
);

const world = await startGraphWorld('large', ROWS / 4);
const graph = world.createGraph();
const samples: number[] = [];
let rows = 0;
for await (const { places } of walkPages(() => graph.ask, { direction: 'DESC', isBackward: false, range: null })) {
  rows += places.length;
  if (rows / ROWS < (samples.length + 1) / 100) continue;
  // The vendors stand in this process too: what they remember of requests is not the product's.
  for (const { server } of Object.values(world.demo.vendors)) server.resetCounts();
  samples.push(usedMegabytes());
}
const [first = NaN, ...later] = samples.slice(Math.floor(samples.length / 10) - 1);
report.holds('every row', rows === world.truth.length, `${rows} of ${world.truth.length}`);
report.atMost(
  `the furthest from ${first.toFixed(1)} MB`,
  Math.max(...later.map((mb) => Math.abs(mb - first))),
  BOUND_MB,
  ' MB',
);
await graph.close();
await world.close();
report.end();
