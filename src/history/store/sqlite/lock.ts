import { StoreError } from '../store-error.ts';

/**
 * Lets one caller in at a time, in the order in which they came: at most so many wait, each for at most so long. What
 * comes back lets the next one in.
 */
export function createLock(maxWaiting: number, timeoutMs: number): () => Promise<() => void> {
  const waiting = new Set<() => void>();
  let isTaken = false;
  const unlock = (): void => {
    const [next] = waiting;
    if (next === undefined) isTaken = false;
    else next();
  };
  return async () => {
    if (!isTaken) {
      isTaken = true;
      return unlock;
    }
    if (waiting.size >= maxWaiting) throw new StoreError('busy', `${waiting.size} callers wait for the store already.`);
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
  };
}
