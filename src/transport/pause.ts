export type Pause = ReturnType<typeof createPause>;

/** The one try after a pause; what it learns counts for nothing once the pause has begun anew. */
export type Attempt = {
  /** It got through: the others follow. */
  succeed(): void;
  /** It has learned nothing: the next one may try. */
  giveUp(): void;
};

/** A vendor's word for a longer wait may be a slip, and would shut the account out until a restart. */
const LONGEST_MS = 10 * 60_000;

/** How much of a wait that a vendor names is believed. */
export const believedMs = (ms: number): number => Math.min(ms, LONGEST_MS);

/**
 * A stop that a vendor has asked for, or that its failures have earned it; it has not begun. A time is believed for ten
 * minutes at most, and however long it was, one request tries before the others follow.
 */
export function createPause() {
  let until: number | null = null;
  let trying: Attempt | null = null;
  return {
    /** Begins, or goes on for longer. */
    start(ms: number): void {
      until = Math.max(until ?? 0, performance.now() + believedMs(ms));
      trying = null;
    },
    /** Whether it has begun and nobody has got through since. */
    isOn: (): boolean => until !== null,
    /** Milliseconds until somebody may try; 0 where it is over or there is none. */
    leftMs: (): number => (until === null ? 0 : Math.max(0, until - performance.now())),
    /** Whether somebody is trying. */
    isTried: (): boolean => trying !== null,
    /** Makes the caller the one that tries; null where there is no need to. */
    try(): Attempt | null {
      if (until === null) return null;
      const attempt: Attempt = {
        succeed() {
          if (trying === attempt) [until, trying] = [null, null];
        },
        giveUp() {
          if (trying === attempt) trying = null;
        },
      };
      trying = attempt;
      return attempt;
    },
  };
}
