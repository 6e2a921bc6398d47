import { CallFilterError } from './call-filter.ts';
import { compareDecimals, readDecimal } from './money.ts';

/**
 * Refuses a range of a filter whose end lies before its start. The ends are numbers, or numbers of any length as text;
 * one that is not there, or is no number, is no end.
 */
export function refuseReversed(from: unknown, to: unknown, path: string): void {
  const [start, end] = [readDecimal(from), readDecimal(to)];
  if (start !== null && end !== null && compareDecimals(start, end) > 0)
    throw new CallFilterError('BAD_FILTER', `${path}: the end of the range lies before its start.`);
}
