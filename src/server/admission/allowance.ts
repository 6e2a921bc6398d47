import { LRUCache } from 'lru-cache';

/** What each caller may use up a minute: what a minute brings is there at once, and comes back as time goes by. */
export type Allowance = {
  readonly perMinute: number;
  /** Milliseconds until a caller may take so much; 0 for now. */
  msUntil(caller: string, amount: number): number;
  take(caller: string, amount: number): void;
  /** What was taken for nothing. */
  giveBack(caller: string, amount: number): void;
  /** What a caller may take at once. */
  left(caller: string): number;
};

const MINUTE_MS = 60_000;
/** Whoever is forgotten may take all of it again; by then their minute is over, as a rule. */
const CALLERS = 10_000;

/** Makes an allowance of which nothing is used. */
export function createAllowance(perMinute: number): Allowance {
  const used = new LRUCache<string, { readonly amount: number; readonly at: number }>({ max: CALLERS });
  const usedBy = (caller: string): number => {
    const last = used.get(caller);
    if (last === undefined) return 0;
    return Math.max(0, last.amount - ((performance.now() - last.at) * perMinute) / MINUTE_MS);
  };
  const use = (caller: string, amount: number): void =>
    void used.set(caller, { amount: Math.max(0, usedBy(caller) + amount), at: performance.now() });
  return {
    perMinute,
    // What is more than a minute brings takes all of it: it could never be taken otherwise.
    msUntil(caller, amount) {
      const missing = usedBy(caller) + Math.min(amount, perMinute) - perMinute;
      return Math.max(0, (missing / perMinute) * MINUTE_MS);
    },
    take: use,
    giveBack: (caller, amount) => use(caller, -amount),
    left: (caller) => Math.max(0, Math.floor(perMinute - usedBy(caller))),
  };
}
