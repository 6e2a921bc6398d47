import type { Recording } from '../../../domain/recording.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Account } from '../account.ts';
import type { Lease } from '../lease.ts';

/** What was said in the recordings of kept calls. It goes with its call, whatever makes that go. */
export type TranscriptStore = {
  /**
   * Looks through calls that have changed since it looked last, so many places of the feed at once: recordings that can be
   * read are due from then on, and what was said in others is dropped. True where more is left to look through.
   */
  notice(request: NoticeRequest): Promise<boolean>;
  /** Recordings that are due, those that have waited longest first. */
  findDue(account: Account, now: Instant, limit: number): Promise<readonly Recording[]>;
  /** Keeps what was read, of calls that are kept still. Throws `stale-lease` when the lease was taken over. */
  keep(account: Account, lease: Lease | null, readings: readonly TranscriptReading[]): Promise<void>;
  /** What is kept of recordings, in their order; null for those that were not read. */
  get(account: Account, recordings: readonly RecordingAddress[]): Promise<readonly (KeptTranscript | null)[]>;
  /** Which of some words, folded, were said in each of some calls, in their order: each may be a part of a word. */
  findSpokenWords(
    account: Account,
    callIds: readonly string[],
    words: readonly string[],
  ): Promise<readonly (readonly string[])[]>;
  /** Drops all that is kept of an account, and leaves no copy of it in the file. Says how many there were. */
  drop(account: Account): Promise<number>;
};

export type NoticeRequest = {
  readonly account: Account;
  readonly lease: Lease | null;
  readonly now: Instant;
  /** How long after its start a call is settled. */
  readonly settlesAfterMs: number;
};

export type RecordingAddress = Pick<Recording, 'nativeId' | 'sessionId'>;

/** What came of reading one. */
export type TranscriptReading = RecordingAddress & {
  /** When it is to be read again; null for not any more. */
  readonly dueAt: Instant | null;
  /** What was said, null where the vendor has nothing; left out where it could not be read. */
  readonly read?: { readonly said: string | null; readonly readAt: Instant };
};

export type KeptTranscript = { readonly said: string | null; readonly readAt: Instant };
