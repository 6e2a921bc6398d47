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
};

/** One request's way to vendors: what it asks there is seen here, and may be held back before the first of it. */
export type WayToVendors = {
  /** Stands around everything that is asked of a provider, also what others have asked already. */
  asking<Value>(provider: string, ask: () => Promise<Value>): Promise<Value>;
  /** Waits until the request may ask a provider itself. */
  enter(provider: string): Promise<void>;
  /** What it asked has stood in the provider's line for so long. */
  stood(provider: string, ms: number): void;
  /** What it asked has ended; requests to the provider are so far apart just now. */
  asked(provider: string, spacingMs: number): void;
};

export type Urgency = 'join' | 'list' | 'sync';

const waiters = new AsyncLocalStorage<Waiter>();
const SOMEBODY: Waiter = { caller: '', urgency: 'list' };

/** Runs the function so that whatever it asks of vendors waits in line as told; what is not told stays as it was. */
export function waitingAs<Result>(waiter: Partial<Waiter>, run: () => Result): Result {
  return waiters.run({ ...currentWaiter(), ...waiter }, run);
}

/** Who is asking here: somebody who wants a list, unless told otherwise. */
export const currentWaiter = (): Waiter => waiters.getStore() ?? SOMEBODY;
