import { type Account, lockAccount } from '../account.ts';
import type { Engine, Transaction } from '../engine.ts';
import { forgetPlace } from './notice-recordings.ts';

/** So many go in one transaction: others write between. */
const AT_ONCE = 500;

/** Drops all transcripts of an account; see `drop` of `createTranscriptStore`. */
export async function dropTranscripts(engine: Engine, account: Account): Promise<number> {
  let dropped = 0;
  for (let more = true; more;) {
    more = await engine.write(async (transaction) => {
      await lockAccount(transaction, account);
      await forgetPlace(transaction, account.id);
      const rows = await transaction.run(
        `DELETE FROM transcripts WHERE transcript IN
           (SELECT transcript FROM transcripts WHERE account = $1 LIMIT ${AT_ONCE}) RETURNING transcript`,
        [account.id],
      );
      dropped += rows.length;
      return rows.length === AT_ONCE;
    });
  }
  if (dropped > 0) await engine.scrub();
  return dropped;
}

/** Drops what was said in calls that are gone: their ids are order texts. */
export async function dropTranscriptsOf(
  { run, words }: Transaction,
  account: Account,
  gone: readonly { readonly nativeId: string }[],
): Promise<void> {
  if (gone.length > 0)
    await run(`DELETE FROM transcripts WHERE account = $1 AND ${words.among('call_id', words.texts('$2'))}`, [
      account.id,
      JSON.stringify(gone.map(({ nativeId }) => nativeId)),
    ]);
}
