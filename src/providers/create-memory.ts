import { LRUCache } from 'lru-cache';
import type { Instant } from '../time/instant.ts';

/** Remembers what a vendor said for a while, by the clock that everything else goes by. */
export const createMemory = <Value extends NonNullable<unknown>>(options: {
  readonly max: number;
  readonly keptMs: number;
  readonly now: () => Instant;
}): LRUCache<string, Value> =>
  new LRUCache({ max: options.max, ttl: options.keptMs, ttlResolution: 0, perf: { now: options.now } });
