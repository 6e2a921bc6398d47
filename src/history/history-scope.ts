import type { Agent } from '../domain/agent.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { JoinedPart } from '../domain/filter-parts.ts';
import type { Slot } from '../domain/provider-error.ts';
import type { Provider, Question } from '../domain/provider.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { Judge } from './freshness.ts';
import type { KeepingProvider } from './reading.ts';
import type { ReturnedCalls } from './returned-calls.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';
import type { CallPart } from './store/vendor-reading.ts';

/** Whoever follows a provider, as far as those who read it need to know. */
export type Follower = {
  /**
   * Reads open hours for everybody who waits for them: true once they are kept as young as somebody needs them, false where
   * whoever asks has to read by themselves. Rejects with what stood in the way.
   */
  follow(range: TimeRange, age: ReadingAge, signal: AbortSignal): Promise<boolean>;
  /** Says that people want a range that is not kept: it comes next. */
  readNext(range: TimeRange): void;
  /** Calls that started before this no longer appear newly, as far as readings have shown; null: nobody knows more than the provider. */
  settledThrough(): Instant | null;
};

/** What the pieces of a provider with a history share. */
export type HistoryScope = {
  /** As live as the age allows; its answers have times, and its `settledThrough` is the follower's. */
  readonly provider: KeepingProvider;
  readonly access: StoreAccess;
  readonly age: ReadingAge;
  readonly now: () => Instant;
  /** Says what is young enough, as of now. */
  readonly judge: () => Judge;
  readonly follower: Follower | null;
  /** With kept names. */
  readonly getAgents: (ids: readonly string[], signal: AbortSignal) => Promise<Slot<Agent>[]>;
  readonly returned: ReturnedCalls | null;
  /** Null where no transcripts are kept. */
  readonly getSpokenWords: NonNullable<Provider['getSpokenWords']> | null;
};

/** The same, once it is known of which account the calls are. */
export type KeptScope = HistoryScope & { readonly account: Account };

/** A question whose kept pieces can be answered: every row decides its filter. */
export type CutQuestion = {
  readonly live: Question;
  readonly filter: CallFilter;
  readonly matches: (call: CallSession) => boolean;
  /** What columns can narrow by. */
  readonly narrowing: CallFilter;
  /** The filter in columns; null where rows have to be tested. */
  readonly columns: CallFilter | null;
  /** What `matches` reads beyond rows. */
  readonly joins: readonly JoinedPart[];
  readonly parts: readonly CallPart[];
  /** Whether it leaves nothing out. */
  readonly isUnfiltered: boolean;
  /** Whether its rows come whole by themselves. */
  readonly bringsWhole: boolean;
};
