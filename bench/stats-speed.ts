import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReturnedCalls } from '../src/history/returned-calls.ts';
import type { Provider } from '../src/domain/provider.ts';
import { createStoreAccess } from '../src/history/store-access.ts';
import { CALL_PARTS } from '../src/history/store/vendor-reading.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { withHistory } from '../src/history/with-history.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { toKeeping } from '../test/history/kept-world.ts';
import { createMemoryProvider } from '../test/support/memory-provider.ts';
import { createQueryRunner } from '../test/support/run-query.ts';
import { createReport } from './report.ts';
import { makeCalls } from './support/make-calls.ts';

const CALLS = Number(process.env['CALLS'] ?? 1_000_000);
const ROUNDS = 15;

/** A file to measure over again: it is filled where it does not exist, and stays. */
const STORE = process.env['STORE'];

const report = createReport(`Figures over ${CALLS.toLocaleString('en')} kept calls in SQLite, through the graph`);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-stats-speed-'));
const path = STORE ?? join(folder, 'trunkline.db');
const isFilled = existsSync(path);
const store = await openHistoryStore({ kind: 'sqlite', path }, { as: 'server', onSetAside() {} });
const made = makeCalls('portal', CALLS);
const now = (): number => made.end;
const vendor = createMemoryProvider({ key: 'portal', calls: [], now, settleMs: 0, historySince: made.start });
const { account } = await store.openAccount({
  key: 'portal',
  kind: 'bitrix24',
  identity: 'bench',
  timeZone: 'UTC',
  defaultCountry: 'RU',
  mapper: '1',
});
for (const { range, calls } of isFilled ? [] : made.windows(1000))
  await store.keep({
    account,
    lease: null,
    readAt: made.end,
    settledThrough: made.end,
    covers: { range, parts: CALL_PARTS },
    calls: calls.map((call) => ({ nativeId: call.nativeId, call })),
  });

const freshness = { freshMs: 10_000, lateMs: 300_000 };

/** A server that has just been started: it remembers nothing. */
function start() {
  const access = createStoreAccess(store, {
    log: { info() {}, warn: (fields, message) => report.note(`${message}: ${JSON.stringify(fields)}`) },
    onBegunAnew() {},
  });
  const members = [{ provider: () => provider, account: () => account, follower: null }];
  const returned = createReturnedCalls({ members, access, freshness, now });
  const kept = toKeeping({ ...vendor, keeping: KEEPING });
  const provider: Provider = withHistory(kept, {
    access,
    account: () => account,
    freshness,
    keepDays: null,
    now,
    returned,
  });
  return createQueryRunner([provider], { now });
}
const KEEPING = {
  mapper: '1',
  defaultCountry: 'RU',
  settingsPrint: 'bench',
  account: () => Promise.resolve({ identity: 'bench', timeZone: 'UTC' }),
  everything: {},
  isWhole: () => true,
  toKept: <Call>(call: Call): Call => call,
  remap: <Call>(call: Call): Call => call,
};

const since = (days: number, round = 0): string =>
  `startedAt: { from: "${new Date(made.end - (days + round) * DAY_MS).toISOString()}", to: "${new Date(made.end - round * DAY_MS).toISOString()}" }`;
const ask = async (run: ReturnType<typeof start>, stats: string, figures: string): Promise<boolean> => {
  const { data, errors } = await run<{
    callStats: { isComplete: boolean; problems: { message: string }[]; totals: { calls: number } };
  }>(
    `{ callStats(${stats}) { isComplete problems { message } buckets { from agent { id } figures { ${figures} } } totals { ${figures} } } }`,
  );
  const problems = data.callStats?.problems.map(({ message }) => message).join();
  if (errors.length > 0 || data.callStats.totals.calls === 0)
    throw new Error(`not answered: ${errors.join()} ${problems}`);
  if (!data.callStats.isComplete) report.note(`not complete: ${problems}`);
  return data.callStats.isComplete;
};
const NUMBERS = ['durationSeconds', 'talkSeconds', 'waitSeconds', 'rating'];
const COUNTS = 'calls answered unanswered';
const FIGURES = `${COUNTS} ${NUMBERS.map((name) => `${name} { known total average min max }`).join(' ')} cost { amount currency }`;

type Asked = { readonly isWarm: boolean; readonly bound: number | null; readonly stats: (round: number) => string };
const byDay = 'every: DAY, timeZone: "Europe/Moscow", by: [OUTCOME]';
const QUESTIONS: Readonly<Record<string, Asked>> = {
  'day × outcome over 30 days': {
    isWarm: false,
    bound: null,
    stats: (round) => `${byDay}, filter: { ${since(30, round * 20)} }`,
  },
  'day × outcome over 30 days, once warm': {
    isWarm: true,
    bound: 100,
    stats: () => `${byDay}, filter: { ${since(30)} }`,
  },
  'day × outcome over a year, once warm': {
    isWarm: true,
    bound: 300,
    stats: () => `${byDay}, filter: { ${since(359)} }`,
  },
  'by agent over a year': { isWarm: false, bound: null, stats: () => `by: [AGENT], filter: { ${since(360)} }` },
  'by agent over a year, once warm': {
    isWarm: true,
    bound: 1500,
    stats: () => `by: [AGENT], filter: { ${since(360)} }`,
  },
  "one number's history by month": {
    isWarm: false,
    bound: 20,
    stats: (round) =>
      `every: MONTH, by: [DIRECTION], filter: { customerNumber: ["${made.customer(round * 97)}"], ${since(360)} }`,
  },
  'not returned within 30 days, by day': {
    isWarm: false,
    bound: 300,
    stats: (round) => `every: DAY, filter: { isReturned: false, ${since(30, round * 20)} }`,
  },
  'returned or not within 30 days, by outcome': {
    isWarm: false,
    bound: null,
    stats: (round) => `by: [OUTCOME], filter: { isReturned: true, ${since(30, round * 20)} }`,
  },
};

for (const [name, { isWarm, bound, stats }] of Object.entries(QUESTIONS)) {
  await measure(name, FIGURES, isWarm, bound, stats);
  await measure(`${name}, counts alone`, COUNTS, isWarm, null, stats);
}
report.atMost('lists that the vendor was asked for', vendor.queries.length, 0);
await store.close();
rmSync(folder, { recursive: true, force: true });
report.end();

async function measure(
  name: string,
  figures: string,
  isWarm: Asked['isWarm'],
  bound: Asked['bound'],
  stats: Asked['stats'],
): Promise<void> {
  const warm = start();
  // The first request of all also pays for code that was never run.
  for (let tries = 1; !(await ask(warm, stats(0), figures)) && tries < 5;) tries += 1;
  const rounds = isWarm || bound !== null ? ROUNDS : 5;
  const runs = Array.from({ length: rounds }, () => (isWarm ? warm : start()));
  const times: number[] = [];
  const before = process.cpuUsage();
  for (const [round, run] of runs.entries()) {
    const begin = performance.now();
    const isComplete = await ask(run, stats(round), figures);
    times.push(isComplete ? performance.now() - begin : Infinity);
  }
  const { user, system } = process.cpuUsage(before);
  const middle = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
  // Of the thread of the store as well; unlike the time it takes, it does not depend on what else the machine does.
  const processor = `${((user + system) / 1000 / rounds).toFixed(1)} ms of processor time on average`;
  if (bound === null) report.note(`${name}, p50: ${middle.toFixed(1)} ms (${processor})`);
  else {
    report.atMost(`${name}, p50`, middle, bound, ' ms');
    report.note(processor);
  }
}
