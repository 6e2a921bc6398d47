import type { ReadingAge } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { BeyondRows } from './join-kept.ts';
import type { Freshness, Judge } from './freshness.ts';
import type { KeepingProvider } from './reading.ts';

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
export type HistoryScope = BeyondRows & {
  /** As live as the age allows; its answers have times, and its `settledThrough` is the follower's. */
  readonly provider: KeepingProvider;
  readonly age: ReadingAge;
  readonly freshness: Freshness;
  readonly now: () => Instant;
  /** Says what is young enough, as of now. */
  readonly judge: () => Judge;
  readonly follower: Follower | null;
};
