/** How many there are of each caller, and in all. */
export type Counts = {
  all(): number;
  of(caller: string): number;
  /** How many there are, where of each caller no more than so many count. */
  upTo(mostOfCaller: number): number;
  add(caller: string): void;
  remove(caller: string): void;
};

/** Makes counts of nobody. */
export function createCounts(): Counts {
  const counts = new Map<string, number>();
  let all = 0;
  const of = (caller: string): number => counts.get(caller) ?? 0;
  return {
    all: () => all,
    of,
    upTo: (mostOfCaller) => [...counts.values()].reduce((sum, count) => sum + Math.min(count, mostOfCaller), 0),
    add(caller) {
      counts.set(caller, of(caller) + 1);
      all += 1;
    },
    remove(caller) {
      const left = of(caller) - 1;
      if (left > 0) counts.set(caller, left);
      else counts.delete(caller);
      all -= 1;
    },
  };
}
