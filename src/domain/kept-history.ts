import { QuestionError } from './question-error.ts';
import type { Instant } from '../time/instant.ts';
import type { CallSession } from './call-session.ts';
import type { CallCosts, Provider } from './provider.ts';

/**
 * What may be asked of the calls that are kept, beside what their providers answer from them. Asks no vendor. Fails with a
 * KeptHistoryError.
 */
export type KeptHistory = {
  /** How far the history of a provider is kept; null where nothing of it is. */
  status(provider: Provider): Promise<HistoryStatus | null>;
  /**
   * What was noticed after a place, oldest first. A call comes once, as it is now, at the place of its newest change.
   * Throws HISTORY_BEGUN_ANEW for a place of another history.
   */
  changes(question: ChangesQuestion): Promise<ChangesPage>;
  /** The place behind which nothing has been noticed yet. */
  newestPlace(): Promise<ChangePlace>;
  /** The place behind which lies all that was noticed from an instant on. */
  placeAt(instant: Instant): Promise<ChangePlace>;
  /** Calls the listener when there may be more to read. */
  watch(listener: () => void): ChangeWatch;
};

/** Somebody who listens. */
export type ChangeWatch = {
  /** As `KeptHistory.changes`; those who ask the same once they are called share one answer. */
  changes(question: ChangesQuestion): Promise<ChangesPage>;
  end(): void;
};

/** Whether the history of a provider is being filled, is up to date, waits, or fails. */
export type HistoryState = 'FILLING' | 'CURRENT' | 'PAUSED' | 'FAILING';

/** How whoever fills a history fares. */
export type SyncCondition = {
  readonly state: HistoryState;
  /** How many calls a second were read lately; null while nothing is filled, and in its first minute. */
  readonly callsPerSecond: number | null;
  readonly lastError: string | null;
};

/** The figures of one provider's history. */
export type HistoryStatus = SyncCondition & {
  /** The newest unbroken stretch that is kept, settled and whole. */
  readonly keptFrom: Instant | null;
  readonly keptThrough: Instant | null;
  /** Up to when the open days were last read. */
  readonly followedThrough: Instant | null;
  readonly calls: number;
  /** Of how many recordings it is kept what was said. */
  readonly transcripts: number;
  /** Share of the history that is kept, 0 to 1. */
  readonly progress: number;
  readonly lastReadAt: Instant | null;
};

/** A place among all that was noticed. */
export type ChangePlace = {
  readonly historyId: string;
  readonly number: number;
  /** Up to which number a walk that began at the beginning meets every call for the first time; 0 for any other walk. */
  readonly firstMetThrough: number;
};

/** Parts of a call that are kept beside its row. */
export const KEPT_PARTS = ['legs', 'recordings', 'costs'] as const;
export type KeptPart = (typeof KEPT_PARTS)[number];

export type ChangesQuestion = {
  /** Null: from the beginning of what is kept. */
  readonly after: ChangePlace | null;
  readonly limit: number;
  /** What is read of each call. */
  readonly parts: readonly KeptPart[];
};

export type ChangeKind = 'ADDED' | 'CHANGED' | 'REMOVED';

/** What was noticed of a call. */
export type CallChange = {
  readonly kind: ChangeKind;
  readonly place: ChangePlace;
  readonly at: Instant;
  readonly provider: string;
  readonly nativeId: string;
  readonly startedAt: Instant;
  /** As it is now; null when it is gone. */
  readonly call: ChangedCall | null;
};

/** A kept call. A part that was not read, or not asked for, is undefined. */
export type ChangedCall = { readonly session: CallSession; readonly costs: CallCosts | undefined };

export type ChangesPage = {
  readonly changes: readonly CallChange[];
  /** Where to go on. */
  readonly end: ChangePlace;
  readonly hasMore: boolean;
};

/** Why the kept history does not answer, in words for whoever asks. */
export class KeptHistoryError extends QuestionError<'HISTORY_BEGUN_ANEW' | 'HISTORY_UNAVAILABLE'> {}
