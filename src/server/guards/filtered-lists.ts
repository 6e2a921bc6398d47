import type { CallFilter, CallFilterField } from '../../domain/call-filter.ts';
import { PLACE_SELECTION } from '../../domain/call-selection.ts';
import type { Provider } from '../../domain/provider.ts';
import { type CallSessionFilterInput, splitCallSessionFilter } from '../../graph/call-session-filter.ts';

/** What a filter makes of a provider's list: which fields are left to be applied here, and the questions each page takes. */
export type FilteredList = {
  readonly provider: string;
  readonly appliedHere: readonly CallFilterField[];
  readonly requestsPerWindow: number;
};

/** Who somebody is makes no difference to the price. */
export const SOMEBODY = '1';

/** Tells which providers a filter that a client wrote asks, narrowed by a field of ours. Asks nobody. */
export type PlanLists = (filter: unknown, narrowedBy?: CallFilter) => readonly FilteredList[];

/** Makes what plans lists for prices: the one place where the price of a query asks providers what they can. */
export function createPlanLists(providers: Iterable<Provider>): PlanLists {
  const context = { providers: new Map([...providers].map((provider) => [provider.key, provider])) };
  return (filter, narrowedBy) => {
    try {
      const { filters } = splitCallSessionFilter(filter as CallSessionFilterInput | undefined, context, () => () => [
        SOMEBODY,
      ]);
      return [...filters].flatMap(([provider, own]) => {
        const asked = { ...own, ...narrowedBy };
        const { left, matchesNothing, requestsPerWindow = 1 } = provider.prepare(asked, PLACE_SELECTION);
        return matchesNothing ? [] : [{ provider: provider.key, appliedHere: left, requestsPerWindow }];
      });
    } catch {
      // A filter that nobody can read is refused by its own field, before anybody is asked.
      return [];
    }
  };
}
