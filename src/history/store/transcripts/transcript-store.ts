import type { Instant } from '../../../time/instant.ts';
import type { Account } from '../account.ts';
import type { Engine } from '../engine.ts';
import type { Lease } from '../lease.ts';
import { dropTranscripts } from './drop-transcripts.ts';
import { findSpokenWords } from './find-spoken-words.ts';
import { type TranscriptReading, keepTranscripts } from './keep-transcripts.ts';
import { type NoticeRequest, noticeRecordings } from './notice-recordings.ts';
import { type RecordingAddress, findDueTranscripts, readTranscripts } from './read-transcripts.ts';

/** What was said in the recordings of kept calls. It goes with its call, whatever makes that go. */
export const createTranscriptStore = (engine: Engine) => ({
  /**
   * Looks through calls that have changed since it looked last, so many places of the feed at once: recordings that can be
   * read are due from then on, and what was said in others is dropped. True where more is left to look through.
   */
  notice: (request: NoticeRequest) => noticeRecordings(engine, request),
  /** Recordings that are due, those that have waited longest first. */
  findDue: (account: Account, now: Instant, limit: number) => findDueTranscripts(engine, account, now, limit),
  /** Keeps what was read, of calls that are kept still. Throws `stale-lease` when the lease was taken over. */
  keep: (account: Account, lease: Lease | null, readings: readonly TranscriptReading[]) =>
    keepTranscripts(engine, account, lease, readings),
  /** What is kept of recordings, in their order; null for those that were not read. */
  get: (account: Account, recordings: readonly RecordingAddress[]) => readTranscripts(engine, account, recordings),
  /** Which of some words, folded, were said in each of some calls, in their order: each may be a part of a word. */
  findSpokenWords: (account: Account, callIds: readonly string[], words: readonly string[]) =>
    findSpokenWords(engine, account, callIds, words),
  /** Drops all that is kept of an account, and leaves no copy of it in the file. Says how many there were. */
  drop: (account: Account) => dropTranscripts(engine, account),
});
