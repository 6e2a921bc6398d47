import type { CallSession } from '../../domain/call-session.ts';
import type { DirectorySort } from '../../domain/directory.ts';
import { noteKeptRows } from '../../telemetry/kept-rows.ts';
import type { Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import { type Account, type AccountRequest, finishRemapping, listAccounts, openAccount } from './account.ts';
import type { CallsQuestion, PageQuestion } from './kept-page.ts';
import { type Lease, isLeased, releaseLease, takeLease } from './lease.ts';
import type { CallPart, Kept, Remapping, VendorReading } from './vendor-reading.ts';
import { type FeedQuestion, readChanges } from './changes/read-changes.ts';
import { createChangeWatch } from './changes/watch-changes.ts';
import { readCoverage } from './coverage/read-coverage.ts';
import { type Engine, readRows } from './engine.ts';
import { type GroupsQuestion, groupCalls } from './figures/group-calls.ts';
import { readDays } from './changed-days.ts';
import { expire, forgetNumber, purge } from './forget.ts';
import { keep, remap } from './keep.ts';
import { listNaming } from './pages/list-naming.ts';
import { createCallMemory } from './pages/call-memory.ts';
import { countCalls, getCalls, readPage } from './pages/read-page.ts';
import { type OrderedQuestion, readOrdered } from './pages/read-ordered.ts';
import { readNamedAgents } from './pages/named-agents.ts';
import { findReturned } from './returned/find-returned.ts';
import { readStatus } from './read-status.ts';
import { createTranscriptStore } from './transcripts/transcript-store.ts';

/**
 * What outlives a request: the calls that were read, which spans of time were read whole and when, what changed, who
 * may write. One type over SQLite and Postgres. Every method ends within a bound of time; what fails is a StoreError,
 * and one that `isTransient` means: read the vendors live.
 */
export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** The store over an engine whose schema is up to date. */
export function createHistoryStore(engine: Engine) {
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

    /** Finds the account behind a provider's key, or begins it. To be asked at start and after `begun-anew`. */
    openAccount: (request: AccountRequest) => openAccount(engine, request),

    /**
     * Keeps a reading: its rows, what it covers and every difference that it found, in one transaction or not at all. A
     * reading that is older than what is kept changes nothing of it. Throws `stale-lease` when the lease was taken over,
     * and `begun-anew` when the store does not know the account.
     */
    keep: (reading: VendorReading) => told(keep(engine, reading)),
    /**
     * Writes calls again that a newer mapper made of their stored rows: `readAt` and coverage stay, differences go to the
     * feed. Calls that are no longer kept are passed over.
     */
    remap: (request: Remapping) => told(remap(engine, request)),
    /** Says that every call of an account was made by this mapper. */
    finishRemapping: (account: Account) => finishRemapping(engine, account),

    /**
     * Which pieces of a range are kept with all of the parts, oldest first; neighbours of the same reading are one piece.
     */
    coverage: (account: Account, range: TimeRange, parts: readonly CallPart[]) =>
      readCoverage(engine, account, range, parts),
    /** One page of the calls that are kept in a range, and the coverage under it, both of the same moment. */
    readPage: (question: PageQuestion) => counted(readPage(engine, memory, question), ({ calls }) => calls.length),
    /** A piece of the calls of a range in an order by value; those of one value and second come together. */
    readOrdered: (question: OrderedQuestion) => counted(readOrdered(engine, question), ({ calls }) => calls.length),
    /** Calls by native id, in the order of the ids, null for what is not kept. */
    getCalls: (account: Account, ids: readonly string[], parts: readonly CallPart[]) =>
      counted(getCalls(engine, memory, account, ids, parts), (calls) => calls.filter((call) => call !== null).length),
    /**
     * How many calls a range holds under a filter; null where columns alone do not decide it: for numbers, agents, queues
     * and vendors' own conditions the caller counts what it reads.
     */
    countCalls: (question: CallsQuestion) => countCalls(engine, question),
    /**
     * Whether the customers of unanswered calls were spoken with later, at a start after the call's own, in any of the
     * accounts; in the order of the calls. They need not be kept.
     */
    findReturned: (calls: readonly CallSession[], accounts: readonly Account[]) =>
      findReturned(engine, calls, accounts),
    /** The agents that the kept calls of an account name, by native id: so many of those that come after one. */
    namedAgents: (account: Account, after: string | null, limit: number) =>
      readNamedAgents(engine, account, after, limit),
    /** What is kept whole of a range, and the newest change of each of its days, both of one moment. */
    readDays: (account: Account, range: TimeRange, parts: readonly CallPart[]) =>
      readDays(engine, account, range, parts),
    /**
     * Groups the calls of a range, or of its beginning: one statement looks at so many at most. Null where columns do not
     * decide the filter: then the caller groups what it reads.
     */
    groupCalls: (question: GroupsQuestion) => groupCalls(engine, question),
    /** Of each agent, queue or line that calls name, the newest call that does, with its legs; so many at most, in any order. */
    listNaming: (account: Account, sort: DirectorySort, limit: number) => listNaming(engine, account, sort, limit),

    /**
     * What changed after a place in the feed, oldest first. A call comes once, as it is now, at the place of its newest
     * change. Throws `begun-anew` when the place is of another history, or so old that calls went since and nobody knows
     * of them any more.
     */
    readChanges: (question: FeedQuestion) => readChanges(engine, question),
    /**
     * Calls the listener when the feed may have grown or a lease been let go of, by this process or another; what comes back
     * ends it. It says no more than that: read on from where you are.
     */
    watchChanges: (listener: () => void) => changes.watch(listener),

    transcripts: createTranscriptStore(engine),

    /** Takes a lease that is free, expired or the holder's own already; null while somebody else has it. */
    takeLease: (name: string, holder: string, ttlMs: number) => takeLease(engine, name, holder, ttlMs),
    /** Whether anybody has a lease now. */
    isLeased: (name: string) => isLeased(engine, name),
    /** Lets go of a lease, if it is still held. */
    async releaseLease(lease: Lease) {
      await releaseLease(engine, lease);
      changes.notify();
    },

    /**
     * Forgets every call that has the number, in any spelling, as customer, line or on a leg, and remembers only hashes,
     * so that none of them is kept again. Leaves no copy in the file. Says how many calls it forgot.
     */
    forgetNumber: (number: string, progress: (calls: number) => void = () => {}) =>
      toldAfter(forgetNumber(engine, number, progress)),
    /** Drops what lies before an instant and keeps it from coming back. Says how many calls went. */
    expire: (account: Account, before: Instant) => toldAfter(expire(engine, account, before)),
    /**
     * Drops all that is kept of an account, also one whose key another account has now. Leaves no copy in the file. Says how
     * many calls went.
     */
    purge: (account: Account) => toldAfter(purge(engine, account)),

    /** Every account that the store knows, with its key or null once another account took it. */
    listAccounts: () => listAccounts(engine),
    /** Figures of one account: how many calls are kept, which spans, how far that is of a range. */
    status: (account: Account, range: TimeRange, parts: readonly CallPart[]) =>
      readStatus(engine, account, range, parts),

    /** Bytes of the database. */
    async size() {
      const [row] = await readRows(engine, engine.words.size);
      return (row?.['bytes'] as number | undefined) ?? 0;
    },

    /** A small value that outlives the process: where a sync stands, its last error. Null for none. */
    async getNote(account: Account, name: string) {
      const sql = 'SELECT value FROM notes WHERE account = $1 AND name = $2';
      const [row] = await readRows(engine, sql, [account.id, name]);
      return row === undefined ? null : (JSON.parse(row['value'] as string) as unknown);
    },
    putNote: (account: Account, name: string, value: unknown) =>
      engine.write(async ({ run }) => {
        await run(
          `INSERT INTO notes (account, name, value) VALUES ($1, $2, $3)
           ON CONFLICT (account, name) DO UPDATE SET value = excluded.value`,
          [account.id, name, JSON.stringify(value)],
        );
      }),

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
