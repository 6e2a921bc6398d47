import { AsyncLocalStorage } from 'node:async_hooks';

/** Who waits for a vendor, and how urgently: what a line of waiting requests is ordered by. */
export type Waiter = {
  /** Callers share a vendor's limit evenly, whoever asks more. */
  readonly caller: string;
  /** A page that has its list before one that has not, and people before what runs in the background. */
  readonly urgency: Urgency;
  /** The part of a vendor's limits that the background may use, more than 0; all of them when left out. */
  readonly share?: number;
  /** What lets a request through to vendors; left out, nothing holds it back before a vendor's own line. */
  readonly way?: WayToVendors | undefined;
  /** All who wait for this piece of work, where several may; left out, it is done for this waiter alone. */
  readonly party?: Party | undefined;
};

/** Those who wait for one piece of work: it stands in line where the first of them would stand alone. */
export type Party = {
  waiters(): readonly Waiter[];
  /** Somebody more waits for it; what comes back takes them out again. */
  join(waiter: Waiter): () => void;
  /** Calls back whenever somebody has joined; what comes back ends that. */
  onJoin(listener: () => void): () => void;
};

/** One request's way to vendors: what it asks there is seen here, and may be held back before the first of it. */
export type WayToVendors = {
  /**
   * Asks a provider, once the request may. What others are asking already is asked along with them: `isShared` says whether
   * it is.
   */
  asking<Value>(provider: string, ask: () => Promise<Value>, isShared: () => boolean): Promise<Value>;
  /** What it asked has stood in the provider's line for so long. */
  stood(provider: string, ms: number): void;
  /** What it asked has ended; requests to the provider are so far apart just now. */
  asked(provider: string, spacingMs: number): void;
};

type Urgency = 'join' | 'list' | 'sync';

const waiters = new AsyncLocalStorage<Waiter>();
const SOMEBODY: Waiter = { caller: '', urgency: 'list' };

/** Runs the function so that whatever it asks of vendors waits in line as told; what is not told stays as it was. */
export function waitingAs<Result>(waiter: Partial<Waiter>, run: () => Result): Result {
  return waiters.run({ ...currentWaiter(), party: undefined, ...waiter }, run);
}

/** All for whom something waits: at least the one who has begun it, also once everybody has left. */
export function waitersOf(waiter: Waiter): readonly Waiter[] {
  const all = waiter.party?.waiters() ?? [];
  return all.length === 0 ? [waiter] : all;
}

/** Makes a party of nobody. Who joins may be a party of others, as a command that travels with those of other requests. */
export function createParty(): Party {
  const joined = new Set<{ readonly waiter: Waiter }>();
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    waiters: () => [...joined].flatMap(({ waiter }) => waitersOf(waiter)),
    join(waiter) {
      const place = { waiter };
      joined.add(place);
      const stopListening = waiter.party?.onJoin(tell);
      tell();
      return () => {
        stopListening?.();
        joined.delete(place);
      };
    },
    onJoin(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Who is asking here: somebody who wants a list, unless told otherwise. */
export const currentWaiter = (): Waiter => waiters.getStore() ?? SOMEBODY;
