import { useMemo, useSyncExternalStore } from 'react';

/** How high each thing in the list is, in pixels: rows on a phone have two lines. The style sheet says the same in rem. */
export function useSizes() {
  const isNarrow = useSyncExternalStore(listen, () => NARROW.matches);
  return useMemo(() => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { header: (isNarrow ? 0 : 2) * rem, day: 2 * rem, call: (isNarrow ? 3.75 : 2.25) * rem, end: 6 * rem };
  }, [isNarrow]);
}

const NARROW = matchMedia('(max-width: 48rem)');

function listen(listener: () => void): () => void {
  NARROW.addEventListener('change', listener);
  return () => NARROW.removeEventListener('change', listener);
}
