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
/** Where others are heard, a poll only catches what got lost. */
const SELDOM = 30;

/**
 * Writes of this process are told at once. Those of others are heard where the engine can listen, and found by looking at
 * the counter: often where it cannot, or has lost its connection. Only while somebody listens.
 */
export function createChangeWatch(engine: Engine, { pollMs = POLL_MS } = {}): ChangeWatch {
  const listeners = new Set<() => void>();
  let watching: { end(): void } | null = null;

  const notify = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const begin = (): { end(): void } => {
    let timer: NodeJS.Timeout | undefined;
    let last: number | null = null;
    let isHearing = false;
    let isEnded = false;
    const poll = async (): Promise<void> => {
      clearTimeout(timer);
      // A store that does not answer has nothing to tell; it is asked again.
      const found = await readLastNumber(engine).catch(() => last);
      if (isEnded) return;
      // The first look too: who reads before it may lack what was written in between.
      if (found !== last) notify();
      last = found;
      clearTimeout(timer);
      timer = setTimeout(() => void poll(), isHearing ? SELDOM * pollMs : pollMs).unref();
    };
    const endListening = engine.listen?.({
      heard: notify,
      changed(isHeard) {
        isHearing = isHeard;
        // What was written in between was not heard.
        void poll();
      },
    });
    void poll();
    return {
      end() {
        isEnded = true;
        clearTimeout(timer);
        endListening?.();
      },
    };
  };
  const end = (): void => {
    watching?.end();
    watching = null;
  };
  return {
    watch(listener) {
      // One function may listen twice.
      const own = (): void => listener();
      listeners.add(own);
      watching ??= begin();
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) end();
      };
    },
    notify,
    close() {
      end();
      listeners.clear();
    },
  };
}
