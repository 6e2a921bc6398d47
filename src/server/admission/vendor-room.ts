import { createAdaptiveLimit } from './adaptive-limit.ts';
import { createCounts } from '../../transport/counts.ts';
import type { Waiting } from './fair-line.ts';
import { createMean } from './mean.ts';

/** A request that asks vendors. */
export type AskingVendors = Waiting & {
  /** What it wants to ask, as far as is known. */
  readonly wanted: ReadonlySet<string>;
  /** Where it has a place; the room adds to them. */
  readonly places: Set<string>;
};

export type VendorRoom = ReturnType<typeof createVendorRoom>;

/** What a provider took for a request, and how often it was asked. */
export type Took = { readonly ms: number; readonly requests: number };

/** Whoever stands longer in a vendor's line than this part of their time is held up: the list comes first, and joins follow. */
const HELD_UP = 0.25;
const CALM = 0.1;
/** How long vendors take until it is measured: those who come at first are kept rather short. */
const ASSUMED_MS = 2_000;
const ASSUMED_REQUESTS = 2;

/**
 * Room for requests that ask vendors: at each provider for as many as get through its limits within their time. `deadlineMs`
 * is a provider's share of a request's time.
 */
export function createVendorRoom(deadlineMs: (provider: string) => number) {
  const providers = new Map<string, ReturnType<typeof createEntry>>();
  const entryOf = (provider: string) => {
    const entry = providers.get(provider) ?? createEntry();
    providers.set(provider, entry);
    return entry;
  };
  const isFull = (caller: string, provider: string): boolean => {
    const { asking, limit } = entryOf(provider);
    const most = limit.now();
    const mostOfCaller = most - sparePlaces(most);
    // Whoever comes next finds a place, however much one caller asks. Who was in when the limit fell, or has gone on from
    // another provider, may be more of one caller than are let in now: these take nobody else's place.
    return asking.of(caller) >= mostOfCaller || asking.upTo(mostOfCaller) >= most;
  };
  /** The first provider that keeps a request out. */
  const fullFor = ({ caller, wanted }: AskingVendors): string | null =>
    [...wanted].find((provider) => isFull(caller, provider)) ?? null;
  /** What has been begun goes on, also at another provider. */
  const join = ({ caller, places }: AskingVendors, provider: string): void => {
    if (places.has(provider)) return;
    places.add(provider);
    entryOf(provider).asking.add(caller);
  };
  /** How long until there is room for one more: by what those took who were in, and by what the vendor lets through. */
  const everyMs = (provider: string): number => {
    const { time, limit, spacingMs, requests } = entryOf(provider);
    return Math.max(time.now() / limit.now(), spacingMs * requests.now());
  };
  const leave = (caller: string, provider: string, took: Took | null): void => {
    const { asking, limit, time, requests, heldUpAt } = entryOf(provider);
    const wasUsed = asking.all() >= limit.now() - sparePlaces(limit.now());
    asking.remove(caller);
    if (took === null) return;
    time.note(took.ms);
    requests.note(took.requests);
    if (wasUsed && performance.now() - heldUpAt > took.ms) limit.grow();
  };

  return {
    fullFor,
    hasRoom: (wish: AskingVendors): boolean => fullFor(wish) === null,
    take(asking: AskingVendors): void {
      for (const provider of asking.wanted) join(asking, provider);
    },
    everyMs: ({ wanted }: AskingVendors): number => Math.max(0, ...[...wanted].map(everyMs)),
    join,
    /** A request to a vendor has stood in its line for so long, for one who began then. */
    noteWait(provider: string, ms: number, beganAt: number): void {
      const entry = entryOf(provider);
      const share = ms / deadlineMs(provider);
      if (share > CALM) entry.heldUpAt = performance.now();
      if (share > HELD_UP) entry.limit.fall(beganAt);
    },
    /** Requests to a provider are so far apart just now. */
    noteSpacing(provider: string, ms: number): void {
      entryOf(provider).spacingMs = ms;
    },
    /** It has ended. */
    leave({ caller, places }: AskingVendors, took: (provider: string) => Took | null): void {
      for (const provider of places) leave(caller, provider, took(provider));
      places.clear();
    },
    status: () =>
      Object.fromEntries(
        [...providers].map(([provider, { asking, limit }]) => [
          provider,
          { inFlight: asking.all(), limit: limit.now() },
        ]),
      ),
  };
}

/** Places that one caller leaves to the others. */
const sparePlaces = (limit: number): number => Math.max(1, Math.floor(limit / 4));

const createEntry = () => ({
  asking: createCounts(),
  limit: createAdaptiveLimit(),
  time: createMean(ASSUMED_MS),
  requests: createMean(ASSUMED_REQUESTS),
  spacingMs: 0,
  heldUpAt: -Infinity,
});
