import { ProviderError } from '../../src/domain/provider-error.ts';

export const MEMORY_METHODS = [
  'check',
  'listCalls',
  'countCalls',
  'getCalls',
  'getLinkedCalls',
  'getLegs',
  'getRecordings',
  'getCosts',
  'getAgents',
  'getQueues',
  'listAgents',
  'listQueues',
  'listLines',
  'openMedia',
  'listCallsByOffset',
] as const;
export type MemoryMethod = (typeof MEMORY_METHODS)[number];

/** Requests by the port's method names; one page of a list is one request. */
export type MemoryRequestCounts = Record<MemoryMethod, number> & { readonly total: number };
export type MemoryBatch = { readonly method: MemoryMethod; readonly ids: readonly string[] };
export type Interceptor = (method: MemoryMethod, signal: AbortSignal) => void | Promise<void>;

/** Handles that make a provider misbehave and tell what it was asked. */
export type MemoryFaults = {
  readonly requests: MemoryRequestCounts;
  /** Ids of every many-at-once request. */
  readonly batches: readonly MemoryBatch[];
  /** Runs before every request is answered: throw to fail it, wait to delay it. */
  intercept(before: Interceptor | null): void;
  /** From now on every request fails with this kind; null ends it. */
  failWith(kind: ProviderError['kind'] | null, options?: { retryAfterSeconds?: number }): void;
  /** From now on requests are not answered until they are aborted. */
  hang(): void;
  /** Ends failing, hanging and intercepting. */
  recover(): void;
};

/** Counts the requests of a memory provider, and fails them as told. */
export function createMemoryRequests(key: string) {
  const counts = Object.fromEntries(MEMORY_METHODS.map((method) => [method, 0])) as Record<MemoryMethod, number>;
  const batches: MemoryBatch[] = [];
  let before: Interceptor | null = null;
  let lastError: ProviderError | null = null;

  const request = async (method: MemoryMethod, signal: AbortSignal, ids?: readonly string[]): Promise<void> => {
    signal.throwIfAborted();
    counts[method] += 1;
    if (ids) batches.push({ method, ids });
    // A vendor answers later, never in the same turn.
    await Promise.resolve();
    try {
      await before?.(method, signal);
      lastError = null;
    } catch (error) {
      if (error instanceof ProviderError) lastError = error;
      throw error;
    }
    signal.throwIfAborted();
  };

  const faults: MemoryFaults = {
    get requests() {
      return { ...counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
    },
    batches,
    intercept(next) {
      before = next;
    },
    failWith(kind, options = {}) {
      before = kind && (() => Promise.reject(new ProviderError(key, kind, `${key} fails as told`, options)));
    },
    hang() {
      before = (_method, signal) => aborted(signal);
    },
    recover() {
      before = null;
    },
  };
  return { request, faults, lastError: () => lastError };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    // The reason of a signal is whatever its owner gave.
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
