import type { Agent } from './agent.ts';
import type { CallFilter, PublishedFilterField } from './call-filter.ts';
import type { GroupQuestion, KeptGroups } from './call-groups.ts';
import type { CallLeg } from './call-leg.ts';
import type { CallLink, CallReferences } from './call-references.ts';
import type { CallSelection } from './call-selection.ts';
import type { CallKey, CallSession, OrderDirection } from './call-session.ts';
import type { DirectoryEntries, DirectorySort, KeptEntries } from './directory.ts';
import type { ExternalCalls } from './external-calls.ts';
import type { Hook, HookReading } from './hook.ts';
import type { Instant } from '../time/instant.ts';
import type { Keeping } from './keeping.ts';
import type { Line } from './line.ts';
import type { MediaKey, MediaRequest, OpenedMedia } from './media.ts';
import type { Money } from './money.ts';
import type { ProviderError, ProviderErrorKind, Slot } from './provider-error.ts';
import type { PreparedFilter } from './prepared-filter.ts';
import type { Queue } from './queue.ts';
import type { ReadingAge } from './reading-age.ts';
import type { Recording } from './recording.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { NotKept, ValuePage, ValueQuery } from './value-order.ts';

/**
 * The port: one phone system, whichever vendor runs it. Every method that crosses the network takes a signal and stops
 * when it is aborted, throwing the signal's reason; every other failure is a ProviderError. Absence is null.
 */
export type Provider = {
  /** The id from the settings file. */
  readonly key: string;
  /** Keys that it had before. */
  readonly formerKeys?: readonly string[];
  readonly kind: ProviderKind;
  readonly name: string;
  readonly traits: ProviderTraits;
  /** This provider's share of a page: all its requests and retries together. */
  readonly deadlineMs: number;
  /** Where the timeline ends when nobody asks for a range. */
  historySince(): Instant;
  /** Since when its calls are to be kept; absent where nothing of it is. */
  keptSince?(): Instant;
  /** Calls that started before this no longer appear newly at the vendor. */
  settledThrough(): Instant;
  /** How the vendor has answered lately; asks nothing. */
  status(): ProviderStatus;
  /** Reaches the vendor with the fewest requests and says what this account may see. Throws what stands in the way. */
  check(signal: AbortSignal): Promise<ProviderCheck>;

  /**
   * Prepares a question about calls: reads the filter, once, and asks nobody. Throws CallFilterError for a condition that
   * the vendor would ignore or misread. Its lists bring what the selection and the fields left to the caller read.
   */
  prepare(filter: CallFilter, selection: CallSelection): Question;
  /** Finds calls by id, in the order of the keys, null for the unknown. `startedAt`, where given, spares a search. */
  getCalls(keys: readonly CallKey[], selection: CallSelection, signal: AbortSignal): Promise<Slot<CallSession>[]>;
  /** Whether a text has the form of its calls' ids: one that has not names no call, and need not be asked for. */
  isNativeId(text: string): boolean;
  /** Agents by native id, null for the unknown. */
  getAgents(ids: readonly string[], signal: AbortSignal): Promise<Slot<Agent>[]>;
  /** The whole directory, in order of native id by code unit. */
  listAgents(signal: AbortSignal): Promise<readonly Agent[]>;
  /** Ends what runs in the background and closes connections. */
  close(): Promise<void>;

  // What follows is there where the vendor has it, and not there elsewhere: see capabilitiesOf.

  /** Legs of each call, in order of start; empty where it has none. */
  getLegs?(calls: readonly CallSession[], signal: AbortSignal): Promise<Slot<readonly CallLeg[]>[]>;
  /** Recordings of each call; empty where it has none. */
  getRecordings?(calls: readonly CallSession[], signal: AbortSignal): Promise<Slot<readonly Recording[]>[]>;
  /**
   * What was said in each recording whose transcript can be opened, as plain lines of at most MAX_TRANSCRIPT_CHARACTERS; null
   * where the vendor has it no longer.
   */
  getTranscripts?(recordings: readonly Recording[], signal: AbortSignal): Promise<Slot<string>[]>;
  /** What each call and its legs cost, where rows leave `cost` undefined. */
  getCosts?(calls: readonly CallSession[], signal: AbortSignal): Promise<Slot<CallCosts>[]>;
  /**
   * Whether the customer of each call has since spoken with anybody, in whichever provider: see `CallSession.isReturned`.
   * There where the history of the providers is kept; asks no vendor.
   */
  getReturned?(calls: readonly CallSession[], signal: AbortSignal): Promise<Slot<boolean>[]>;
  /**
   * Which of some words, folded, were said in each call, as far as its transcripts are kept: each may be a part of a word.
   * There where transcripts are kept; asks no vendor.
   */
  getSpokenWords?(
    calls: readonly CallSession[],
    words: readonly string[],
    signal: AbortSignal,
  ): Promise<Slot<readonly string[]>[]>;
  /** Queues by native id, null for the unknown. */
  getQueues?(ids: readonly string[], signal: AbortSignal): Promise<Slot<Queue>[]>;
  /** All queues that calls may name, in order of native id. There where `getQueues` is. */
  listQueues?(signal: AbortSignal): Promise<readonly Queue[]>;
  /** The company's numbers, in order of native id, each once; null where this account may not see them. */
  listLines?(signal: AbortSignal): Promise<readonly Line[] | null>;
  /** What is kept of a directory and of whom calls name; null while nothing is. Asks no vendor. Where its calls are kept. */
  listKept?<Sort extends DirectorySort>(sort: Sort): Promise<KeptEntries<DirectoryEntries[Sort]> | null>;
  /** Opens a recording, a transcript or a log as a stream of bytes; null when it is gone at the vendor. */
  openMedia?(key: MediaKey, request: MediaRequest, signal: AbortSignal): Promise<OpenedMedia | null>;
  /** Where its rows carry ids of other systems. */
  readonly linkedCalls?: LinkedCalls;
  /** Orders of its vendor's own: its questions then have `listByOffset`. */
  readonly offsetOrders?: readonly ProviderOrderField[];
  readonly externalCalls?: ExternalCalls;
  /** Reads what its vendor may have pushed: where its settings say by what that is known. Asks nobody. */
  readHook?(hook: Hook): HookReading;
  /** Where its calls can be kept. */
  readonly keeping?: Keeping;
  /** The same provider, answering with nothing older than that. Where readings have a time at all. */
  at?(age: ReadingAge): Provider;
  /** How long after a call its parts may still come or change, in milliseconds; for ever where it is not said. */
  readonly staysOpenMs?: Readonly<Partial<Record<'rating' | 'note' | 'recording' | 'transcript' | 'cost', number>>>;
  /** What is left of a limit by the day, as last seen: where the vendor has one and `status` may show a shorter one. */
  dayLimit?(): RateLimit | null;
};

/** A filter that was read and a selection, ready to be asked for any range and as often as wanted. */
export type Question = PreparedFilter & {
  /**
   * Lists the calls that start within the range, in the order of the timeline (`compareCalls`), reversed for DESC. Each
   * call comes once; the calls of one second come in one page. The last page reaches the end of the range, also when it
   * has no calls. A row that cannot be read is left out and named in its page's problems. Of what is applied and left,
   * every page says the same: one that came from elsewhere has passed the whole filter.
   */
  list(query: ListQuery, signal: AbortSignal): AsyncIterable<CallPage>;
  /**
   * How many calls `list` would list; null when that cannot be had exactly without reading rows, or only with more than
   * MAX_COUNT_REQUESTS requests, and where something is left to the caller.
   */
  count(range: TimeRange, signal: AbortSignal): Promise<number | null>;
  /**
   * To be asked before a list or a count of the range, where it is there: reads what they need beyond the calls of this
   * provider, which is the same for all providers. Throws CallFilterError where that is not to be had.
   */
  readonly readFirst?: (range: TimeRange, signal: AbortSignal) => Promise<ReadFirst>;
  /** When the oldest of what a count rests on was read, where not all of it is read now; null where all is. */
  readonly oldestReading?: (range: TimeRange) => Promise<Instant | null>;
  /** A piece of a list by a number of the calls, from what is kept: there where calls are kept and rows decide the filter. */
  readonly listByValue?: (query: ValueQuery, signal: AbortSignal) => Promise<ValuePage | NotKept>;
  /**
   * Groups of the calls that are kept, and what of the range is not; there where anything can be kept. Asks the vendor for
   * hours that are still open, together with all others who wait for them, and for nothing else.
   */
  readonly groupKept?: (question: GroupQuestion, signal: AbortSignal) => Promise<KeptGroups>;
  /** One page in one of the provider's `offsetOrders`, over the vendor's offsets. */
  readonly listByOffset?: (query: OffsetQuery, signal: AbortSignal) => Promise<OffsetPage>;
};

/** What was read before a list: what is missing of it, and when the oldest of it was read. */
export type ReadFirst = { readonly problems: readonly ProviderError[]; readonly asOf: Instant };

/** Calls found by ids that other systems know. */
export type LinkedCalls = {
  /** The ids of other systems that rows carry, and by which calls are found. */
  readonly by: readonly (keyof CallReferences)[];
  /**
   * Finds the calls that each link leads to, empty where there is none. Needs `references` in the selection to be brought
   * with them.
   */
  get(
    links: readonly CallLink[],
    selection: CallSelection,
    signal: AbortSignal,
  ): Promise<Slot<readonly CallSession[]>[]>;
};

/**
 * The most requests that a count may take. A year takes 14 at the vendor with the shortest windows, which lets through
 * five a second: it leaves half of a deadline to the page that is read meanwhile.
 */
export const MAX_COUNT_REQUESTS = 20;

/** Whose phone system a provider is, as settings name it: "zoom-contact-center". Which there are is known to those who register them. */
export type ProviderKind = string;

/** What a provider's vendor is like, as data: nothing above it asks for its kind. */
export type ProviderTraits = {
  readonly pagination: 'OFFSET' | 'TOKEN';
  /** Rows of the largest page the vendor serves. */
  readonly maxPageSize: number;
  /** Filter fields the provider applies itself, as a rule; a question says it for its own filter. */
  readonly filters: readonly PublishedFilterField[];
  /** Whether the vendor counts a range of any length in one request or a few, rather than month by month. */
  readonly countsCheaply: boolean;
  /** Whether its native ids are session ids that other systems write down. */
  readonly ownsSessionIds: boolean;
};

/** What a provider can do, as it is published. */
export type ProviderCapabilities = Omit<ProviderTraits, 'ownsSessionIds'> & {
  readonly orderFields: readonly ProviderOrderField[];
  readonly hasRecordings: boolean;
  readonly hasLegs: boolean;
  readonly hasQueues: boolean;
  readonly canFinishExternalCalls: boolean;
};

/** Reads what a provider can do off the members it has. */
export const capabilitiesOf = (provider: Provider): ProviderCapabilities => ({
  ...provider.traits,
  orderFields: ['STARTED_AT', ...(provider.offsetOrders ?? [])],
  hasRecordings: provider.getRecordings !== undefined,
  hasLegs: provider.getLegs !== undefined,
  hasQueues: provider.getQueues !== undefined,
  canFinishExternalCalls: provider.externalCalls !== undefined,
});

/** What lists can be ordered by, as far as a vendor can. */
export const PROVIDER_ORDER_FIELDS = ['STARTED_AT', 'DURATION', 'COST'] as const;
export type ProviderOrderField = (typeof PROVIDER_ORDER_FIELDS)[number];

/** Which calls of a question are listed, and in which order. */
export type ListQuery = {
  readonly range: TimeRange;
  readonly direction: OrderDirection;
  /** How many calls the caller expects to read: sizes pages and windows, promises nothing. */
  readonly expect: number;
};

/** A piece of a list, and how far the list has come with it. */
export type CallPage = {
  readonly calls: readonly CallSession[];
  /**
   * How far the list has come, a border between two seconds. ASC: every call before it has been yielded, none at or
   * after it. DESC: every call at or after it has been yielded, none before. What is left of the range lies beyond.
   */
  readonly through: Instant;
  /** Calls of the whole range under the applied filter, where the vendor said so unasked. */
  readonly total?: number;
  /**
   * What is missing from this piece: each row that could not be read, an error of kind "unreadable"; or, with its own
   * kind, why all of the piece could not be had although the list goes on beyond it.
   */
  readonly problems?: readonly ProviderError[];
  /** The moment before the vendor was asked for the oldest of it; absent where readings have no time. */
  readonly asOf?: Instant;
};

/** Rows of a list that pages as its vendor does. */
export type OffsetQuery = {
  readonly range: TimeRange;
  readonly order: { readonly field: ProviderOrderField; readonly direction: OrderDirection };
  readonly offset: number;
  readonly limit: number;
};

/** The rows that a vendor has from an offset on. */
export type OffsetPage = {
  /** The vendor's rows from the offset on; null keeps the place of one that could not be read. */
  readonly rows: readonly (CallSession | null)[];
  readonly total: number | null;
  readonly problems?: readonly ProviderError[];
};

/** What a call cost, and its legs by native id; null where the vendor does not say. */
export type CallCosts = { readonly session: Money | null; readonly legs: ReadonlyMap<string, Money> };

/** How a provider has answered lately. */
export type ProviderStatus = {
  readonly state: 'UP' | 'DEGRADED' | 'DOWN';
  readonly lastError: string | null;
  readonly lastErrorKind: ProviderErrorKind | null;
  readonly rateLimit: RateLimit | null;
  /** Whether it is asked at all: closed where it is. */
  readonly breaker?: 'closed' | 'open' | 'half-open';
  /** What it may be asked by our own reckoning. */
  readonly budgets?: readonly BudgetLevel[];
};

/** What is left of one of the vendor's limits, as we count it. */
type BudgetLevel = {
  readonly label: string;
  /** Points at once; null where the vendor is not known to have a limit. */
  readonly limit: number | null;
  readonly left: number | null;
  /** Requests in line for it. */
  readonly waiting: number;
  /** How long the vendor still wants to be left alone. */
  readonly pausedMs: number;
};

/** A vendor's limit as last seen on the wire. */
export type RateLimit = {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly resetsAt: Instant | null;
};

/** What `check` saw of an account. */
export type ProviderCheck = {
  /** What this account may see, in one line: "42 calls in the last day, 7 agents". */
  readonly summary: string;
  /** What works, but not as the settings say. */
  readonly warnings: readonly string[];
};
