import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ceilToSecond, floorToSecond } from '../src/time/instant.ts';
import { createReport } from './report.ts';
import { createChildren, tell } from './support/children.ts';
import { createClient } from './support/client.ts';
import { withOpenPlan } from './support/open-plans.ts';
import type { KeptIsServed, ServeKept } from './support/serve-kept.ts';
import type { ServeDemo, ServedDemo } from './support/serve-demo.ts';
import { type TeamQuestion, makeTeamQuestions } from './support/team-questions.ts';

const CLIENTS = 32;
const QUESTIONS = Number(process.env['QUESTIONS'] ?? 400);
const SECONDS = 20;
const LEAST_RATE = 150;
const LEAST_GAIN = 30;
const MOST_MS = 500;
const READ_KEPT: Readonly<Record<string, string>> = {};
const TRACED = { 'x-trunkline-trace': '1' };
const VENDORS = { latencyMs: 0, remembers: false };

type Server = KeptIsServed & { readonly child: ChildProcess };
type Answered = { readonly question: number; readonly text: string; readonly ms: number };

const report = createReport(
  `${CLIENTS} clients with mixed questions about settled days of \`even\`, the sync running, vendors' limits on at their documented rates`,
);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-team-'));
const children = createChildren();
try {
  await measure();
} finally {
  children.end();
  rmSync(folder, { recursive: true, force: true });
}
report.end();

async function measure(): Promise<void> {
  // The same calls twice: behind limits, and, to know what is true, without.
  const limited = children.fork('serve-demo.ts');
  const { providers, endsAt } = await tell<ServedDemo>(limited, { ...VENDORS, hasLimits: true } satisfies ServeDemo);
  const open = await tell<ServedDemo>(children.fork('serve-demo.ts'), { ...VENDORS, endsAt } satisfies ServeDemo);
  const serve = async (given: Pick<ServeKept, 'keeps' | 'providers'>): Promise<Server> => {
    const child = children.fork('serve-kept.ts');
    const path = join(folder, 'trunkline.db');
    const told: ServeKept = { ...given, port: 0, path, endsAt, syncs: given.keeps !== 'nothing' };
    return { child, ...(await tell<KeptIsServed>(child, told)) };
  };
  const truth = await serve({ keeps: 'nothing', providers: open.providers.map(withOpenPlan) });
  const begin = performance.now();
  const kept = await serve({ keeps: 'all', providers });
  report.note(`filled at the vendors' pace in ${((performance.now() - begin) / 1000).toFixed(0)} s`);

  // Borders of what is kept lie between seconds that a filter can name.
  const settled = { from: ceilToSecond(kept.from), to: floorToSecond(kept.to) };
  const questions = await makeTeamQuestions((question) => askOne(truth.url, question), settled, QUESTIONS);
  const expected: string[] = [];
  for (const question of questions) expected.push(await askText(truth.url, question));
  report.holds('every true answer is whole', expected.every(isWhole), `${expected.length} different questions`);

  // Names of agents that are new are asked for, once a day.
  await askAll(kept.url, questions, { answers: QUESTIONS });
  const before = await tell<number>(limited, 'count');
  const processor = await processorMs(kept);
  const { answered, seconds } = await askAll(kept.url, questions, { seconds: SECONDS });
  report.note(
    `${answered.length} answers took ${(((await processorMs(kept)) - processor) / answered.length).toFixed(2)} ms of processor time each; ` +
      `the sync beside them asked vendors ${(await tell<number>(limited, 'count')) - before} times`,
  );
  let asked = 0;
  for (const question of questions) asked += requestsOf(await askText(kept.url, question, TRACED));
  report.atMost(`requests to vendors for these ${questions.length} questions`, asked, 0);
  const wrong = answered.filter(({ question, text }) => text !== expected[question]).length;
  report.atMost(`answers of ${answered.length} that are not the truth, character by character`, wrong, 0);
  const rate = answered.length / seconds;
  report.atLeast('answers a second', rate, LEAST_RATE);
  const times = answered.map(({ ms }) => ms).sort((a, b) => a - b);
  report.note(`half of them within ${at(times, 0.5).toFixed(0)} ms`);
  report.atMost('99 of 100 within', at(times, 0.99), MOST_MS, ' ms');

  // A sync that goes on would take what its vendors let through from the run without it.
  kept.child.kill();
  const without = await serve({ keeps: 'nothing', providers });
  const live = await askAll(without.url, questions, { seconds: SECONDS });
  const liveRate = live.answered.length / live.seconds;
  const liveTimes = live.answered.map(({ ms }) => ms).sort((a, b) => a - b);
  report.note(
    `without history: ${liveRate.toFixed(1)} answers a second, ${live.answered.filter(({ text }) => !isWhole(text)).length} of ` +
      `${live.answered.length} incomplete, 99 of 100 within ${at(liveTimes, 0.99).toFixed(0)} ms`,
  );
  report.atLeast('times as many answers as without history', rate / liveRate, LEAST_GAIN);
}

/** Each client asks its next question when it has its last answer. */
async function askAll(
  url: string,
  questions: readonly TeamQuestion[],
  { seconds = Infinity, answers = Infinity }: { readonly seconds?: number; readonly answers?: number },
): Promise<{ readonly answered: readonly Answered[]; readonly seconds: number }> {
  const client = createClient(READ_KEPT);
  const bodies = questions.map((question) => JSON.stringify(question));
  const answered: Answered[] = [];
  const begin = performance.now();
  let asked = 0;
  const runClient = async (): Promise<void> => {
    while (asked < answers && performance.now() - begin < seconds * 1000) {
      const question = asked++ % questions.length;
      const started = performance.now();
      const text = await client.ask({ url: `${url}/graphql`, body: bodies[question]! });
      answered.push({ question, text, ms: performance.now() - started });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, runClient));
  client.close();
  return { answered, seconds: (performance.now() - begin) / 1000 };
}

async function processorMs({ child }: Server): Promise<number> {
  const { user, system } = await tell<NodeJS.CpuUsage>(child, 'cpu');
  return (user + system) / 1000;
}

function requestsOf(text: string): number {
  const { extensions } = JSON.parse(text) as { extensions: { upstream: { totals: { requests: number } } } };
  return extensions.upstream.totals.requests;
}

async function askText(url: string, question: TeamQuestion, headers = READ_KEPT): Promise<string> {
  const client = createClient(headers);
  const text = await client.ask({ url: `${url}/graphql`, body: JSON.stringify(question) });
  client.close();
  return text;
}

async function askOne(url: string, question: TeamQuestion): Promise<Readonly<Record<string, unknown>>> {
  const text = await askText(url, question);
  const { data } = JSON.parse(text) as { data?: Readonly<Record<string, unknown>> };
  if (data === undefined || !isWhole(text)) throw new Error(`not a whole answer: ${text.slice(0, 300)}`);
  return data;
}

function isWhole(text: string): boolean {
  return !text.includes('"isComplete":false') && !text.includes('"errors":');
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
