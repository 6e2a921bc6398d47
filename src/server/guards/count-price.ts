import { DAY_MS } from '../../time/instant.ts';
import { MAX_COUNT_REQUESTS } from '../../domain/provider.ts';

/** The shortest windows that a vendor counts in; nobody knows which vendor it will be. */
const WINDOW_MS = 28 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

/** Requests that counting under a `filter` argument takes at one provider: one for each window of its `startedAt`. */
export function requestsPerCount(filter: unknown): number {
  return Math.min(MAX_COUNT_REQUESTS, Math.max(1, Math.ceil(lengthOf(filter) / WINDOW_MS)));
}

/** How long the range of a `filter` argument is, in milliseconds. */
export function lengthOf(filter: unknown): number {
  const { from, to } = rangeOf(filter);
  // Without a beginning it is that of the provider's history: a year, unless the settings say otherwise.
  return Number.isNaN(from) ? YEAR_MS : (Number.isNaN(to) ? Date.now() : to) - from;
}

/** The ends of a filter; NaN where it has none. */
function rangeOf(filter: unknown): { readonly from: number; readonly to: number } {
  const { from, to } = objectOf(objectOf(filter)['startedAt']);
  return { from: instantOf(from), to: instantOf(to) };
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const instantOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));
