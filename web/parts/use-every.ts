import { useEffect, useEffectEvent } from 'react';
import { repeatVisibly } from './repeat-visibly.ts';

/** Does something again and again while somebody can see the page, and at once when it is seen again. */
export function useEvery(periodMs: number, work: () => void): void {
  const workNow = useEffectEvent(work);
  useEffect(() => repeatVisibly(periodMs, () => workNow()), [periodMs]);
}
