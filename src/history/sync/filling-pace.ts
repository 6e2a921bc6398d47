/** How fast a history is filled: counts calls, and once a minute says how many a second there were. */
export type FillingPace = {
  /** Null within the minute. */
  add(calls: number, elapsed: number): number | null;
};

const TELL_MS = 60_000;

/** Makes one that begins with the first calls. */
export function createFillingPace(): FillingPace {
  let since: number | null = null;
  let counted = 0;
  return {
    add(calls, elapsed) {
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
