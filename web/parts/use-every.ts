import { useEffect, useRef } from 'react';

/** Does something again and again while somebody can see the page, and at once when it is seen again. */
export function useEvery(periodMs: number, work: () => void): void {
  const current = useRef(work);
  useEffect(() => {
    current.current = work;
  });
  useEffect(() => {
    const doVisibly = (): void => {
      if (document.visibilityState === 'visible') current.current();
    };
    const timer = setInterval(doVisibly, periodMs);
    document.addEventListener('visibilitychange', doVisibly);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', doVisibly);
    };
  }, [periodMs]);
}
