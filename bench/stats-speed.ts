import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStoreAccess } from '../src/history/store-access.ts';
import { CALL_PARTS } from '../src/history/store/history-store.ts';
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

const report = createReport(`Figures over ${CALLS.toLocaleString('en')} kept calls in SQLite, through the graph`);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-stats-speed-'));
const store = await openHistoryStore(
  { kind: 'sqlite', path: join(folder, 'trunkline.db') },
  { as: 'server', onSetAside() {} },
);
const made = makeCalls('portal', CALLS);
const now = (): number => made.end;
const vendor = createMemoryProvider({ key: 'portal', calls: [], now, settleMs: 0, historySince: made.start });
const { account } = await store.openAccount({
  key: 'portal',
  kind: vendor.kind,
  identity: 'bench',
  timeZone: 'UTC',
  defaultCountry: 'RU',
  mapper: '1',
});
for (const { range, calls } of made.windows(1000))
  await store.keep({
    account,
    lease: null,
    readAt: made.end,
    settledThrough: made.end,
    covers: { range, parts: CALL_PARTS },
    calls: calls.map((call) => ({ nativeId: call.nativeId, call })),
  });

/** A server that has just been started: it remembers nothing. */
const start = () =>
  createQueryRunner(
    [
      withHistory(toKeeping({ ...vendor, keeping: KEEPING }), {
        access: createStoreAccess(store, { log: { info() {}, warn() {} }, onBegunAnew() {} }),
        account: () => account,
        freshness: { freshMs: 10_000, lateMs: 300_000 },
        now,
      }),
    ],
    { now },
  );
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
const ask = async (run: ReturnType<typeof start>, stats: string): Promise<void> => {
  const { data, errors } = await run<{
    callStats: { isComplete: boolean; problems: unknown; totals: { calls: number } };
  }>(
    `{ callStats(${stats}) { isComplete problems { message } buckets { from agent { id } figures { ${FIGURES} } } totals { ${FIGURES} } } }`,
  );
  if (errors.length > 0 || !data.callStats.isComplete || data.callStats.totals.calls === 0)
    throw new Error(`not answered: ${errors.join()} ${JSON.stringify(data.callStats?.problems)}`);
};
const FIGURES = 'calls answered unanswered durationSeconds { average }';

type Asked = { readonly isWarm: boolean; readonly bound: number; readonly stats: (round: number) => string };
const QUESTIONS: Readonly<Record<string, Asked>> = {
  'day × outcome over 30 days': {
    isWarm: false,
    bound: 100,
    stats: (round) => `every: DAY, timeZone: "Europe/Moscow", by: [OUTCOME], filter: { ${since(30, round * 20)} }`,
  },
  'day × outcome over a year, once warm': {
    isWarm: true,
    bound: 300,
    stats: () => `every: DAY, timeZone: "Europe/Moscow", by: [OUTCOME], filter: { ${since(359)} }`,
  },
  'by agent over a year': { isWarm: false, bound: 1500, stats: () => `by: [AGENT], filter: { ${since(360)} }` },
  'by agent over a year, once warm': {
    isWarm: true,
    bound: 300,
    stats: () => `by: [AGENT], filter: { ${since(360)} }`,
  },
  "one number's history by month": {
    isWarm: false,
    bound: 20,
    stats: (round) =>
      `every: MONTH, by: [DIRECTION], filter: { customerNumber: ["${made.customer(round * 97)}"], ${since(360)} }`,
  },
  // `isReturned: false` over 30 days, under 300 ms: once the filter has it.
};

for (const [name, { isWarm, bound, stats }] of Object.entries(QUESTIONS)) {
  const warm = start();
  if (isWarm) await ask(warm, stats(0));
  const rounds = bound > 1000 ? 5 : ROUNDS;
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    const run = isWarm ? warm : start();
    const begin = performance.now();
    await ask(run, stats(round));
    times.push(performance.now() - begin);
  }
  const middle = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
  const { user, system } = process.cpuUsage(before);
  report.atMost(`${name}, p50`, middle, bound, ' ms');
  // Of the thread of the store as well; unlike the time it takes, it does not depend on what else the machine does.
  report.note(`in processor time, on average: ${((user + system) / 1000 / rounds).toFixed(1)} ms`);
}
report.atMost('lists that the vendor was asked for', vendor.queries.length, 0);
await store.close();
rmSync(folder, { recursive: true, force: true });
report.end();
