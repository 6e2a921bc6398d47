import { createReport } from './report.ts';
import { compareRates } from './support/compare-rates.ts';
import { startContestants } from './support/contestants.ts';
import { comparePages, toPageQuestions } from './support/page-questions.ts';

const CLIENTS = 8;
const BOUND = 0.5;

const report = createReport(
  `Pages of 100 calls with legs and recordings of one Voximplant account of \`even\`, latency 0, ${CLIENTS} clients`,
);
const contestants = await startContestants({ latencyMs: 0, remembers: true, kinds: ['voximplant'] });
try {
  const pages = toPageQuestions(contestants);
  await comparePages(pages);
  report.holds('both answer the same', true, `${pages.length} pages, field by field`);
  const rates = await compareRates(
    pages.map(({ ofTrunkline }) => ofTrunkline),
    pages.map(({ ofRaw }) => ofRaw),
    { clients: CLIENTS },
  );
  report.note(
    `Trunkline ${rates.rate.toFixed(0)} pages a second, raw ${rates.theirRate.toFixed(0)}; ` +
      `ratios from ${rates.ratios.at(0)!.toFixed(2)} to ${rates.ratios.at(-1)!.toFixed(2)}`,
  );
  report.atLeast('Trunkline against raw', rates.ratio, BOUND);
} finally {
  contestants.close();
}
report.end();
