const TELL_MS = 60_000;

/** How fast a history is filled, from the first calls on. */
export function createFillingPace() {
  let since: number | null = null;
  let counted = 0;
  return {
    /** Counts calls, and once a minute says how many a second there were; null within it. */
    add(calls: number, elapsed: number): number | null {
      counted += calls;
      since ??= elapsed;
      const passedMs = elapsed - since;
      if (passedMs < TELL_MS) return null;
      const perSecond = Math.round((counted / passedMs) * 10_000) / 10;
      since = elapsed;
      counted = 0;
      return perSecond;
    },
  };
}
