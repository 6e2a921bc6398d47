import { performance } from 'node:perf_hooks';

/** A clock that only runs forward, and waits on it: what runs in the background keeps time by it. */
export type Timer = {
  /** Milliseconds since some moment. */
  elapsed(): number;
  /** Waits and keeps no process alive; an abort ends it at once with the signal's reason. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

/** A timer for longer than this fires at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's own; what is set on its wall clock does not move it. */
export const MONOTONIC_TIMER: Timer = {
  elapsed: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const leave = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const arrive = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const timer = setTimeout(arrive, Math.min(Math.max(ms, 0), MAX_TIMER_MS)).unref();
      signal.addEventListener('abort', leave, { once: true });
    }),
};
