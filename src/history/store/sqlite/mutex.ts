import { StoreError } from '../store-error.ts';

/** Lets one caller in at a time, in the order in which they came. */
export type Mutex = {
  /** Waits until it is free, and no longer than the bound; what comes back lets the next one in. */
  lock(): Promise<() => void>;
};

/** Makes one that at most so many wait for, each for at most so long. */
export function createMutex({ maxWaiting, timeoutMs }: { maxWaiting: number; timeoutMs: number }): Mutex {
  const waiting = new Set<() => void>();
  let isTaken = false;
  const unlock = (): void => {
    const [next] = waiting;
    if (next === undefined) isTaken = false;
    else next();
  };
  return {
    async lock() {
      if (!isTaken) {
        isTaken = true;
        return unlock;
      }
      if (waiting.size >= maxWaiting)
        throw new StoreError('busy', `${waiting.size} callers wait for the store already.`);
      return new Promise((resolve, reject) => {
        const begin = (): void => {
          clearTimeout(timer);
          waiting.delete(begin);
          resolve(unlock);
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
