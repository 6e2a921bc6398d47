import type { Recording } from '../../../domain/recording.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Account } from '../account.ts';
import { type Engine, type Row, readRows } from '../engine.ts';
import { fromOrderText, toOrderText } from '../order-text.ts';
import { toRecordings } from '../rows/call-body.ts';

export type RecordingAddress = Pick<Recording, 'nativeId' | 'sessionId'>;

export type KeptTranscript = { readonly said: string | null; readonly readAt: Instant };

/** Calls whose transcripts come in one statement: each may be as long as an afternoon. */
const CALLS_AT_ONCE = 20;

/** Reads what is kept; see `get` of `createTranscriptStore`. */
export async function readTranscripts(
  engine: Engine,
  account: Account,
  recordings: readonly RecordingAddress[],
): Promise<(KeptTranscript | null)[]> {
  const found = new Map<string, KeptTranscript>();
  const ids = [...new Set(recordings.map(({ sessionId }) => sessionId))];
  for (let start = 0; start < ids.length; start += CALLS_AT_ONCE) {
    const rows = await readRows(
      engine,
      `SELECT call_id, recording_id, read_at, said FROM transcripts
       WHERE account = $1 AND read_at IS NOT NULL AND ${engine.words.among('call_id', engine.words.texts('$2'))}`,
      [account.id, JSON.stringify(ids.slice(start, start + CALLS_AT_ONCE).map(toOrderText))],
    );
    for (const row of rows)
      found.set(placeOf(row), { said: row['said'] as string | null, readAt: row['read_at'] as number });
  }
  return recordings.map(
    ({ sessionId, nativeId }) => found.get(JSON.stringify([toOrderText(sessionId), toOrderText(nativeId)])) ?? null,
  );
}

const placeOf = (row: Row): string => JSON.stringify([row['call_id'], row['recording_id']]);

/** Recordings that are due; see `findDue` of `createTranscriptStore`. */
export async function findDueTranscripts(
  engine: Engine,
  account: Account,
  now: Instant,
  limit: number,
): Promise<readonly Recording[]> {
  const rows = await readRows(
    engine,
    `SELECT d.recording_id, b.recordings FROM
       (SELECT account, call_id, recording_id, due_at FROM transcripts WHERE account = $1 AND due_at <= $2
        ORDER BY due_at LIMIT ${limit}) AS d
     JOIN calls c ON c.account = d.account AND c.native_id = d.call_id
     JOIN bodies b ON b.call = c.call
     ORDER BY d.due_at`,
    [account.id, now],
  );
  return rows.flatMap((row) => {
    const nativeId = fromOrderText(row['recording_id'] as string);
    const recordings = toRecordings((row['recordings'] as string | null) ?? 'null', account.key);
    return recordings?.find((recording) => recording.nativeId === nativeId) ?? [];
  });
}
