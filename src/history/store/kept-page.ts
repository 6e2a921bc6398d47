import type { CallFilter } from '../../domain/call-filter.ts';
import type { CallSession, OrderDirection } from '../../domain/call-session.ts';
import type { CallCosts } from '../../domain/provider.ts';
import type { Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import type { Account } from './account.ts';
import type { CallPart } from './vendor-reading.ts';

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

/** The calls of a range under a filter. */
export type CallsQuestion = {
  readonly account: Account;
  readonly range: TimeRange;
  /** Leaves calls out that cannot match; who asks tests the rest with `matches`. */
  readonly filter?: CallFilter;
  readonly beyond?: FilterKnowledge;
};

export type PageQuestion = CallsQuestion & {
  readonly direction: OrderDirection;
  /** Calls wanted; the calls of one second come in one page, however many. */
  readonly limit: number;
  /** Beside `calls`, which always come; also what `coverage` is of. */
  readonly parts: readonly CallPart[];
};

/** What a filter reads beyond the calls of its account. A condition of which it says nothing leaves nothing out. */
export type FilterKnowledge = {
  /** For each word of `text`, the agents in whose names it may stand. */
  readonly agentsByWord?: ReadonlyMap<string, readonly string[]>;
  /** Whether `text` is searched for in transcripts, too. */
  readonly searchesTranscripts?: true;
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

export type KeptCount = {
  readonly count: number | null;
  /** What is kept whole of the range. */
  readonly coverage: readonly KeptSpan[];
};

export type KeptStatus = {
  readonly calls: number;
  /** Of how many recordings it is kept what was said. */
  readonly transcripts: number;
  /** The newest unbroken stretch that is settled and whole; null while nothing is. */
  readonly kept: TimeRange | null;
  /** The end of the newest span that was read, settled or not. */
  readonly followedThrough: Instant | null;
  readonly lastReadAt: Instant | null;
  /** Share of the range that is settled and whole, 0 to 1. */
  readonly progress: number;
};
