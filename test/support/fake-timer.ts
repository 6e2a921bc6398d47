import type { Timer } from '../../src/time/timer.ts';

/** A timer that stands still until it is told to move. */
export type FakeTimer = Timer & {
  /** Lets time pass: whoever has waited long enough by then goes on. */
  advance(ms: number): void;
  /** How long those who wait have still to wait. */
  waits(): number[];
};

/** Makes a timer. */
export function createFakeTimer(): FakeTimer {
  let elapsed = 0;
  const waiting = new Set<{ readonly until: number; readonly arrive: () => void }>();
  return {
    elapsed: () => elapsed,
    advance(ms) {
      elapsed += ms;
      for (const entry of [...waiting]) if (entry.until <= elapsed) entry.arrive();
    },
    waits: () => [...waiting].map(({ until }) => until - elapsed),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const leave = (): void => {
          waiting.delete(entry);
          reject(signal.reason as Error);
        };
        const entry = {
          until: elapsed + ms,
          arrive() {
            waiting.delete(entry);
            signal.removeEventListener('abort', leave);
            resolve();
          },
        };
        waiting.add(entry);
        signal.addEventListener('abort', leave, { once: true });
      }),
  };
}
