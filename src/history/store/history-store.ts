import type { CallSession } from '../../domain/call-session.ts';
import type { DirectorySort } from '../../domain/directory.ts';
import type { Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import type { Account, AccountRequest, AccountStatus, OpenedAccount } from './account.ts';
import type { FeedPage, FeedQuestion } from './feed.ts';
import type { GroupsPage, GroupsQuestion, KeptDays } from './grouped-calls.ts';
import type { KeptCall, KeptCount, KeptPage, KeptSpan, KeptStatus, PageQuestion } from './kept-page.ts';
import type { Lease } from './lease.ts';
import type { OrderedPage, OrderedQuestion } from './ordered-calls.ts';
import type { TranscriptStore } from './transcripts/transcript-store.ts';
import type { CallPart, Kept, Remapping, VendorReading } from './vendor-reading.ts';

/**
 * What outlives a request: the calls that were read, which spans of time were read whole and when, what changed, who
 * may write. One type over SQLite and Postgres. Every method ends within a bound of time; what fails is a StoreError,
 * and one that `isTransient` means: read the vendors live.
 */
export type HistoryStore = {
  readonly kind: 'memory' | 'sqlite' | 'postgres';

  /** Finds the account behind a provider's key, or begins it. To be asked at start and after `begun-anew`. */
  openAccount(request: AccountRequest): Promise<OpenedAccount>;

  /**
   * Keeps a reading: its rows, what it covers and every difference that it found, in one transaction or not at all. A
   * reading that is older than what is kept changes nothing of it. Throws `stale-lease` when the lease was taken over,
   * and `begun-anew` when the store does not know the account.
   */
  keep(reading: VendorReading): Promise<Kept>;
  /**
   * Writes calls again that a newer mapper made of their stored rows: `readAt` and coverage stay, differences go to the
   * feed. Calls that are no longer kept are passed over.
   */
  remap(request: Remapping): Promise<Kept>;
  /** Says that every call of an account was made by this mapper. */
  finishRemapping(account: Account): Promise<void>;

  /**
   * Which pieces of a range are kept with all of the parts, oldest first; neighbours of the same reading are one piece.
   */
  coverage(account: Account, range: TimeRange, parts: readonly CallPart[]): Promise<readonly KeptSpan[]>;
  /** One page of the calls that are kept in a range, and the coverage under it, both of the same moment. */
  readPage(question: PageQuestion): Promise<KeptPage>;
  /** A piece of the calls of a range in an order by value; those of one value and second come together. */
  readOrdered(question: OrderedQuestion): Promise<OrderedPage>;
  /** Calls by native id, in the order of the ids, null for what is not kept. */
  getCalls(account: Account, ids: readonly string[], parts: readonly CallPart[]): Promise<(KeptCall | null)[]>;
  /**
   * How many calls a range holds under a filter; null where columns alone do not decide it: for numbers, agents, queues
   * and vendors' own conditions the caller counts what it reads.
   */
  countCalls(question: Omit<PageQuestion, 'direction' | 'limit' | 'parts'>): Promise<KeptCount>;
  /**
   * Whether the customers of unanswered calls were spoken with later, at a start after the call's own, in any of the
   * accounts; in the order of the calls. They need not be kept.
   */
  findReturned(calls: readonly CallSession[], accounts: readonly Account[]): Promise<readonly boolean[]>;
  /** The agents that the kept calls of an account name, by native id: so many of those that come after one. */
  namedAgents(account: Account, after: string | null, limit: number): Promise<readonly string[]>;
  /** What is kept whole of a range, and the newest change of each of its days, both of one moment. */
  readDays(account: Account, range: TimeRange, parts: readonly CallPart[]): Promise<KeptDays>;
  /**
   * Groups the calls of a range, or of its beginning: one statement looks at so many at most. Null where columns do not
   * decide the filter: then the caller groups what it reads.
   */
  groupCalls(question: GroupsQuestion): Promise<GroupsPage | null>;
  /** Of each agent, queue or line that calls name, the newest call that does, with its legs; so many at most, in any order. */
  listNaming(account: Account, sort: DirectorySort, limit: number): Promise<readonly KeptCall[]>;

  /**
   * What changed after a place in the feed, oldest first. A call comes once, as it is now, at the place of its newest
   * change. Throws `begun-anew` when the place is of another history, or so old that calls went since and nobody knows
   * of them any more.
   */
  readChanges(question: FeedQuestion): Promise<FeedPage>;
  /**
   * Calls the listener when the feed may have grown or a lease been let go of, by this process or another; what comes back
   * ends it. It says no more than that: read on from where you are.
   */
  watchChanges(listener: () => void): () => void;

  readonly transcripts: TranscriptStore;

  /** Takes a lease that is free, expired or the holder's own already; null while somebody else has it. */
  takeLease(name: string, holder: string, ttlMs: number): Promise<Lease | null>;
  /** Whether anybody has a lease now. */
  isLeased(name: string): Promise<boolean>;
  /** Lets go of a lease, if it is still held. */
  releaseLease(lease: Lease): Promise<void>;

  /**
   * Forgets every call that has the number, in any spelling, as customer, line or on a leg, and remembers only hashes,
   * so that none of them is kept again. Leaves no copy in the file. Says how many calls it forgot.
   */
  forgetNumber(number: string, progress?: (calls: number) => void): Promise<number>;
  /** Drops what lies before an instant and keeps it from coming back. Says how many calls went. */
  expire(account: Account, before: Instant): Promise<number>;
  /**
   * Drops all that is kept of an account, also one whose key another account has now. Leaves no copy in the file. Says how
   * many calls went.
   */
  purge(account: Account): Promise<number>;

  /** Every account that the store knows, with its key or null once another account took it. */
  listAccounts(): Promise<readonly AccountStatus[]>;
  /** Figures of one account: how many calls are kept, which spans, how far that is of a range. */
  status(account: Account, range: TimeRange, parts: readonly CallPart[]): Promise<KeptStatus>;

  /** Bytes of the database. */
  size(): Promise<number>;

  /** A small value that outlives the process: where a sync stands, its last error. Null for none. */
  getNote(account: Account, name: string): Promise<unknown>;
  putNote(account: Account, name: string, value: unknown): Promise<void>;

  close(): Promise<void>;
};
