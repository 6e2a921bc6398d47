import { useSyncExternalStore } from 'react';

/** The minute it is now. A page renders again with each that begins while somebody can see it, and when it is seen again. */
export const useMinute = (): Date => useSyncExternalStore(listen, readMinute);

let minute = new Date(0);

/** The same object for as long as it is the same minute. */
function readMinute(): Date {
  const begin = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  if (minute.getTime() !== begin) minute = new Date(begin);
  return minute;
}

function listen(listener: () => void): () => void {
  const tick = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  const timer = setInterval(tick, LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
