import { LRUCache } from 'lru-cache';

const MINUTE_MS = 60_000;
/** Whoever is forgotten may take all of it again; by then their minute is over, as a rule. */
const CALLERS = 10_000;

export type Allowance = ReturnType<typeof createAllowance>;

/** What each caller may use up a minute: what a minute brings is there at once, and comes back as time goes by. */
export function createAllowance(perMinute: number) {
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
    /**
     * Milliseconds until a caller may take so much; 0 for now. What is more than a minute brings takes all of it: it could never
     * be taken otherwise.
     */
    msUntil(caller: string, amount: number): number {
      const missing = usedBy(caller) + Math.min(amount, perMinute) - perMinute;
      return Math.max(0, (missing / perMinute) * MINUTE_MS);
    },
    take: use,
    /** What was taken for nothing. */
    giveBack: (caller: string, amount: number): void => use(caller, -amount),
    /** What a caller may take at once. */
    left: (caller: string): number => Math.max(0, Math.floor(perMinute - usedBy(caller))),
  };
}
