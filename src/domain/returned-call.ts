import type { CallSession } from './call-session.ts';
import { UNANSWERED_OUTCOMES } from './outcome.ts';
import { readPhoneNumber } from './phone-number.ts';

/** Whether somebody rang whom nobody answered, and who can be called back. */
export const isUnanswered = ({ direction, outcome, customer }: CallSession): boolean =>
  direction === 'INBOUND' && UNANSWERED_OUTCOMES.includes(outcome) && isNumber(customer?.number ?? null);

/** "hidden" is nobody's number. */
const isNumber = (number: string | null): number is string => number !== null && /\d/.test(number);

/**
 * Whose call it is, in a form that is compared first: E.164, which tells any two numbers apart, or what was sent, which
 * may be the same as another; null without a number.
 */
export function customerNumberOf({ customer }: Pick<CallSession, 'customer'>): CustomerNumber | null {
  const number = customer?.number ?? null;
  if (!isNumber(number)) return null;
  const e164 = readPhoneNumber(number, customer?.defaultCountry ?? null)?.e164;
  return e164 === undefined ? { text: number, isWhole: false } : { text: e164, isWhole: true };
}

export type CustomerNumber = { readonly text: string; readonly isWhole: boolean };
