import { useSyncExternalStore } from 'react';
import { repeatVisibly } from './repeat-visibly.ts';

/** The minute it is now. A page renders again with each that begins while somebody can see it, and when it is seen again. */
export const useMinute = (): Date => useSyncExternalStore(listen, readMinute);

let minute = new Date(0);

/** The same object for as long as it is the same minute. */
function readMinute(): Date {
  const begin = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  if (minute.getTime() !== begin) minute = new Date(begin);
  return minute;
}

const listen = (listener: () => void): (() => void) => repeatVisibly(LOOK_EVERY_MS, listener);

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
