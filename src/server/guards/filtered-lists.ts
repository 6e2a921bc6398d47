import { type CallFilter, type CallFilterField, fieldsOf } from '../../domain/call-filter.ts';
import type { Provider } from '../../domain/provider.ts';
import { type CallSessionFilterInput, readCallSessionFilter } from '../../graph/call-session-filter.ts';

/** What a filter makes of a provider's list: which of its fields are left to be applied here, row by row. */
export type FilteredList = { readonly provider: string; readonly appliedHere: readonly CallFilterField[] };

/** Tells which providers a filter that a client wrote asks, narrowed by a field of ours. Asks nobody. */
export type PlanLists = (filter: unknown, narrowedBy?: CallFilter) => readonly FilteredList[];

/** Makes what plans lists for prices: the one place where the price of a query asks providers what they can. */
export function createPlanLists(providers: readonly Provider[]): PlanLists {
  const context = { providers: new Map(providers.map((provider) => [provider.key, provider])) };
  return (filter, narrowedBy) => {
    try {
      const { filters } = readCallSessionFilter(filter as CallSessionFilterInput | undefined, context);
      return [...filters].flatMap(([provider, own]) => {
        const asked = { ...own, ...narrowedBy };
        const { applied, matchesNothing } = provider.planFilter(asked);
        const appliedHere = fieldsOf(asked).filter((field) => field !== 'vendor' && !applied.has(field));
        return matchesNothing ? [] : [{ provider: provider.key, appliedHere }];
      });
    } catch {
      // A filter that nobody can read is refused by its own field, before anybody is asked.
      return [];
    }
  };
}
