import { createHmac } from 'node:crypto';
import type { CallLeg } from '../../domain/call-leg.ts';
import type { CallSession } from '../../domain/call-session.ts';
import type { Party } from '../../domain/party.ts';
import { wholeNumber } from '../../domain/phone-number.ts';
import type { Transaction } from './engine.ts';
import type { Account } from './account.ts';
import type { ReadCall } from './vendor-reading.ts';
import { readSalt } from './migrate.ts';

/** Every side of a call that has a number: the customer's, the line's, those of its legs. */
export const partiesOf = (call: CallSession | undefined, legs: readonly CallLeg[] | null | undefined): Party[] =>
  [call?.customer, call?.line, ...(legs ?? []).flatMap(({ from, to }) => [from, to])].filter((party) => party != null);

/** What a number leaves behind when it is forgotten. */
export const numberMark = (number: string, defaultCountry: string | null): string =>
  `number ${wholeNumber(number, defaultCountry)}`;

/** What a call leaves behind, under whatever number its vendor has it later. */
export const callMark = (account: Account, nativeId: string): string => `call ${account.id} ${nativeId}`;

/** Writes hashes of what was forgotten, and nothing else of it. */
export async function writeTombstones(transaction: Transaction, marks: Iterable<string>): Promise<void> {
  const { run, words } = transaction;
  const salt = await readSalt(transaction);
  for (const mark of new Set(marks))
    await run(`INSERT INTO tombstones (hash, forgotten_at) VALUES ($1, ${words.now}) ON CONFLICT (hash) DO NOTHING`, [
      hash(salt, mark),
    ]);
}

/** Leaves out of a reading what was forgotten. */
export async function withoutForgotten(
  transaction: Transaction,
  account: Account,
  calls: readonly ReadCall[],
): Promise<readonly ReadCall[]> {
  const { run, words } = transaction;
  const [any] = await run('SELECT 1 AS found FROM tombstones LIMIT 1');
  if (any === undefined) return calls;
  const salt = await readSalt(transaction);
  const marked = calls.map((read) => ({ read, hashes: marksOf(account, read).map((mark) => hash(salt, mark)) }));
  const rows = await run(`SELECT hash FROM tombstones WHERE ${words.among('hash', words.texts('$1'))}`, [
    JSON.stringify(marked.flatMap(({ hashes }) => hashes)),
  ]);
  const forgotten = new Set(rows.map((row) => row['hash']));
  return marked.flatMap(({ read, hashes }) => (hashes.some((each) => forgotten.has(each)) ? [] : read));
}

const marksOf = (account: Account, { nativeId, call, legs = call?.legs }: ReadCall): string[] => [
  callMark(account, nativeId),
  ...partiesOf(call, legs).flatMap(({ number, defaultCountry }) =>
    number === null ? [] : numberMark(number, defaultCountry),
  ),
];

const hash = (salt: string, mark: string): string => createHmac('sha256', salt).update(mark).digest('base64url');
