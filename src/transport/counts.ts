/** Counts how many there are of each caller, and in all: nobody yet. */
export function createCounts() {
  const counts = new Map<string, number>();
  let all = 0;
  const of = (caller: string): number => counts.get(caller) ?? 0;
  return {
    all: (): number => all,
    of,
    /** How many there are, where of each caller no more than so many count. */
    upTo: (mostOfCaller: number): number =>
      [...counts.values()].reduce((sum, count) => sum + Math.min(count, mostOfCaller), 0),
    add(caller: string): void {
      counts.set(caller, of(caller) + 1);
      all += 1;
    },
    remove(caller: string): void {
      const left = of(caller) - 1;
      if (left > 0) counts.set(caller, left);
      else counts.delete(caller);
      all -= 1;
    },
  };
}
