import type { Transaction } from '../engine.ts';
import type { Account } from '../account.ts';
import { digitsText } from '../number-key.ts';
import { toOrderText } from '../order-text.ts';
import { toSearchedText } from './searched-text.ts';
import { insertRows } from './insert-rows.ts';
import { CALL_COLUMNS, toCallColumns, toLinks } from './call-columns.ts';
import type { BodyPart, MergedCall } from './known-call.ts';

/** A place in the feed that a written call takes. */
export type Numbered = { readonly number: number; readonly at: number };

/** A call that is to be written. One that is back was gone before, and whoever has not read that may still have it. */
type CallToWrite = MergedCall & Numbered & { readonly isBack: boolean };

/**
 * Writes calls that are new or differ; a call that is kept already is written anew, under its own first number. Gives back
 * the seconds that they start in.
 */
export async function writeCalls(
  transaction: Transaction,
  account: Account,
  calls: readonly CallToWrite[],
): Promise<number[]> {
  await deleteCalls(
    transaction,
    calls.flatMap(({ known }) => known ?? []),
  );
  return insertCalls(transaction, account, calls);
}

/** Deletes rows with all that hangs on them. */
export async function deleteCalls(
  { run, words }: Transaction,
  calls: readonly { readonly row: number }[],
): Promise<void> {
  const rows = calls.map(({ row }) => row);
  if (rows.length > 0)
    await run(`DELETE FROM calls WHERE ${words.among('call', words.integers('$1'))}`, [JSON.stringify(rows)]);
}

/** Notes that calls were read again and say the same. */
export async function touchCalls(
  { run, words }: Transaction,
  calls: readonly MergedCall[],
  readAt: number,
): Promise<void> {
  const touched = (part: BodyPart): string | null => {
    const rows = calls.flatMap((call) => (call.readAt[part] === readAt ? (call.known?.row ?? []) : []));
    return rows.length === 0 ? null : JSON.stringify(rows);
  };
  const sessions = touched('session');
  const isOneOfThem = words.among('call', words.integers('$2'));
  if (sessions !== null) await run(`UPDATE calls SET read_at = $1 WHERE ${isOneOfThem}`, [readAt, sessions]);
  for (const part of ['legs', 'recordings', 'costs'] as const) {
    const rows = touched(part);
    if (rows !== null) await run(`UPDATE bodies SET ${part}_read_at = $1 WHERE ${isOneOfThem}`, [readAt, rows]);
  }
}

async function insertCalls(
  transaction: Transaction,
  account: Account,
  calls: readonly CallToWrite[],
): Promise<number[]> {
  const rows = await insertRows(
    transaction,
    'calls',
    ['account', ...CALL_COLUMNS, 'read_at', 'added_number', 'change_number', 'changed_at'],
    calls.map(({ whole, readAt, known, isBack, number, at }) => [
      account.id,
      ...toCallColumns(whole()),
      readAt.session,
      known?.addedNumber ?? (isBack ? 0 : number),
      number,
      at,
    ]),
    'RETURNING call, native_id, start_second',
  );
  const byId = new Map(rows.map((row) => [row['native_id'], row]));
  const written = calls.map((call) => ({ ...call, row: byId.get(toOrderText(call.nativeId))! }));
  await insertRows(
    transaction,
    'bodies',
    ['call', 'session', 'legs', 'recordings', 'costs', 'legs_read_at', 'recordings_read_at', 'costs_read_at'],
    written.map(({ row, body, readAt }) => [
      row['call']!,
      body.session,
      body.legs,
      body.recordings,
      body.costs,
      readAt.legs,
      readAt.recordings,
      readAt.costs,
    ]),
  );
  await insertRows(
    transaction,
    'call_texts',
    ['call', 'searched'],
    written.map(({ row, whole }) => {
      const { call } = whole();
      return [row['call']!, toSearchedText(call, [digitsText(call.customer), digitsText(call.line)])];
    }),
  );
  await insertRows(
    transaction,
    'call_links',
    ['call', 'account', 'role', 'linked', 'start_second'],
    written.flatMap(({ row, whole }) =>
      toLinks(whole()).map(({ role, linked }) => [row['call']!, account.id, role, linked, row['start_second']!]),
    ),
  );
  return rows.map((row) => row['start_second'] as number);
}
