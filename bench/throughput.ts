import { deepStrictEqual } from 'node:assert';
import { createReport } from './report.ts';
import { type Question, createClient } from './support/client.ts';
import { startContestants } from './support/contestants.ts';
import { readRawPage, readTrunklinePage, toPageQuestions } from './support/page-questions.ts';

const CLIENTS = 8;
const ROUNDS = 11;
const PAGES_OF_A_ROUND = 240;
/** Counted, not timed: code is fast when it has run often, on a busy machine as on an idle one. */
const WARM_UP_PAGES = 1000;
const BOUND = 0.5;

const report = createReport(
  `Pages of 100 calls with legs and recordings of one Voximplant account of \`even\`, latency 0, ${CLIENTS} clients`,
);
const contestants = await startContestants({ latencyMs: 0, remembers: true, kinds: ['voximplant'] });
try {
  const pages = toPageQuestions(contestants);
  const trunkline = pages.map(({ ofTrunkline }) => ofTrunkline);
  const raw = pages.map(({ ofRaw }) => ofRaw);
  const client = createClient();

  for (const [index, { ofTrunkline, ofRaw }] of pages.entries()) {
    const page = readTrunklinePage(await client.ask(ofTrunkline));
    deepStrictEqual(page, readRawPage(await client.ask(ofRaw)), `page ${index} is not the same`);
  }
  report.holds('both answer the same', true, `${pages.length} pages, field by field`);

  await pagesPerSecond(trunkline, WARM_UP_PAGES);
  await pagesPerSecond(raw, WARM_UP_PAGES);
  // Taken in turns, so that a busy moment of the machine weighs on both; the middle one of the ratios decides.
  const rounds: { readonly trunkline: number; readonly raw: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({
      trunkline: await pagesPerSecond(trunkline, PAGES_OF_A_ROUND),
      raw: await pagesPerSecond(raw, PAGES_OF_A_ROUND),
    });
  client.close();
  const ratios = rounds.map((round) => round.trunkline / round.raw);
  report.note(
    `Trunkline ${median(rounds.map((round) => round.trunkline)).toFixed(0)} pages a second, ` +
      `raw ${median(rounds.map((round) => round.raw)).toFixed(0)}; ` +
      `ratios from ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  );
  report.atLeast('Trunkline against raw', median(ratios), BOUND);
} finally {
  contestants.close();
}
report.end();

/** Each client asks its next page when it has its last. */
async function pagesPerSecond(questions: readonly Question[], pages: number): Promise<number> {
  const client = createClient();
  const started = performance.now();
  let asked = 0;
  const runClient = async (): Promise<void> => {
    while (asked < pages) {
      const question = questions[asked % questions.length]!;
      asked += 1;
      await client.ask(question);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, runClient));
  const seconds = (performance.now() - started) / 1000;
  client.close();
  return pages / seconds;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
