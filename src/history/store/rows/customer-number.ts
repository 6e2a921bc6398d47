import type { CallSession } from '../../../domain/call-session.ts';
import { type CustomerNumber, customerNumberOf } from '../../../domain/returned-call.ts';
import { fromOrderText, toOrderText } from '../order-text.ts';

/** Begins the column of a number that is read as E.164: two of these are one number when their texts are equal, and only then. */
const WHOLE = '=';
/** Begins that of any other, behind all of those: equal texts are one number, and two others may be. */
export const AS_SENT = '~';

/** The column by which calls with the same customer are found, null for one without a number. */
export function toCustomerNumber(call: Pick<CallSession, 'customer'>): string | null {
  const number = customerNumberOf(call);
  return number && `${number.isWhole ? WHOLE : AS_SENT}${toOrderText(number.text)}`;
}

/** The number of a column. */
export const fromCustomerNumber = (column: string): CustomerNumber => ({
  text: fromOrderText(column.slice(1)),
  isWhole: column.startsWith(WHOLE),
});
