import type { Engine } from '../engine.ts';
import { readLastNumber } from './read-changes.ts';

/** Tells listeners that the feed may have grown. */
export type ChangeWatch = {
  /** Calls the listener from now on; what comes back ends that. */
  watch(listener: () => void): () => void;
  /** Something was written here. */
  notify(): void;
  close(): void;
};

/** Another process writes seldom enough, and a poll costs a tenth of a millisecond. */
const POLL_MS = 1000;

/**
 * Writes of this process are told at once. Those of others are found by looking at the counter, and only while somebody
 * listens: LISTEN does not work behind every pooler.
 */
export function createChangeWatch(engine: Engine): ChangeWatch {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let last: number | null = null;

  const notify = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const poll = async (): Promise<void> => {
    // A store that does not answer has nothing to tell; it is asked again.
    const found = await readLastNumber(engine).catch(() => last);
    if (last !== null && found !== last) notify();
    last = found;
    if (listeners.size > 0) timer = setTimeout(() => void poll(), POLL_MS).unref();
  };
  return {
    watch(listener) {
      // One function may listen twice.
      const own = (): void => listener();
      listeners.add(own);
      if (listeners.size === 1 && timer === undefined) void poll();
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
        last = null;
      };
    },
    notify,
    close() {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
