import type { Account } from '../account.ts';
import { type Engine, type Row, readRows } from '../engine.ts';
import { toOrderText } from '../order-text.ts';

/** One statement looks for so many characters of words in transcripts, since it cannot be interrupted: some tens of milliseconds. */
const MOST_CHARACTERS = 30_000_000;

/** Looks for words in what was said; see `findSpokenWords` of `createTranscriptStore`. */
export async function findSpokenWords(
  engine: Engine,
  account: Account,
  callIds: readonly string[],
  words: readonly string[],
): Promise<readonly (readonly string[])[]> {
  if (callIds.length === 0 || words.length === 0) return callIds.map(() => []);
  const found = new Map<string, Set<string>>();
  for (const some of inPieces(await listLengths(engine, account, callIds), words.length))
    for (const row of await lookThrough(engine, some, words)) {
      const call = row['call_id'] as string;
      found.set(call, (found.get(call) ?? new Set()).add(row['word'] as string));
    }
  return callIds.map((id) => [...(found.get(toOrderText(id)) ?? [])]);
}

type Length = { readonly transcript: number; readonly characters: number };

async function listLengths(engine: Engine, account: Account, callIds: readonly string[]): Promise<readonly Length[]> {
  const rows = await readRows(
    engine,
    `SELECT transcript, characters FROM transcripts
     WHERE account = $1 AND characters > 0 AND ${engine.words.among('call_id', engine.words.texts('$2'))}`,
    [account.id, JSON.stringify(callIds.map(toOrderText))],
  );
  return rows.map((row) => ({ transcript: row['transcript'] as number, characters: row['characters'] as number }));
}

/** As many transcripts together as one statement looks through; one at least. */
function inPieces(lengths: readonly Length[], words: number): number[][] {
  const pieces: number[][] = [];
  let left = 0;
  for (const { transcript, characters } of lengths) {
    const cost = characters * words;
    if (cost > left || pieces.length === 0) {
      pieces.push([]);
      left = MOST_CHARACTERS;
    }
    pieces.at(-1)!.push(transcript);
    left -= cost;
  }
  return pieces;
}

const lookThrough = (
  engine: Engine,
  transcripts: readonly number[],
  words: readonly string[],
): Promise<readonly Row[]> =>
  readRows(
    engine,
    `WITH sought(word) AS (${engine.words.texts('$2')})
     SELECT t.call_id, sought.word FROM transcripts t JOIN sought ON ${engine.words.contains('t.searched', 'sought.word')}
     WHERE ${engine.words.among('t.transcript', engine.words.integers('$1'))}`,
    [JSON.stringify(transcripts), JSON.stringify(words)],
  );
