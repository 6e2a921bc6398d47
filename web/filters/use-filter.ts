import { useMemo } from 'react';
import { goSearch, useRoute } from '../place/use-place.ts';
import { readFilter, writeFilter } from './address.ts';
import type { CallFilter } from './call-filter.ts';

export type ChangeFilter = (change: Partial<CallFilter>, options?: { readonly replace?: boolean }) => void;

/** The filter that the address asks for, and the way to ask for another: each change is an entry of the browser's history. */
export function useFilter() {
  const { search } = useRoute();
  return useMemo(() => {
    const { filter, ignored } = readFilter(search);
    const change: ChangeFilter = (part, options) => goSearch(writeFilter({ ...filter, ...part }), options);
    return { filter, ignored, change };
  }, [search]);
}
