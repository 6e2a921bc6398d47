import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from '../../transport/log.ts';

export type CrowdedLog = ReturnType<typeof createCrowdedLog>;

/** So many lines of a kind are written in so many seconds, before the others are counted. */
const WRITTEN = 10;
const SECONDS = 10;
/** So many kinds are told apart: senders with many addresses are counted together. */
const MOST_KINDS = 50;

/** A timer holds the context that it is set in, and with it a whole request: these are set in none. */
const outside = AsyncLocalStorage.snapshot();

/** A log for lines of which somebody may cause any number: the first of a kind are written, the others counted. */
export function createCrowdedLog(log: Log) {
  const kinds = new Map<string, { readonly about: object; count: number; readonly tell: () => void }>();
  const begin = (kind: string, about: object) => {
    const tell = (): void => {
      clearTimeout(timer);
      kinds.delete(kind);
      if (own.count > WRITTEN)
        log.info({ ...about, requests: own.count - WRITTEN, seconds: SECONDS }, 'more of the same, counted together');
    };
    const timer = outside(() => setTimeout(tell, SECONDS * 1000).unref());
    const own = { about, count: 0, tell };
    kinds.set(kind, own);
    return own;
  };
  return {
    /** `about` is what all lines of a kind have in common. */
    info(kind: string, about: object, fields: object, message: string): void {
      const own =
        kinds.get(kind) ?? (kinds.size < MOST_KINDS ? begin(kind, about) : (kinds.get(OTHERS) ?? begin(OTHERS, {})));
      own.count += 1;
      if (own.count <= WRITTEN) log.info(fields, message);
    },
    /** Tells of what has been counted until now. */
    end(): void {
      for (const { tell } of [...kinds.values()]) tell();
    },
  };
}

const OTHERS = 'others';
