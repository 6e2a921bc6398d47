import { StoreError } from '../store-error.ts';

/** Lets one caller in at a time, in the order in which they came. */
export type Turns = {
  /** Waits for a turn, and no longer than the bound; what comes back ends it. */
  take(): Promise<() => void>;
};

/** Makes turns that at most so many wait for, each for at most so long. */
export function createTurns({ maxWaiting, timeoutMs }: { maxWaiting: number; timeoutMs: number }): Turns {
  const waiting = new Set<() => void>();
  let isTaken = false;
  const end = (): void => {
    const [next] = waiting;
    if (next === undefined) isTaken = false;
    else next();
  };
  return {
    async take() {
      if (!isTaken) {
        isTaken = true;
        return end;
      }
      if (waiting.size >= maxWaiting)
        throw new StoreError('busy', `${waiting.size} callers wait for the store already.`);
      return new Promise((resolve, reject) => {
        const begin = (): void => {
          clearTimeout(timer);
          waiting.delete(begin);
          resolve(end);
        };
        const timer = setTimeout(() => {
          waiting.delete(begin);
          reject(new StoreError('slow', `The store was not free within ${timeoutMs / 1000} s.`));
        }, timeoutMs);
        waiting.add(begin);
      });
    },
  };
}
