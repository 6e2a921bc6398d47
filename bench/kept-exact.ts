import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { PLANTED_BUGS } from '../test/history/sync/exact/planted-bugs.ts';
import { NotExact, runInterleaving, startExactServer } from '../test/history/sync/exact/run-interleaving.ts';
import { createReport } from './report.ts';

const RUNS = Number(process.env['RUNS'] ?? 5000);
const BUG_RUNS = 200;

const report = createReport(
  `${RUNS} interleavings of a vendor that changes with syncs that are cut, killed and robbed, filtered readings and renamed keys: what is kept is what the vendor held`,
);
const server = await startExactServer();
const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });

const wrong: string[] = [];
for (let seed = 1; seed <= RUNS; seed += 1)
  await runInterleaving(seed, server, store).catch((error: unknown) => wrong.push(`seed ${seed}: ${String(error)}`));
report.holds(
  'every interleaving',
  wrong.length === 0,
  `${RUNS - wrong.length} of ${RUNS}${wrong.slice(0, 3).join('; ')}`,
);

for (const bug of PLANTED_BUGS) {
  let seed = 1;
  let isFound = false;
  for (; seed <= BUG_RUNS && !isFound; seed += 1)
    await runInterleaving(seed, server, store, bug).catch((error: unknown) => {
      if (!(error instanceof NotExact)) throw error;
      isFound = true;
    });
  report.holds(`found: ${bug}`, isFound, `after ${seed - 1} interleavings`);
}
await store.close();
await server.vendor.close();
report.end();
