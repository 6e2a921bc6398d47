import { DAY_MS, SECOND_MS } from '../../time/instant.ts';
import { type Statement, type Transaction, statement } from './engine.ts';
import type { Account } from './account.ts';
import type { Seconds } from './coverage/read-coverage.ts';
import { insertRows } from './rows/insert-rows.ts';

const DAY_SECONDS = DAY_MS / SECOND_MS;

/** Notes the newest change of the days that these seconds lie in, in the transaction that changes their calls. */
export async function noteChangedDays(
  transaction: Transaction,
  account: Account,
  seconds: readonly number[],
  number: number,
): Promise<void> {
  const days = new Set(seconds.map((second) => Math.floor(second / DAY_SECONDS)));
  await insertRows(
    transaction,
    'changed_days',
    ['account', 'day', 'number'],
    [...days].map((day) => [account.id, day, number]),
    'ON CONFLICT (account, day) DO UPDATE SET number = excluded.number',
  );
}

/** Asks for the newest change of each day that touches a span; a day that never changed has none. */
export const selectChangedDays = (account: Account, { from, to }: Seconds): Statement =>
  statement('SELECT day, number FROM changed_days WHERE account = $1 AND day >= $2 AND day <= $3', [
    account.id,
    Math.floor(from / DAY_SECONDS),
    Math.floor(to / DAY_SECONDS),
  ]);
