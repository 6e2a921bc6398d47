import type { Instant } from '../src/time/instant.ts';
import { createReport } from './report.ts';
import { type Question, createClient } from './support/client.ts';
import { compareRates } from './support/compare-rates.ts';
import { median } from './support/median.ts';
import { type Contestants, startContestants } from './support/contestants.ts';
import { comparePages, toPageQuestions } from './support/page-questions.ts';

const CLIENTS = 8;
const BOUND = 1.2;
const GOAL = 1.5;
const CALLS = Number(process.env['CALLS'] ?? 1_000_000);
const DEPTH = 0.9;
const BOUND_DEPTH = 1.5;
const PAGES = 100;
/** Whatever may be kept is good enough. */
const READ_KEPT = {};
const ONE_ACCOUNT = { latencyMs: 0, remembers: true, kinds: ['voximplant'] } as const;

const report = createReport(
  `Settled pages of 100 calls with legs, agents and recordings of one Voximplant account, kept in a file: \`even\` with ${CLIENTS} clients, and ${CALLS.toLocaleString('en')} made calls`,
);
await withContestants('all', againstRaw);
if (CALLS > 0) await withContestants(CALLS, atDepth);
report.end();

async function withContestants(
  keeps: 'all' | number,
  measure: (contestants: Contestants) => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  const contestants = await startContestants({ ...ONE_ACCOUNT, keeps });
  report.note(`started and filled in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  await measure(contestants).finally(() => contestants.close());
}

async function againstRaw(contestants: Contestants): Promise<void> {
  const pages = toPageQuestions(contestants, { withAgents: true });
  const ours = pages.map(({ ofTrunkline }) => ofTrunkline);
  await comparePages(pages, READ_KEPT);
  report.holds('both answer the same', true, `${pages.length} pages, field by field`);

  const before = await contestants.countRequests();
  for (const page of ours) await ask(page);
  report.atMost('requests to vendors', (await contestants.countRequests()) - before, 0);

  const { rate, theirRate, ratio, ratios } = await compareRates(
    ours,
    pages.map(({ ofRaw }) => ofRaw),
    { clients: CLIENTS, headers: READ_KEPT },
  );
  report.note(
    `Trunkline ${rate.toFixed(0)} pages a second, raw ${theirRate.toFixed(0)}; ` +
      `ratios from ${ratios.at(0)!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)}, the goal is ${GOAL}`,
  );
  report.atLeast('Trunkline against raw, which asks its vendor', ratio, BOUND);
}

/** Pages that nobody has asked for before, in turns, so that what else this machine does meets both depths alike. */
async function atDepth(contestants: Contestants): Promise<void> {
  const { trunklineUrl } = contestants;
  const { from, to } = contestants.kept!;
  const length = to - from;
  const times = new Map([0, DEPTH].map((depth) => [depth, [] as number[]]));
  const started = await contestants.processorMs();
  for (let page = 0; page < PAGES; page += 1)
    for (const [depth, taken] of times) {
      const question = pageOfMade(trunklineUrl, from, to - length * (depth + (page / PAGES) * 0.09));
      const begin = performance.now();
      await ask(question);
      taken.push(performance.now() - begin);
    }
  const processor = ((await contestants.processorMs()) - started) / (2 * PAGES);
  const [top, deep] = [...times.values()].map(median);
  report.note(`read from the file: ${top!.toFixed(2)} ms at the top, ${deep!.toFixed(2)} ms at ${DEPTH * 100} %`);
  report.note(`processor time of both threads: ${processor.toFixed(2)} ms a page`);
  report.atMost(
    `a page at ${DEPTH * 100} % and one at the top, the dearer against the other`,
    Math.max(deep! / top!, top! / deep!),
    BOUND_DEPTH,
  );
}

function pageOfMade(url: string, from: Instant, to: Instant): Question {
  const query = `query ($range: DateTimeRange) { callSessions(first: 100, filter: { startedAt: $range }) { isComplete nodes {
    startedAt providerKey nativeId durationSeconds direction outcome customer { number } agents { displayName }
    legs { direction durationSeconds agent { displayName } } recordings { kind durationSeconds } } } }`;
  return {
    url: `${url}/graphql`,
    body: JSON.stringify({ query, variables: { range: { from: toText(from), to: toText(to) } } }),
  };
}

function toText(instant: Instant): string {
  return new Date(instant).toISOString();
}

async function ask(question: Question): Promise<void> {
  const client = createClient(READ_KEPT);
  const { data } = JSON.parse(await client.ask(question)) as { data: { callSessions: { nodes: unknown[] } } };
  client.close();
  if (data.callSessions.nodes.length !== 100) throw new Error(`a page has ${data.callSessions.nodes.length} calls`);
}
