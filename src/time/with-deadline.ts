import { AsyncLocalStorage } from 'node:async_hooks';

/** A provider's share of a page has passed. */
export class DeadlinePassed extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'DeadlinePassed';
  }
}

/** The latest moment of a signal, and what must live as long as it does. */
type Deadline = { readonly at: () => number | null; readonly source?: AbortController };

const deadlines = new WeakMap<AbortSignal, Deadline>();

/** A timer holds the context that it is set in, and with it a whole request: these are set in none. */
const outside = AsyncLocalStorage.snapshot();

/** A deadline for the beginning of something: once it is lifted, the signal follows the given one alone. */
type LiftableDeadline = { readonly signal: AbortSignal; readonly lift: () => void };

/**
 * A signal that follows the given one and is aborted with DeadlinePassed after the time. Nothing needs to be cleaned up:
 * the timer holds neither the process nor anything but itself.
 */
export function withDeadline(signal: AbortSignal, ms: number): AbortSignal {
  return withLiftableDeadline(signal, ms).signal;
}

/** The same for an opening whose outcome may take its time: its deadline is lifted when it has come. */
export function withLiftableDeadline(signal: AbortSignal, ms: number): LiftableDeadline {
  const source = new AbortController();
  const expires = performance.now() + ms;
  const timer = outside(() => setTimeout(expire, ms, new WeakRef(source), ms).unref());
  const both = AbortSignal.any([signal, source.signal]);
  // Read when it is asked for: the deadline of work that several wait for moves with them.
  const at = (): number => Math.min(deadlineOf(signal) ?? Infinity, expires);
  // `any` holds its sources weakly: this entry keeps the timer's end alive as long as somebody holds the signal.
  deadlines.set(both, { at, source });
  const lift = (): void => {
    clearTimeout(timer);
    deadlines.set(both, { at: () => deadlineOf(signal), source });
  };
  return { signal: both, lift };
}

/** When the signal will be aborted at the latest, by performance.now(); null when that is open. */
export function deadlineOf(signal: AbortSignal): number | null {
  return deadlines.get(signal)?.at() ?? null;
}

/** Gives a signal a deadline that others will enforce: that of a request which several wait for. */
export function announceDeadline(signal: AbortSignal, at: () => number | null): void {
  deadlines.set(signal, { at });
}

function expire(source: WeakRef<AbortController>, ms: number): void {
  source.deref()?.abort(new DeadlinePassed(ms));
}
