import type { CallSession } from '../../../domain/call-session.ts';
import type { Transaction } from '../engine.ts';
import { runScript } from '../run-script.ts';
import { insertRows } from '../rows/insert-rows.ts';
import { toCustomerNumber } from '../rows/customer-number.ts';
import { toSearchedText } from '../rows/searched-text.ts';

/** What calls are searched and ordered by. The index of texts is the engine's own: `EngineWords.textIndex`. */
const SEARCH = `
-- The customer's number in E.164, or as sent (customer-number.ts); null without a number.
ALTER TABLE calls ADD COLUMN customer_number TEXT COLLATE "C";
-- Whether somebody spoke with a customer later is looked up here.
CREATE INDEX calls_by_answer ON calls (customer_key, start_second, account, customer_number)
  WHERE outcome = 'ANSWERED' AND direction IN ('INBOUND', 'OUTBOUND') AND customer_number IS NOT NULL;
CREATE INDEX calls_by_duration ON calls (account, (COALESCE(duration_seconds, -1)), start_second);
CREATE INDEX calls_by_talk ON calls (account, (COALESCE(talk_seconds, -1)), start_second);
CREATE INDEX calls_by_wait ON calls (account, (COALESCE(wait_seconds, -1)), start_second);

-- What a search looks through, folded.
CREATE TABLE call_texts (call BIGINT PRIMARY KEY REFERENCES calls (call) ON DELETE CASCADE, searched TEXT NOT NULL);
`;

const CALLS_AT_ONCE = 500;

/** Makes columns and indexes, and fills in what calls that are kept already are searched by. */
export async function addSearch(transaction: Transaction): Promise<void> {
  await runScript(transaction, SEARCH);
  await runScript(transaction, transaction.words.textIndex);
  await fillSearch(transaction);
}

async function fillSearch(transaction: Transaction): Promise<void> {
  for (let last = 0; ;) {
    const rows = await transaction.run(
      `SELECT c.call, c.customer_digits, c.line_digits, b.session FROM calls c JOIN bodies b ON b.call = c.call
       WHERE c.call > $1 ORDER BY c.call LIMIT ${CALLS_AT_ONCE}`,
      [last],
    );
    if (rows.length === 0) return;
    last = rows.at(-1)!['call'] as number;
    const calls = rows.map((row) => ({ row, call: JSON.parse(row['session'] as string) as CallSession }));
    const texts = calls.map(({ row, call }) => [
      row['call']!,
      toSearchedText(call, [row['customer_digits'] as string | null, row['line_digits'] as string | null]),
    ]);
    await insertRows(transaction, 'call_texts', ['call', 'searched'], texts);
    const numbers = JSON.stringify(calls.map(({ row, call }) => [row['call'], toCustomerNumber(call)]));
    await transaction.run(
      `UPDATE calls SET customer_number = given.number FROM (${transaction.words.pairs('$1', 'call', 'number')}) AS given
       WHERE calls.call = given.call`,
      [numbers],
    );
  }
}
