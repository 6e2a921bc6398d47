import { useMemo } from 'react';
import { useIsNarrow } from '../parts/use-is-narrow.ts';

export type Sizes = ReturnType<typeof useSizes>;

/** How high each thing in the list is, in pixels: rows on a phone have two lines. The style sheets say the same in rem. */
export function useSizes() {
  const isNarrow = useIsNarrow();
  return useMemo(() => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { header: (isNarrow ? 0 : 2) * rem, day: 2 * rem, call: (isNarrow ? 3.75 : 2.25) * rem, end: 6 * rem };
  }, [isNarrow]);
}
