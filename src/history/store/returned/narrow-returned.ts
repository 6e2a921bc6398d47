import { UNANSWERED_OUTCOMES } from '../../../domain/outcome.ts';
import type { EngineWords } from '../engine.ts';
import { AS_SENT } from '../rows/customer-number.ts';

/**
 * Conditions on rows of `calls`, for whether they were returned. Of most rows columns decide it: two numbers in E.164 are
 * the same or not. Where one of two is not, they may be, and `unclear` is met.
 */
export type ReturnedConditions = {
  /** What every call meets that was, or was not, returned. */
  readonly narrowing: readonly string[];
  /** Of those, the ones of which columns do not decide it. */
  readonly unclear: string;
};

/** In SQL: the outcomes of calls that nobody answered. */
export const UNANSWERED_LIST = UNANSWERED_OUTCOMES.map((outcome) => `'${outcome}'`).join(', ');

/** An answered call, as the rows of its index are: `answer` names them. */
export const ANSWERED =
  "answer.outcome = 'ANSWERED' AND answer.direction IN ('INBOUND', 'OUTBOUND') AND answer.customer_number IS NOT NULL";

/** Its account, which is no way to it: by an index that begins with one, every call of the customer would be read. */
export const ANSWERED_IN = '+answer.account';

/** `accounts` names the value that holds the ids of all accounts whose answered calls count. */
export function returnedConditions(isReturned: boolean, accounts: string, words: EngineWords): ReturnedConditions {
  // Postgres makes a join of EXISTS, which reads every answered call there is.
  const answer = (sameness: string): string =>
    `(SELECT 1 FROM calls answer WHERE answer.customer_key = calls.customer_key
       AND answer.start_second > calls.start_second AND ${ANSWERED}
       AND ${words.among(ANSWERED_IN, words.integers(accounts))} AND ${sameness} LIMIT 1)`;
  const surely = answer('answer.customer_number = calls.customer_number');
  const perhaps = answer(
    `(answer.customer_number = calls.customer_number OR answer.customer_number >= '${AS_SENT}'
      OR calls.customer_number >= '${AS_SENT}')`,
  );
  const asking = ["direction = 'INBOUND'", `outcome IN (${UNANSWERED_LIST})`, 'customer_number IS NOT NULL'];
  return isReturned
    ? { narrowing: [...asking, `${perhaps} IS NOT NULL`], unclear: `${surely} IS NULL` }
    : { narrowing: [...asking, `${surely} IS NULL`], unclear: `${perhaps} IS NOT NULL` };
}
