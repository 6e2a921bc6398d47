import type { CallFilter } from '../../domain/call-filter.ts';
import type { CallGroup, GroupQuestion } from '../../domain/call-groups.ts';
import type { CallLeg } from '../../domain/call-leg.ts';
import type { CallSession, OrderDirection } from '../../domain/call-session.ts';
import type { Money } from '../../domain/money.ts';
import type { DirectorySort } from '../../domain/directory.ts';
import type { CallCosts } from '../../domain/provider.ts';
import type { Recording } from '../../domain/recording.ts';
import type { ValueOrderField } from '../../domain/value-order.ts';
import type { Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';

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
  keep(reading: Reading): Promise<Kept>;
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
  /** The agents that the kept calls of an account name, by native id. */
  namedAgents(account: Account): Promise<readonly string[]>;
  /** What is kept whole of a range, and the newest change of each of its days, both of one moment. */
  readDays(account: Account, range: TimeRange, parts: readonly CallPart[]): Promise<KeptDays>;
  /**
   * Groups the calls of a range, or of its beginning: one statement looks at so many at most. Null where columns do not
   * decide the filter: then the caller groups what it reads.
   */
  groupCalls(question: GroupsQuestion): Promise<GroupsPage | null>;
  /** Of each agent, queue or line that calls name, the newest call that does, with its legs; so many at most, in any order. */
  listNaming(account: Account, sort: DirectorySort, limit: number): Promise<readonly KeptCall[]>;
  /** The exact sums of what the calls of a range cost, one for each currency. */
  sumCosts(account: Account, range: TimeRange): Promise<readonly Money[]>;

  /**
   * What changed after a place in the feed, oldest first. A call comes once, as it is now, at the place of its newest
   * change. Throws `begun-anew` when the place is of another history, or so old that calls went since and nobody knows
   * of them any more.
   */
  readChanges(question: ChangesQuestion): Promise<ChangesPage>;
  /**
   * Calls the listener when the feed may have grown or a lease been let go of, by this process or another; what comes back
   * ends it. It says no more than that: read on from where you are.
   */
  watchChanges(listener: () => void): () => void;

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
  /** Drops all that is kept of an account, also one whose key another account has now. Says how many calls went. */
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

/** What a call consists of, each read and covered for itself. */
export const CALL_PARTS = ['calls', 'legs', 'recordings', 'costs'] as const;
export type CallPart = (typeof CALL_PARTS)[number];

/** Who stands behind a provider, as far as it matters to what is kept. */
export type AccountRequest = {
  readonly key: string;
  readonly kind: string;
  /** A fingerprint of the account at the vendor: the same after a key was rotated, another for another account. */
  readonly identity: string;
  readonly timeZone: string;
  readonly defaultCountry: string | null;
  /** A name for the way rows are mapped to calls: another name asks for `remap`. */
  readonly mapper: string;
  /** Keys that the provider had before. */
  readonly was?: readonly string[];
};

/** An account that the store knows. Plain data, good until the store is begun anew. */
export type Account = Omit<AccountRequest, 'was'> & { readonly id: number };

export type OpenedAccount = {
  readonly account: Account;
  /** Not known until now. */
  readonly isNew: boolean;
  /** The account had another key. */
  readonly renamedFrom: string | null;
  /** Another account had the key: what is kept of it stays, without a key, until it is purged. */
  readonly replaced: Account | null;
  /** Its times meant something else: nothing of what was read counts any more. */
  readonly hasDroppedCoverage: boolean;
  /** Its calls were made by another mapper, or under another default country. */
  readonly needsRemapping: boolean;
};

/**
 * A call as a vendor was read: what was not asked for is absent. It is plain data and holds nothing that opens a door,
 * in its rows neither: whoever has the file has it.
 */
export type ReadCall = {
  readonly nativeId: string;
  /** Absent when only parts were read, of a call that is kept already. Legs and recordings may stand in it. */
  readonly call?: CallSession;
  readonly legs?: readonly CallLeg[] | null;
  readonly recordings?: readonly Recording[] | null;
  readonly costs?: CallCosts;
};

/** One reading of a vendor. */
export type Reading = {
  readonly account: Account;
  /** Of who syncs. Null for a reading that somebody asked for: rows of a newer reading are left alone either way. */
  readonly lease: Lease | null;
  /** The moment before the vendor was asked. */
  readonly readAt: Instant;
  /** Calls that started before this no longer appear newly, as of the same moment. */
  readonly settledThrough: Instant;
  /**
   * What was read whole and unfiltered, in whole seconds, and which parts of it: a call in it that the reading lacks is
   * gone. Null for a reading with a filter, a cut one, or one with rows that could not be read.
   */
  readonly covers: {
    readonly range: TimeRange;
    readonly parts: readonly CallPart[];
    /** Since when the vendor still has calls: what it lacks from before is kept. */
    readonly heldSince?: Instant;
  } | null;
  readonly calls: readonly ReadCall[];
};

export type Remapping = {
  readonly account: Account;
  readonly lease: Lease | null;
  readonly calls: readonly ReadCall[];
};

/** What a reading changed. */
export type Kept = { readonly added: number; readonly changed: number; readonly removed: number };

/** A span that was read whole. */
export type KeptSpan = {
  readonly range: TimeRange;
  /** Of its oldest reading. */
  readonly readAt: Instant;
  /** Whether all of it was settled when it was read. */
  readonly isSettled: boolean;
};

/** A call that is kept, with the parts that were asked for and read. */
export type KeptCall = {
  /** `legs` and `recordings` are undefined where they were not read or not asked for. */
  readonly call: CallSession;
  readonly costs: CallCosts | undefined;
  readonly readAt: Instant;
};

export type PageQuestion = {
  readonly account: Account;
  readonly range: TimeRange;
  readonly direction: OrderDirection;
  /** Calls wanted; the calls of one second come in one page, however many. */
  readonly limit: number;
  /** Beside `calls`, which always come; also what `coverage` is of. */
  readonly parts: readonly CallPart[];
  /** Leaves calls out that cannot match; who asks tests the rest with `matches`. */
  readonly filter?: CallFilter;
  readonly beyond?: FilterKnowledge;
};

/** What a filter reads beyond the calls of its account. A condition of which it says nothing leaves nothing out. */
export type FilterKnowledge = {
  /** For each word of `text`, the agents in whose names it may stand. */
  readonly agentsByWord?: ReadonlyMap<string, readonly string[]>;
  /** Where answered calls are looked for. */
  readonly answersIn?: readonly Account[];
};

/** A piece of a list, as `CallPage` has it. */
export type KeptPage = {
  readonly calls: readonly KeptCall[];
  /**
   * A border between two seconds, or the range's own end: every call of the range on this side of it has come, none
   * beyond.
   */
  readonly through: Instant;
  /** What is kept whole between the beginning and `through`. */
  readonly coverage: readonly KeptSpan[];
};

/** A value that calls are ordered by, -1 where it is not known, and a second of their starts. */
export type OrderedPlace = { readonly value: number; readonly second: number };

export type OrderedQuestion = Pick<PageQuestion, 'account' | 'range' | 'limit' | 'parts' | 'filter' | 'beyond'> & {
  readonly order: { readonly field: ValueOrderField; readonly direction: OrderDirection };
  /** Where it begins; `isAfter` leaves the calls of that value and second out. Null: at the beginning. */
  readonly from: (OrderedPlace & { readonly isAfter?: boolean }) | null;
};

/** A piece, and the value and second of the last calls that were looked at; null at the end. */
export type OrderedPage = { readonly calls: readonly KeptCall[]; readonly through: OrderedPlace | null };

export type KeptCount = {
  readonly count: number | null;
  /** What is kept whole of the range. */
  readonly coverage: readonly KeptSpan[];
};

/** A day of UTC, counted from 1970, and the place of its newest change in the feed; 0 for none. */
export type KeptDays = {
  readonly coverage: readonly KeptSpan[];
  changeOf(day: number): number;
};

export type GroupsQuestion = GroupQuestion & {
  readonly account: Account;
  readonly filter: CallFilter;
  readonly beyond?: FilterKnowledge;
};

export type GroupsPage = {
  readonly groups: readonly CallGroup[];
  /** A border between two days of UTC, or the end of the question's range: all before it has been grouped. */
  readonly through: Instant;
};

/** A place in the change feed. */
export type ChangePlace = {
  readonly historyId: string;
  readonly number: number;
  /** Where the feed ended when a walk from its beginning began: what was gone before then, it has never met. */
  readonly firstMetThrough?: number;
};

export type ChangesQuestion = {
  /** Null: from the beginning of what is kept. */
  readonly after: ChangePlace | null;
  readonly limit: number;
  readonly parts: readonly CallPart[];
};

export type CallChange = {
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  readonly place: ChangePlace;
  readonly at: Instant;
  readonly provider: string;
  readonly nativeId: string;
  readonly startedAt: Instant;
  /** As it is now; null when it is gone. */
  readonly kept: KeptCall | null;
};

export type ChangesPage = {
  readonly changes: readonly CallChange[];
  /** Where to go on: the last change, or where the question began. */
  readonly end: ChangePlace;
  /** The end of the whole feed at that moment. */
  readonly newest: ChangePlace;
  /** Whether more had been noticed when the page was read. */
  readonly hasMore: boolean;
};

/** The right to write for an account, until somebody else has it: every write checks the epoch. */
export type Lease = {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
  readonly expiresAt: Instant;
};

export type AccountStatus = { readonly account: Account; readonly isCurrent: boolean; readonly calls: number };

export type KeptStatus = {
  readonly calls: number;
  /** The newest unbroken stretch that is settled and whole; null while nothing is. */
  readonly kept: TimeRange | null;
  /** The end of the newest span that was read, settled or not. */
  readonly followedThrough: Instant | null;
  readonly lastReadAt: Instant | null;
  /** Share of the range that is settled and whole, 0 to 1. */
  readonly progress: number;
};
