import type { Engine } from '../engine.ts';
import { dropTranscripts } from './drop-transcripts.ts';
import { findSpokenWords } from './find-spoken-words.ts';
import { keepTranscripts } from './keep-transcripts.ts';
import { noticeRecordings } from './notice-recordings.ts';
import { findDueTranscripts, readTranscripts } from './read-transcripts.ts';
import type { TranscriptStore } from './transcript-store.ts';

export const createTranscriptStore = (engine: Engine): TranscriptStore => ({
  notice: (request) => noticeRecordings(engine, request),
  findDue: (account, now, limit) => findDueTranscripts(engine, account, now, limit),
  keep: (account, lease, readings) => keepTranscripts(engine, account, lease, readings),
  get: (account, recordings) => readTranscripts(engine, account, recordings),
  findSpokenWords: (account, callIds, words) => findSpokenWords(engine, account, callIds, words),
  drop: (account) => dropTranscripts(engine, account),
});
