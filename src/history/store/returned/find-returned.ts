import type { CallSession } from '../../../domain/call-session.ts';
import { isSamePhoneNumber } from '../../../domain/phone-number.ts';
import { customerNumberOf } from '../../../domain/returned-call.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import { type Engine, type Row, type Statement, type Value, statement } from '../engine.ts';
import type { Account } from '../account.ts';
import { numberKeys } from '../number-key.ts';
import { toOrderText } from '../order-text.ts';
import { fromCustomerNumber } from '../rows/customer-number.ts';
import { ANSWERED, ANSWERED_IN } from './narrow-returned.ts';

/** Calls of one statement: each may have a few keys of three values. */
const CALLS_AT_ONCE = 500;

/** Says of unanswered calls whether their customers were spoken with later; see `HistoryStore.findReturned`. */
export async function findReturned(
  engine: Engine,
  calls: readonly CallSession[],
  accounts: readonly Account[],
): Promise<boolean[]> {
  const countries = new Map(accounts.map(({ id, defaultCountry }) => [id, defaultCountry]));
  const returned: boolean[] = [];
  for (let start = 0; start < calls.length; start += CALLS_AT_ONCE) {
    const some = calls.slice(start, start + CALLS_AT_ONCE);
    const [rows = []] = await engine.read([selectAnswers(engine, some, [...countries.keys()])]);
    const answers = Map.groupBy(rows, (row) => row['wanted'] as number);
    returned.push(
      ...some.map((call, index) =>
        (answers.get(index) ?? []).some((row) => isOf(call, row, countries.get(row['account'] as number) ?? null)),
      ),
    );
  }
  return returned;
}

/** The different customers of later answered calls whose numbers end alike. */
function selectAnswers({ words }: Engine, calls: readonly CallSession[], accounts: readonly number[]): Statement {
  const values: Value[] = [];
  const add = (value: Value): string => `$${values.push(value)}`;
  const wanted = calls.flatMap((call, index) =>
    numberKeys(call.customer?.number ?? '', call.customer?.defaultCountry ?? null).map(
      (key) =>
        `(CAST(${add(index)} AS BIGINT), CAST(${add(toOrderText(key))} AS TEXT), CAST(${add(call.startedAt / SECOND_MS)} AS BIGINT))`,
    ),
  );
  return statement(
    `WITH asked (wanted, customer_key, start_second) AS (VALUES ${wanted.join(', ')})
     SELECT DISTINCT asked.wanted, answer.account, answer.customer_number FROM asked JOIN calls answer
       ON answer.customer_key = asked.customer_key AND answer.start_second > asked.start_second
     WHERE ${ANSWERED} AND ${words.among(ANSWERED_IN, words.integers(add(JSON.stringify(accounts))))}`,
    values,
  );
}

function isOf(call: CallSession, { customer_number: column }: Row, country: string | null): boolean {
  const own = customerNumberOf(call);
  if (own === null || column == null) return false;
  const other = fromCustomerNumber(column as string);
  if (own.text === other.text || (own.isWhole && other.isWhole)) return own.text === other.text;
  return isSamePhoneNumber(own.text, other.text, country);
}
