/** An answered call, as the rows of its index are: `answer` names them. */
export const ANSWERED =
  "answer.outcome = 'ANSWERED' AND answer.direction IN ('INBOUND', 'OUTBOUND') AND answer.customer_number IS NOT NULL";
