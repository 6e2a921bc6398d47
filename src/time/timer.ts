import { performance } from 'node:perf_hooks';
import { wait } from './wait.ts';

/** A clock that only runs forward, and waits on it: what runs in the background keeps time by it. */
export type Timer = {
  /** Milliseconds since some moment. */
  elapsed(): number;
  /** Waits and keeps no process alive; an abort ends it at once with the signal's reason. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

/** The machine's own; what is set on its wall clock does not move it. */
export const MONOTONIC_TIMER: Timer = {
  elapsed: () => performance.now(),
  wait: (ms, signal) => wait(ms, signal, { isInBackground: true }),
};
