import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import type { CallFilter } from './call-filter.ts';
import { toInstants } from './dates.ts';
import { digitsOf } from './digits.ts';

/** A filter as the graph takes it. */
export function toCallSessionFilter(filter: CallFilter, now: Date): CallSessionFilter {
  const { dates, number, text, duration, hasRecording, isReturned } = filter;
  return {
    ...(dates !== null && { startedAt: withoutNulls(toInstants(dates, now)) }),
    ...listOf('providers', filter.providers),
    ...listOf('direction', filter.directions),
    ...listOf('outcome', filter.outcomes),
    ...listOf('personIds', filter.people),
    ...listOf('agentIds', filter.agents),
    ...listOf('queueIds', filter.queues),
    ...listOf('lineNumber', filter.lines),
    ...listOf('customerNumber', filter.customers),
    ...(number !== null && (isWholeNumber(number) ? { number: [number] } : { numberContains: digitsOf(number) })),
    ...(text !== null && { text }),
    ...(duration !== null && { durationSeconds: withoutNulls({ min: duration.minSeconds, max: duration.maxSeconds }) }),
    ...(hasRecording !== null && { hasRecording }),
    ...(isReturned !== null && { isReturned }),
  };
}

/**
 * A national spelling begins with a digit that the international one has not (0, or 8 as in Russia), so that no part of it
 * would be found there: it is looked for as a whole, which vendors can do themselves. So is a long number behind a plus.
 */
const isWholeNumber = (number: string): boolean => {
  const digits = digitsOf(number);
  return number.trim().startsWith('+') ? digits.length >= 11 : digits.length >= 10 && /^[08]/.test(digits);
};

const listOf = <K extends keyof CallSessionFilter, T>(name: K, values: readonly T[]) =>
  values.length > 0 ? { [name]: [...values] } : {};

const withoutNulls = <T extends object>(range: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(range).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
