import { DAY_MS } from '../../time/instant.ts';
import type { CallFilter, CallFilterField } from '../../domain/call-filter.ts';
import { type JoinedPart, joinsOf } from '../../domain/filter-parts.ts';
import { PLACE_SELECTION } from '../../domain/call-selection.ts';
import { MAX_COUNT_REQUESTS, type Provider } from '../../domain/provider.ts';
import { type CallSessionFilterInput, splitCallSessionFilter } from '../../graph/call-session-filter.ts';

/** What a filter makes of a provider's list: which fields are left to be applied here, and the questions each page takes. */
export type FilteredList = {
  readonly provider: string;
  readonly appliedHere: readonly CallFilterField[];
  /** The parts of calls that are joined for them. */
  readonly joins: readonly JoinedPart[];
  readonly requestsPerWindow: number;
};

/** Who somebody is makes no difference to the price. */
export const SOMEBODY = '1';

/** Tells which providers a filter that a client wrote asks, narrowed by a field of ours. Asks nobody. */
export type PlanLists = (filter: unknown, narrowedBy?: CallFilter) => readonly FilteredList[];

/** Makes what plans lists for prices: the one place where the price of a query asks providers what they can. */
export function createPlanLists(providers: Iterable<Provider>): PlanLists {
  const context = { providers: new Map([...providers].map((provider) => [provider.key, provider])), caller: null };
  return (filter, narrowedBy) => {
    try {
      const input = filter as CallSessionFilterInput | undefined;
      const { filters } = splitCallSessionFilter(
        input,
        context,
        (people) => () => (people.length === 0 ? [] : [SOMEBODY]),
      );
      return [...filters].flatMap(([provider, own]) => {
        const asked = { ...own, ...narrowedBy };
        const { left, matchesNothing, requestsPerWindow = 1 } = provider.prepare(asked, PLACE_SELECTION);
        return matchesNothing
          ? []
          : [{ provider: provider.key, appliedHere: left, joins: joinsOf(asked, left), requestsPerWindow }];
      });
    } catch {
      // A filter that nobody can read is refused by its own field, before anybody is asked.
      return [];
    }
  };
}

/** The shortest windows that a vendor counts in; nobody knows which vendor it will be. */
const WINDOW_MS = 28 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

/** Requests that counting under a `filter` argument takes at one provider: one for each window of its `startedAt`. */
export function requestsPerCount(filter: unknown): number {
  return Math.min(MAX_COUNT_REQUESTS, Math.max(1, Math.ceil(lengthOf(filter) / WINDOW_MS)));
}

/** How long the range of a `filter` argument is, in milliseconds. */
export function lengthOf(filter: unknown): number {
  const range = objectOf(objectOf(filter)['startedAt']);
  const [from, to] = [instantOf(range['from']), instantOf(range['to'])];
  // Without a beginning it is that of the provider's history: a year, unless the settings say otherwise.
  return Number.isNaN(from) ? YEAR_MS : (Number.isNaN(to) ? Date.now() : to) - from;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** NaN where there is none. */
const instantOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));
