import { useMemo } from 'react';
import { useMinute } from '../parts/use-minute.ts';

/** The context of a query that is asked again with each minute; what was read is shown meanwhile. */
export function useAnewEachMinute() {
  const minute = useMinute();
  // Another context makes the client ask again.
  return useMemo(() => ({ requestPolicy: 'cache-and-network' as const }), [minute]);
}
