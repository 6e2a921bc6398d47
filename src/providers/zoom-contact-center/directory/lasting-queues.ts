import { LRUCache } from 'lru-cache';

/** Queue ids that rows have shown to be lasting ones (`cc_queue_id`). What is not here may be either of Zoom's two ids. */
export type LastingQueues = { has(id: string): boolean; add(id: string): void };

const MAX_QUEUES = 5000;

export function createLastingQueues(): LastingQueues {
  const seen = new LRUCache<string, true>({ max: MAX_QUEUES });
  return { has: (id) => seen.has(id), add: (id) => void seen.set(id, true) };
}
