import { startVoximplant } from '../src/demo/voximplant/index.ts';
import { createVoximplant } from '../src/providers/voximplant/index.ts';
import { voximplantSettings } from '../src/providers/voximplant/settings.ts';
import { listAll, placesOf } from '../test/conformance/read-list.ts';
import { startVendorWorld } from '../test/conformance/world.ts';
import { createReport } from './report.ts';

const SESSIONS = 30_000;
const PAGE = 200;
const BOUND = 1.25;

const report = createReport(
  `Walking ${SESSIONS} Voximplant sessions of \`large\` to the end, past the vendor's offset 10,000`,
);
const world = await startVendorWorld(
  {
    kind: 'voximplant',
    startVendor: startVoximplant,
    create: (settings, tools) => createVoximplant(voximplantSettings.parse(settings), tools),
  },
  'large',
  SESSIONS,
);
for (const direction of ['DESC', 'ASC'] as const) {
  world.server!.resetCounts();
  const places = placesOf(await listAll(world.createProvider(), { direction }));
  const truth = placesOf(world.truth);
  if (direction === 'DESC') truth.reverse();
  const requests = world.server!.count();
  const isTrue = places.length === truth.length && places.every((place, index) => place === truth[index]);
  report.holds(`${direction}: every session once, in order`, isTrue, `${places.length} sessions`);
  report.atMost(
    `${direction}: ${requests} requests for a minimum of ${Math.ceil(truth.length / PAGE)}, ratio`,
    requests / Math.ceil(truth.length / PAGE),
    BOUND,
  );
}
await world.close();
report.end();
