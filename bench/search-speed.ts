import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { CallFilter } from '../src/domain/call-filter.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import type { Account } from '../src/history/store/account.ts';
import type { HistoryStore } from '../src/history/store/history-store.ts';
import { CALL_PARTS } from '../src/history/store/vendor-reading.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { lacksPostgres, startPostgres } from '../test/history/store/start-postgres.ts';
import { createReport } from './report.ts';
import { type MadeCalls, makeCalls } from './support/make-calls.ts';
import { median } from './support/median.ts';

const CALLS = Number(process.env['CALLS'] ?? 1_000_000);
/** Of Postgres as well, where there is one. */
const POSTGRES_CALLS = Number(process.env['POSTGRES_CALLS'] ?? 100_000);
/** A file to measure over again, the same as for stats-speed: it is filled where it does not exist, and stays. */
const STORE = process.env['STORE'];
const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
const BOUND_RETURNED_MS = 300;
const BOUND_NUMBER_MS = 20;

const report = createReport(`Searching ${CALLS.toLocaleString('en')} kept calls`);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-search-'));
try {
  const path = STORE ?? join(folder, 'trunkline.db');
  const isFilled = existsSync(path);
  report.note('SQLite');
  await measure(
    await openHistoryStore({ kind: 'sqlite', path }, { as: 'server', onSetAside: () => {} }),
    CALLS,
    isFilled,
    true,
  );
  report.note(`on disk: ${Math.round(statSync(path).size / CALLS)} bytes a call`);
  if (!lacksPostgres()) {
    report.note(`Postgres, ${POSTGRES_CALLS.toLocaleString('en')} calls, for comparison`);
    const postgres = await startPostgres();
    const url = postgres.createDatabase();
    await measure(
      await openHistoryStore({ kind: 'postgres', url }, { as: 'server', onSetAside: () => {} }),
      POSTGRES_CALLS,
      false,
      false,
      url,
    );
    await postgres.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report.end();

async function measure(
  store: HistoryStore,
  count: number,
  isFilled: boolean,
  isBound: boolean,
  url?: string,
): Promise<void> {
  const { account } = await store.openAccount({
    ...{ key: 'portal', kind: 'bitrix24', identity: 'bench', timeZone: 'UTC', defaultCountry: 'RU', mapper: '1' },
  });
  const made = makeCalls(account.key, count);
  if (!isFilled) await fill(store, account, made, count);
  // As autovacuum does within minutes: after a bulk load, the planner knows of no rows yet.
  if (url !== undefined) await analyze(url);
  const month = { from: made.end - 30 * DAY_MS, to: made.end };
  const year = { from: made.start, to: made.end };
  const page = { account, direction: 'DESC', limit: 100, parts: CALL_PARTS } as const;
  const answers = { answersIn: [account] };

  const asked = async (name: string, bound: number | null, ask: (round: number) => Promise<unknown>): Promise<void> => {
    await ask(0);
    const times: number[] = [];
    const before = process.cpuUsage();
    for (let round = 1; round <= ROUNDS; round++) times.push(await timeOf(() => ask(round)));
    const { user, system } = process.cpuUsage(before);
    const p50 = median(times);
    const processor = `${((user + system) / 1000 / ROUNDS).toFixed(1)} ms of this process`;
    if (bound !== null && isBound) report.atMost(`${name} (${processor})`, p50, bound, ' ms');
    else report.note(`${name}: ${p50.toFixed(2)} ms (${processor})`);
  };
  const pageOf = (range: typeof year, filter: CallFilter, beyond = {}) =>
    store.readPage({ ...page, range, filter, beyond });

  await asked('not returned within 30 days, a page', BOUND_RETURNED_MS, () =>
    pageOf(month, { isReturned: false }, answers),
  );
  await asked('not returned within 30 days, all of them counted', BOUND_RETURNED_MS, () =>
    store.countCalls({ account, range: month, filter: { isReturned: false }, beyond: answers }),
  );
  await asked("one number's history", BOUND_NUMBER_MS, (round) =>
    pageOf(year, { customerNumber: [made.customer(round * 97)] }),
  );
  await asked('seven digits of a number, in a year', null, (round) =>
    pageOf(year, { numberContains: made.customer(round * 97).slice(-7) }),
  );
  await asked('three digits that every line has', null, () => pageOf(year, { numberContains: '777' }));
  await asked("a customer's name, in a year", null, (round) =>
    pageOf(year, { text: `customer ${10_000 + round * 97}` }, { agentsByWord: new Map() }),
  );
  await asked('a word of every tenth note', null, () =>
    pageOf(year, { text: 'afternoon' }, { agentsByWord: new Map() }),
  );
  const byDuration = { ...page, order: { field: 'DURATION', direction: 'DESC' } } as const;
  await asked('the longest calls of a year', null, () => store.readOrdered({ ...byDuration, range: year, from: null }));
  await asked('the longest calls of a year, from the middle', null, (round) =>
    store.readOrdered({ ...byDuration, range: year, from: { value: 240, second: made.end / 1000 - round * 3600 } }),
  );
  await asked('the longest missed calls of 30 days', null, () =>
    store.readOrdered({ ...byDuration, range: month, from: null, filter: { outcome: ['MISSED'] } }),
  );
  await store.close();
}

async function analyze(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

async function fill(store: HistoryStore, account: Account, made: MadeCalls, count: number): Promise<void> {
  const begin = performance.now();
  const before = process.cpuUsage();
  for (const { range, calls } of made.windows(500))
    await store.keep({
      ...{ account, lease: null, readAt: made.end, settledThrough: made.end },
      covers: { range, parts: CALL_PARTS },
      calls: calls.map((call) => ({ nativeId: call.nativeId, call })),
    });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begin) / 1000;
  report.note(
    `ingest: ${Math.round(count / seconds)} calls a second, ${Math.round((user + system) / count)} µs of this process for each`,
  );
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
