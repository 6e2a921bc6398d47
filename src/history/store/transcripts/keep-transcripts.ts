import { foldText } from '../../../domain/fold-text.ts';
import type { Instant } from '../../../time/instant.ts';
import { type Account, lockAccount } from '../account.ts';
import type { Engine } from '../engine.ts';
import { type Lease, checkLease } from '../lease.ts';
import { toOrderText } from '../order-text.ts';
import type { RecordingAddress } from './read-transcripts.ts';

/** What came of reading one. */
export type TranscriptReading = RecordingAddress & {
  /** When it is to be read again; null for not any more. */
  readonly dueAt: Instant | null;
  /** What was said, null where the vendor has nothing; left out where it could not be read. */
  readonly read?: { readonly said: string | null; readonly readAt: Instant };
};

/** Keeps what was read; see `keep` of `createTranscriptStore`. A call that went meanwhile has no row to write to. */
export function keepTranscripts(
  engine: Engine,
  account: Account,
  lease: Lease | null,
  readings: readonly TranscriptReading[],
): Promise<void> {
  return engine.write(async (transaction) => {
    await lockAccount(transaction, account);
    if (lease) await checkLease(transaction, lease);
    for (const { sessionId, nativeId, dueAt, read } of readings) {
      const place = [account.id, toOrderText(sessionId), toOrderText(nativeId)] as const;
      const where = 'WHERE account = $1 AND call_id = $2 AND recording_id = $3';
      if (read === undefined) {
        await transaction.run(`UPDATE transcripts SET due_at = $4 ${where}`, [...place, dueAt]);
        continue;
      }
      const searched = foldText(read.said ?? '');
      await transaction.run(
        `UPDATE transcripts SET due_at = $4, read_at = $5, characters = $6, said = $7, searched = $8 ${where}`,
        [...place, dueAt, read.readAt, searched.length, read.said, searched],
      );
    }
  });
}
