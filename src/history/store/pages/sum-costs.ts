import { type Money, sumMoney, toDecimal } from '../../../domain/money.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { toSeconds } from '../coverage/read-coverage.ts';
import { type Engine, type Row, statement } from '../engine.ts';
import type { Account } from '../account.ts';

/**
 * What the calls of a range cost, exactly. Integers are summed where they stand, those of one scale together; amounts
 * of more digits than an integer holds are added here.
 */
export async function sumCosts(engine: Engine, account: Account, range: TimeRange): Promise<Money[]> {
  const { from, to } = toSeconds(range);
  const within = 'account = $1 AND start_second >= $2 AND start_second < $3';
  const values = [account.id, from, to];
  const [scaled = [], long = []] = await engine.read([
    statement(
      `SELECT cost_currency, cost_places, CAST(SUM(cost_units) AS TEXT) AS units FROM calls
       WHERE ${within} AND cost_units IS NOT NULL GROUP BY cost_currency, cost_places`,
      values,
    ),
    statement(`SELECT cost_currency, cost_text FROM calls WHERE ${within} AND cost_text IS NOT NULL`, values),
  ]);
  const amounts = [
    ...scaled.map((row) => ({
      currency: currencyOf(row),
      amount: toDecimal(BigInt(row['units']!), row['cost_places'] as number),
    })),
    ...long.map((row) => ({ currency: currencyOf(row), amount: row['cost_text'] as string })),
  ];
  return sumMoney(amounts);
}

const currencyOf = (row: Row): string | null => row['cost_currency'] as string | null;
