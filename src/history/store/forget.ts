import { isSamePhoneNumber } from '../../domain/phone-number.ts';
import { type Instant, SECOND_MS } from '../../time/instant.ts';
import { type Account, listAccounts, lockAccount } from './account.ts';
import { cutCoverageBefore } from './coverage/read-coverage.ts';
import type { Engine, Transaction } from './engine.ts';
import { type GoneCall, toGone, writeDifferences } from './keep.ts';
import { numberKeys } from './number-key.ts';
import { toOrderText } from './order-text.ts';
import { toKeptCall } from './rows/known-call.ts';
import { callMark, numberMark, partiesOf, writeTombstones } from './tombstones.ts';

/** So many calls go in one transaction: others write between. */
const CALLS_AT_ONCE = 1000;

/** Forgets a number; see `HistoryStore.forgetNumber`. */
export async function forgetNumber(engine: Engine, number: string, progress: (calls: number) => void): Promise<number> {
  let forgotten = 0;
  for (const { account } of await listAccounts(engine)) {
    // The tombstone first: nobody can bring a call back while others are still being forgotten.
    await engine.write(async (transaction) => {
      await lockAccount(transaction, account);
      await writeTombstones(transaction, [numberMark(number, account.defaultCountry)]);
    });
    for (let last: number | null = 0; last !== null;) {
      const passed: number = last;
      last = await engine.write(async (transaction) => {
        const found = await findByNumber(transaction, account, number, passed);
        const gone = found.filter(({ isForgotten }) => isForgotten);
        await writeDifferences(transaction, account, { gone });
        await writeTombstones(
          transaction,
          gone.flatMap(({ marks }) => marks),
        );
        forgotten += gone.length;
        return found.length < CALLS_AT_ONCE ? null : found.at(-1)!.row;
      });
      progress(forgotten);
    }
  }
  await engine.scrub();
  return forgotten;
}

/** Drops what lies before an instant; see `HistoryStore.expire`. */
export async function expire(engine: Engine, account: Account, before: Instant): Promise<number> {
  const second = Math.floor(before / SECOND_MS);
  // Coverage first: a span without its rows would say that there were no calls.
  await engine.write(async (transaction) => {
    await lockAccount(transaction, account);
    await transaction.run('UPDATE accounts SET retained_from = $2 WHERE account = $1', [account.id, second]);
    await cutCoverageBefore(transaction, account, second);
  });
  return removeAll(engine, account, second);
}

/** Drops all of an account; see `HistoryStore.purge`. */
export async function purge(engine: Engine, account: Account): Promise<number> {
  await engine.write(async (transaction) => {
    await lockAccount(transaction, account);
    for (const table of ['spans', 'notes'])
      await transaction.run(`DELETE FROM ${table} WHERE account = $1`, [account.id]);
  });
  const removed = await removeAll(engine, account, FOR_EVER);
  // Before the account goes: where this fails, the command finds it again.
  await engine.scrub();
  // Nobody can ask for an account without a key any more.
  await engine.write(async ({ run }) => {
    const dropped = await run('DELETE FROM accounts WHERE account = $1 AND provider_key IS NULL RETURNING account', [
      account.id,
    ]);
    if (dropped.length === 0) return;
    for (const table of ['removed_calls', 'changed_days'])
      await run(`DELETE FROM ${table} WHERE account = $1`, [account.id]);
  });
  return removed;
}

/** A second after any call. */
const FOR_EVER = 1e11;

async function removeAll(engine: Engine, account: Account, before: number): Promise<number> {
  for (let removed = 0; ;) {
    const gone = await engine.write(async (transaction) => {
      await lockAccount(transaction, account);
      const rows = await transaction.run(
        `SELECT call, native_id, start_second FROM calls WHERE account = $1 AND start_second < $2
         ORDER BY start_second LIMIT ${CALLS_AT_ONCE}`,
        [account.id, before],
      );
      await writeDifferences(transaction, account, { gone: rows.map(toGone) });
      return rows.length;
    });
    removed += gone;
    if (gone < CALLS_AT_ONCE) return removed;
  }
}

type FoundCall = GoneCall & { readonly isForgotten: boolean; readonly marks: readonly string[] };

/** Calls whose numbers end like this one, and which of them have it. */
async function findByNumber(
  transaction: Transaction,
  account: Account,
  number: string,
  after: number,
): Promise<FoundCall[]> {
  await lockAccount(transaction, account);
  const keys = numberKeys(number, account.defaultCountry).map(toOrderText);
  const among = keys.map((_key, index) => `$${index + 3}`).join(', ');
  const rows = await transaction.run(
    `SELECT c.call, c.native_id, c.start_second, c.read_at, b.session, b.legs FROM calls c JOIN bodies b ON b.call = c.call
     WHERE c.call IN (
       SELECT call FROM calls WHERE account = $1 AND customer_key IN (${among}) AND call > $2
       UNION SELECT call FROM calls WHERE account = $1 AND line_key IN (${among}) AND call > $2
       UNION SELECT call FROM call_links WHERE account = $1 AND role = 'number' AND linked IN (${among}) AND call > $2)
     ORDER BY c.call LIMIT ${CALLS_AT_ONCE}`,
    [account.id, after, ...keys],
  );
  return rows.map((row) => {
    const { call } = toKeptCall(row, account.key);
    const same = partiesOf(call, call.legs).filter(
      (party) => party.number !== null && isSamePhoneNumber(number, party.number, party.defaultCountry),
    );
    return {
      ...toGone(row),
      isForgotten: same.length > 0,
      marks: [
        callMark(account, call.nativeId),
        ...same.map((party) => numberMark(party.number!, party.defaultCountry)),
      ],
    };
  });
}
