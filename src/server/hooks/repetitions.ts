import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Twice as long as a message with a time is good for: one may have come from a clock that is ahead. */
const REMEMBERED_MS = 10 * 60_000;
/** What is forgotten sooner, and comes again, makes something be read that has been read. */
const MOST = 10_000;

/** Knows messages that have come before. */
export function createRepetitions() {
  const known = new LRUCache<string, true>({ max: MOST, ttl: REMEMBERED_MS });
  return {
    isRepeated(provider: string, message: string): boolean {
      const digest = createHash('sha256').update(`${provider} ${message}`).digest('base64url');
      const isKnown = known.has(digest);
      known.set(digest, true);
      return isKnown;
    },
  };
}
