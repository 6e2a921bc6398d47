/**
 * Spreads work that comes at once: one piece in each turn of the event loop, so that whatever is quick is answered in
 * between.
 */
export function createTurns(): () => Promise<void> {
  const waiting = new Set<() => void>();
  const next = (): void => {
    const [first] = waiting;
    if (first === undefined) return;
    waiting.delete(first);
    first();
    if (waiting.size > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      waiting.add(resolve);
      if (waiting.size === 1) setImmediate(next);
    });
}
