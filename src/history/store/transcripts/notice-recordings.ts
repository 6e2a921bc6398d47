import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { type Account, lockAccount } from '../account.ts';
import type { Engine, Row, Transaction } from '../engine.ts';
import { type Lease, checkLease } from '../lease.ts';
import { toOrderText } from '../order-text.ts';
import { toRecordings } from '../rows/call-body.ts';
import { insertRows } from '../rows/insert-rows.ts';

export type NoticeRequest = {
  readonly account: Account;
  readonly lease: Lease | null;
  readonly now: Instant;
  /** How long after its start a call is settled. */
  readonly settlesAfterMs: number;
};

/** So many places of the feed are looked through in one transaction: others write between. */
const PLACES_AT_ONCE = 1000;
/** A call with more recordings is no conversation. */
const MOST_OF_A_CALL = 20;
/** How far the feed was looked through. */
const NOTE = 'transcripts-noticed';

/** Looks through changed calls for recordings to be read; see `notice` of `createTranscriptStore`. */
export function noticeRecordings(
  engine: Engine,
  { account, lease, now, settlesAfterMs }: NoticeRequest,
): Promise<boolean> {
  return engine.write(async (transaction) => {
    await lockAccount(transaction, account);
    if (lease) await checkLease(transaction, lease);
    const [after, last] = await readPlaces(transaction, account.id);
    if (after >= last) return false;
    const through = Math.min(last, after + PLACES_AT_ONCE);
    const rows = await transaction.run(
      `SELECT c.native_id, c.start_second, b.recordings FROM calls c JOIN bodies b ON b.call = c.call
       WHERE c.change_number > $2 AND c.change_number <= $3 AND c.account = $1`,
      [account.id, after, through],
    );
    const calls = rows.map((row) => ({ row, readable: readableIn(row, account.key) }));
    await dropOthers(transaction, account.id, calls);
    await insertRows(
      transaction,
      'transcripts',
      ['account', 'call_id', 'recording_id', 'due_at', 'characters', 'searched'],
      calls.flatMap(({ row, readable }) => {
        const dueAt = Math.max(now, (row['start_second'] as number) * SECOND_MS + settlesAfterMs);
        return readable.map((recordingId) => [account.id, row['native_id']!, recordingId, dueAt, 0, '']);
      }),
      'ON CONFLICT (account, call_id, recording_id) DO NOTHING',
    );
    await transaction.run(
      `INSERT INTO notes (account, name, value) VALUES ($1, '${NOTE}', $2)
       ON CONFLICT (account, name) DO UPDATE SET value = excluded.value`,
      [account.id, String(through)],
    );
    return through < last;
  });
}

/** Begins to look from the beginning: nothing of an account is known any more. */
export const forgetPlace = ({ run }: Transaction, account: number): Promise<unknown> =>
  run(`DELETE FROM notes WHERE account = $1 AND name = '${NOTE}'`, [account]);

/** How far the feed was looked through, and how far it goes. */
async function readPlaces({ run }: Transaction, account: number): Promise<[after: number, last: number]> {
  const [note] = await run(`SELECT value FROM notes WHERE account = $1 AND name = '${NOTE}'`, [account]);
  const [counter] = await run("SELECT value FROM counters WHERE name = 'change'");
  const last = (counter?.['value'] as number | undefined) ?? 0;
  return [Number(note?.['value'] ?? 0), last];
}

/** The recordings of a call whose transcripts can be read, as order texts. */
function readableIn(row: Row, provider: string): string[] {
  const text = row['recordings'] as string | null;
  const recordings = text === null ? null : toRecordings(text, provider);
  const readable = (recordings ?? []).filter(({ transcript }) => transcript?.canOpen === true);
  return readable.slice(0, MOST_OF_A_CALL).map(({ nativeId }) => toOrderText(nativeId));
}

type NoticedCall = { readonly row: Row; readonly readable: readonly string[] };

/** Drops what was said in recordings that are gone, or that nobody can read any more. */
async function dropOthers({ run, words }: Transaction, account: number, calls: readonly NoticedCall[]): Promise<void> {
  const readable = new Map(calls.map(({ row, readable: ids }) => [row['native_id'], new Set(ids)]));
  const known = await run(
    `SELECT transcript, call_id, recording_id FROM transcripts
     WHERE account = $1 AND ${words.among('call_id', words.texts('$2'))}`,
    [account, JSON.stringify([...readable.keys()])],
  );
  const gone = known.filter((row) => readable.get(row['call_id'])?.has(row['recording_id'] as string) !== true);
  if (gone.length > 0)
    await run(`DELETE FROM transcripts WHERE ${words.among('transcript', words.integers('$1'))}`, [
      JSON.stringify(gone.map((row) => row['transcript'])),
    ]);
}
