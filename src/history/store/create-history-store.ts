import { noteKeptRows } from '../../telemetry/kept-rows.ts';
import { finishRemapping, listAccounts, openAccount } from './account.ts';
import { readChanges } from './changes/read-changes.ts';
import { createChangeWatch } from './changes/watch-changes.ts';
import { readCoverage } from './coverage/read-coverage.ts';
import { type Engine, readRows } from './engine.ts';
import { groupCalls } from './figures/group-calls.ts';
import { readDays } from './figures/read-days.ts';
import { expire, forgetNumber, purge } from './forget.ts';
import type { HistoryStore } from './history-store.ts';
import type { Kept } from './vendor-reading.ts';
import { keep, remap } from './keep.ts';
import { isLeased, releaseLease, takeLease } from './lease.ts';
import { listNaming } from './pages/list-naming.ts';
import { createCallMemory } from './pages/call-memory.ts';
import { countCalls, getCalls, readPage } from './pages/read-page.ts';
import { readOrdered } from './pages/read-ordered.ts';
import { readNamedAgents } from './pages/named-agents.ts';
import { findReturned } from './returned/find-returned.ts';
import { readStatus } from './read-status.ts';
import { createTranscriptStore } from './transcripts/create-transcript-store.ts';

/** The store over an engine whose schema is up to date. */
export function createHistoryStore(engine: Engine): HistoryStore {
  const changes = createChangeWatch(engine);
  const memory = createCallMemory();
  const told = async (work: Promise<Kept>): Promise<Kept> => {
    const kept = await work;
    if (kept.added + kept.changed + kept.removed > 0) changes.notify();
    return kept;
  };
  const toldAfter = async (work: Promise<number>): Promise<number> => {
    const calls = await work.finally(() => memory.clear());
    if (calls > 0) changes.notify();
    return calls;
  };
  return {
    kind: engine.kind,
    openAccount: (request) => openAccount(engine, request),
    keep: (reading) => told(keep(engine, reading)),
    remap: (request) => told(remap(engine, request)),
    finishRemapping: (account) => finishRemapping(engine, account),
    coverage: (account, range, parts) => readCoverage(engine, account, range, parts),
    readOrdered: (question) => counted(readOrdered(engine, question), ({ calls }) => calls.length),
    readPage: (question) => counted(readPage(engine, memory, question), ({ calls }) => calls.length),
    getCalls: (account, ids, parts) =>
      counted(getCalls(engine, memory, account, ids, parts), (calls) => calls.filter((call) => call !== null).length),
    countCalls: (question) => countCalls(engine, question),
    findReturned: (calls, accounts) => findReturned(engine, calls, accounts),
    namedAgents: (account, after, limit) => readNamedAgents(engine, account, after, limit),
    readDays: (account, range, parts) => readDays(engine, account, range, parts),
    groupCalls: (question) => groupCalls(engine, question),
    listNaming: (account, sort, limit) => listNaming(engine, account, sort, limit),
    readChanges: (question) => readChanges(engine, question),
    watchChanges: (listener) => changes.watch(listener),
    transcripts: createTranscriptStore(engine),
    takeLease: (name, holder, ttlMs) => takeLease(engine, name, holder, ttlMs),
    isLeased: (name) => isLeased(engine, name),
    async releaseLease(lease) {
      await releaseLease(engine, lease);
      changes.notify();
    },
    forgetNumber: (number, progress = () => {}) => toldAfter(forgetNumber(engine, number, progress)),
    expire: (account, before) => toldAfter(expire(engine, account, before)),
    purge: (account) => toldAfter(purge(engine, account)),
    listAccounts: () => listAccounts(engine),
    status: (account, range, parts) => readStatus(engine, account, range, parts),
    async getNote(account, name) {
      const sql = 'SELECT value FROM notes WHERE account = $1 AND name = $2';
      const [row] = await readRows(engine, sql, [account.id, name]);
      return row === undefined ? null : (JSON.parse(row['value'] as string) as unknown);
    },
    putNote: (account, name, value) =>
      engine.write(async ({ run }) => {
        await run(
          `INSERT INTO notes (account, name, value) VALUES ($1, $2, $3)
           ON CONFLICT (account, name) DO UPDATE SET value = excluded.value`,
          [account.id, name, JSON.stringify(value)],
        );
      }),
    async size() {
      const [row] = await readRows(engine, engine.words.size);
      return (row?.['bytes'] as number | undefined) ?? 0;
    },
    async close() {
      changes.close();
      await engine.close();
    },
  };
}

/** Counts the rows that a request reads of what is kept. */
async function counted<Read>(reading: Promise<Read>, count: (read: Read) => number): Promise<Read> {
  const read = await reading;
  noteKeptRows(count(read));
  return read;
}
