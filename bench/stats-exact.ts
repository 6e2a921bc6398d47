import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { startFiguresWorld } from '../test/figures/exact/figures-world.ts';
import { NotTheSame, expectSame, makeQuestion, readTruth } from '../test/figures/exact/random-question.ts';
import { createReport } from './report.ts';

const QUESTIONS = Number(process.env['QUESTIONS'] ?? 2000);
const LIVE_QUESTIONS = 20;
const DATA_SETS = ['even', 'skewed', 'sparse', 'burst', 'months', 'fold'] as const;

const report = createReport(
  `${QUESTIONS} random figures (filter, dimensions, interval, time zone) over ${DATA_SETS.length} data sets, all kept: each is what folding every page by hand gives`,
);
for (const [index, dataSet] of DATA_SETS.entries()) {
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const world = await startFiguresWorld(dataSet, store);
  const truth = await readTruth(world);
  const wrong: string[] = [];
  const check = async (run: typeof world.kept, seed: number, longest?: number): Promise<void> => {
    await expectSame(run, makeQuestion(seed, truth, longest)).catch((error: unknown) => {
      if (!(error instanceof NotTheSame)) throw error;
      wrong.push(`seed ${seed}: ${error.message}`);
    });
  };
  const before = world.requests();
  let asked = 0;
  for (let seed = index + 1; seed <= QUESTIONS; seed += DATA_SETS.length, asked += 1) await check(world.kept, seed);
  report.holds(
    `${dataSet}, ${truth.calls.length} calls`,
    wrong.length === 0,
    `${asked - wrong.length} of ${asked}${wrong
      .slice(0, 2)
      .map((each) => `\n${each.slice(0, 2000)}`)
      .join('')}`,
  );
  report.atMost('requests to vendors', world.requests() - before, 0);
  if (dataSet !== 'burst') {
    wrong.length = 0;
    for (let seed = 1; seed <= LIVE_QUESTIONS; seed += 1) await check(world.live, seed, 4 * DAY_MS);
    report.holds('and read live', wrong.length === 0, `${LIVE_QUESTIONS - wrong.length} of ${LIVE_QUESTIONS}`);
  }
  await world.close();
  await store.close();
}
report.end();
