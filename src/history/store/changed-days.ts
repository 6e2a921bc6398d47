import { DAY_MS, SECOND_MS } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import { type Engine, type Statement, type Transaction, statement } from './engine.ts';
import type { Account } from './account.ts';
import { type Seconds, selectSpans, toCoverage, toSeconds } from './coverage/read-coverage.ts';
import type { KeptSpan } from './kept-page.ts';
import { insertRows } from './rows/insert-rows.ts';
import type { CallPart } from './vendor-reading.ts';

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

/** A day of UTC, counted from 1970, and the place of its newest change in the feed; 0 for none. */
export type KeptDays = {
  readonly coverage: readonly KeptSpan[];
  changeOf(day: number): number;
};

/** Reads coverage and changes; see `HistoryStore.readDays`. */
export async function readDays(
  engine: Engine,
  account: Account,
  range: TimeRange,
  parts: readonly CallPart[],
): Promise<KeptDays> {
  const span = toSeconds(range);
  const [spans = [], days = []] = await engine.read([selectSpans(account, span), selectChangedDays(account, span)]);
  const changes = new Map(days.map((row) => [row['day'] as number, row['number'] as number]));
  return { coverage: toCoverage(spans, span, parts), changeOf: (day) => changes.get(day) ?? 0 };
}

/** Asks for the newest change of each day that touches a span; a day that never changed has none. */
const selectChangedDays = (account: Account, { from, to }: Seconds): Statement =>
  statement('SELECT day, number FROM changed_days WHERE account = $1 AND day >= $2 AND day <= $3', [
    account.id,
    Math.floor(from / DAY_SECONDS),
    Math.floor(to / DAY_SECONDS),
  ]);
