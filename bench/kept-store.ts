import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import type { Account } from '../src/history/store/account.ts';
import type { HistoryStore } from '../src/history/store/history-store.ts';
import { CALL_PARTS } from '../src/history/store/vendor-reading.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { createReport } from './report.ts';
import { type MadeCalls, makeCalls } from './support/make-calls.ts';
import { median } from './support/median.ts';

const CALLS = Number(process.env['CALLS'] ?? 1_000_000);
const DEPTHS = [0, 0.5, 0.9];
const PAGES = 40;
const BOUND_DEPTH = 1.5;

const report = createReport(
  `A store of ${CALLS.toLocaleString('en')} calls in SQLite: reading at any depth costs the same`,
);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-kept-store-'));
try {
  const path = join(folder, 'trunkline.db');
  const store = await openHistoryStore({ kind: 'sqlite', path }, { as: 'server', onSetAside: () => {} });
  const { account } = await store.openAccount({
    key: 'portal',
    kind: 'bitrix24',
    identity: 'bench',
    timeZone: 'UTC',
    defaultCountry: 'RU',
    mapper: '1',
  });
  const made = makeCalls(account.key, CALLS);
  await fill(store, account, made);
  report.note(`on disk: ${Math.round(statSync(path).size / CALLS)} bytes a call`);
  await readPages(store, account, made);
  await readOthers(store, account, made);
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report.end();

async function fill(store: HistoryStore, account: Account, made: MadeCalls): Promise<void> {
  const begin = performance.now();
  let readAt = made.end;
  for (const { range, calls } of made.windows(500))
    await store.keep({
      account,
      lease: null,
      // Each window by itself, as a sync reads them: so many spans are kept.
      readAt: (readAt += 1),
      settledThrough: made.end,
      covers: { range, parts: CALL_PARTS },
      calls: calls.map((call) => ({ nativeId: call.nativeId, call })),
    });
  report.note(`ingest: ${Math.round(CALLS / ((performance.now() - begin) / 1000))} calls a second`);
}

async function readPages(store: HistoryStore, account: Account, made: MadeCalls): Promise<void> {
  const length = made.end - made.start;
  const read = async (depth: number, page: number): Promise<void> => {
    const to = made.end - Math.floor(length * depth) - page * DAY_MS * 0.3;
    const { calls, coverage } = await store.readPage({
      account,
      range: { from: made.start, to },
      direction: 'DESC',
      limit: 100,
      parts: CALL_PARTS,
    });
    if (calls.length < 100 || coverage.length === 0 || coverage.length > 2)
      throw new Error(`A page at ${depth} has ${calls.length} calls.`);
  };
  for (const depth of DEPTHS) await read(depth, 0);
  // Turn by turn, so that what else this machine does meets all depths alike.
  const times = new Map(DEPTHS.map((depth) => [depth, [] as number[]]));
  for (let page = 0; page < PAGES; page++)
    for (const depth of DEPTHS) times.get(depth)!.push(await timeOf(() => read(depth, page)));
  const [top, ...deeper] = DEPTHS.map((depth) => median(times.get(depth)!));
  report.note(`a page of 100 with all parts at the top: ${top!.toFixed(2)} ms`);
  for (const [index, figure] of deeper.entries())
    report.atMost(
      `a page of 100 at ${DEPTHS[index + 1]! * 100} % (${figure.toFixed(2)} ms) against the top`,
      // What costs more at the top than at any depth is as wrong.
      Math.max(figure / top!, top! / figure),
      BOUND_DEPTH,
    );
}

async function readOthers(store: HistoryStore, account: Account, made: MadeCalls): Promise<void> {
  const range = { from: made.start, to: made.end };
  const parts = CALL_PARTS;
  const page = { account, range, direction: 'DESC', limit: 100, parts } as const;
  const asked = async (name: string, bound: number, ask: (round: number) => Promise<unknown>): Promise<void> => {
    await ask(0);
    const times: number[] = [];
    for (let round = 1; round <= PAGES; round++) times.push(await timeOf(() => ask(round)));
    report.atMost(name, median(times), bound, ' ms');
  };
  await asked("one number's calls", 20, (round) =>
    store.readPage({ ...page, filter: { customerNumber: [made.customer(round * 97)] } }),
  );
  await asked('100 calls by id', 20, (round) =>
    store.getCalls(
      account,
      Array.from({ length: 100 }, (_, index) => made.nativeId((round * 7919 + index * 104_729) % CALLS)),
      parts,
    ),
  );
  await asked("a page of one agent's calls", 50, (round) =>
    store.readPage({ ...page, filter: { agentIds: [made.agent(round)] } }),
  );
  await asked('a page of missed calls', 50, () => store.readPage({ ...page, filter: { outcome: ['MISSED'] } }));
  await asked('a page of one line', 50, () => store.readPage({ ...page, filter: { lineNumber: [made.line(1)] } }));
  await asked('a count of 30 days by outcome and direction', 100, (round) =>
    store.countCalls({
      account,
      range: { from: made.end - (30 + round) * DAY_MS, to: made.end - round * DAY_MS },
      filter: { outcome: ['MISSED'], direction: ['INBOUND'] },
    }),
  );
  await asked('100 changes', 20, (round) =>
    store
      .readChanges({ after: null, limit: 100, parts })
      .then(({ end }) =>
        store.readChanges({ after: { ...end, number: Math.floor((CALLS * round) / (PAGES + 1)) }, limit: 100, parts }),
      ),
  );
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
