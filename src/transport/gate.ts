/**
 * Lets a limited number in at a time, the others in order of arrival. A queue of our own: cockatiel's bulkhead keeps aborted waiters in line, and lets a newcomer slip in between one that
 * leaves and the next in line.
 */
export function createGate(limit: number) {
  let inside = 0;
  const waiting = new Set<() => void>();

  const leave = (): void => {
    const [next] = waiting;
    if (!next) {
      inside -= 1;
      return;
    }
    // The place passes on directly; nobody can take it in between.
    waiting.delete(next);
    next();
  };

  return {
    /** Waits for a place; what comes back gives the place up. An abort leaves the queue with the signal's reason. */
    async enter(signal: AbortSignal): Promise<() => void> {
      signal.throwIfAborted();
      if (inside < limit) inside += 1;
      else await turn(waiting, signal);
      let isInside = true;
      return () => {
        if (isInside) leave();
        isInside = false;
      };
    },
  };
}

function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const goAway = (): void => {
      waiting.delete(goIn);
      reject(signal.reason as Error);
    };
    const goIn = (): void => {
      signal.removeEventListener('abort', goAway);
      resolve();
    };
    waiting.add(goIn);
    signal.addEventListener('abort', goAway, { once: true });
  });
}
