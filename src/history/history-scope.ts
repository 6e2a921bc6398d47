import type { ReadingAge } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { BeyondRows } from './join-kept.ts';
import type { Freshness, Judge } from './freshness.ts';
import type { KeepingProvider } from './reading.ts';

/**
 * Reads open hours for everybody who waits for them: true once they are kept as young as somebody needs them, false where
 * whoever asks has to read by themselves.
 */
export type Follow = (range: TimeRange, age: ReadingAge, signal: AbortSignal) => Promise<boolean>;

/** What the pieces of a provider with a history share. */
export type HistoryScope = BeyondRows & {
  /** As live as the age allows; its answers have times. */
  readonly provider: KeepingProvider;
  readonly age: ReadingAge;
  readonly freshness: Freshness;
  readonly now: () => Instant;
  /** Says what is young enough, as of now. */
  readonly judge: () => Judge;
  readonly follow: Follow | null;
};
