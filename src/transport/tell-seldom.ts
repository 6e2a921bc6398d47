const SAID_AGAIN_AFTER_MS = 60_000;

/** Tells the first of what may be said a hundred times a second, and then one a minute at most. */
export function tellSeldom(tell: (said: string) => void): (said: string) => void {
  let toldAt = -Infinity;
  return (said) => {
    if (performance.now() - toldAt < SAID_AGAIN_AFTER_MS) return;
    toldAt = performance.now();
    tell(said);
  };
}
