/** Whoever waits. */
export type Waiting = { readonly caller: string };

/** Those who wait, callers in turn: who sends ten requests stands behind who sends one. Nobody does yet. */
export function createFairLine<Place extends Waiting>() {
  const places = new Map<string, Set<Place>>();
  let size = 0;
  const sizeOf = (caller: string): number => places.get(caller)?.size ?? 0;
  return {
    size: (): number => size,
    sizeOf,
    add(place: Place): void {
      const own = places.get(place.caller) ?? new Set();
      places.set(place.caller, own.add(place));
      size += 1;
    },
    remove(place: Place): void {
      const own = places.get(place.caller);
      if (!own?.delete(place)) return;
      size -= 1;
      if (own.size === 0) places.delete(place.caller);
    },
    has: (place: Place): boolean => places.get(place.caller)?.has(place) ?? false,
    lastOf: (caller: string): Place | undefined => [...(places.get(caller) ?? [])].at(-1),
    /** How many come before one of them. */
    aheadOf(place: Place): number {
      const own = [...(places.get(place.caller) ?? [])].indexOf(place);
      let ahead = own;
      for (const [caller, { size: theirs }] of places) if (caller !== place.caller) ahead += Math.min(theirs, own + 1);
      return ahead;
    },
    /** In which order they come: the first of each caller, then the second of each. */
    *inTurn(): Iterable<Place> {
      let round = [...places.values()].map((own) => own.values());
      while (round.length > 0) {
        const left: typeof round = [];
        for (const own of round) {
          const { done, value } = own.next();
          if (done === true) continue;
          left.push(own);
          yield value;
        }
        round = left;
      }
    },
    /** Puts a caller behind the others, who come first now. */
    tookTurn(caller: string): void {
      const own = places.get(caller);
      if (own === undefined) return;
      places.delete(caller);
      places.set(caller, own);
    },
  };
}
