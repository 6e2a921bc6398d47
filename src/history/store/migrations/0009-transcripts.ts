import type { Transaction } from '../engine.ts';
import { runScript } from '../run-script.ts';

/** What was said in recordings. The index of it is the engine's own: `EngineWords.spokenIndex`. */
const TRANSCRIPTS = `
CREATE TABLE transcripts (
  transcript BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account BIGINT NOT NULL,
  -- Calls are written anew when they change: their native ids stay, as order texts.
  call_id TEXT COLLATE "C" NOT NULL,
  recording_id TEXT COLLATE "C" NOT NULL,
  -- Null until it was read; when it is to be read next, null for not again.
  read_at BIGINT,
  due_at BIGINT,
  -- How long it is: one statement looks through so much at most.
  characters BIGINT NOT NULL,
  -- Null where the vendor had none when it was read.
  said TEXT,
  -- What a search looks through, folded.
  searched TEXT NOT NULL
);
CREATE UNIQUE INDEX transcripts_by_recording ON transcripts (account, call_id, recording_id);
CREATE INDEX transcripts_by_due ON transcripts (account, due_at);
`;

export async function addTranscripts(transaction: Transaction): Promise<void> {
  await runScript(transaction, TRANSCRIPTS);
  await runScript(transaction, transaction.words.spokenIndex);
}
