/** An answered call, as the rows of its index are: `answer` names them. */
export const ANSWERED =
  "answer.outcome = 'ANSWERED' AND answer.direction IN ('INBOUND', 'OUTBOUND') AND answer.customer_number IS NOT NULL";

/** Its account, which is no way to it: by an index that begins with one, every call of the customer would be read. */
export const ANSWERED_IN = '+answer.account';
