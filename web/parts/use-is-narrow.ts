import { useSyncExternalStore } from 'react';

/** Whether the window is as narrow as a phone: the same width at which the style sheets change. */
export const useIsNarrow = (): boolean => useSyncExternalStore(listen, () => NARROW.matches);

const NARROW = matchMedia('(max-width: 48rem)');

function listen(listener: () => void): () => void {
  NARROW.addEventListener('change', listener);
  return () => NARROW.removeEventListener('change', listener);
}
