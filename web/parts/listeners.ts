/** Who wants to know that something outside React has changed: `listen` is what useSyncExternalStore subscribes with. */
export function createListeners() {
  const listeners = new Set<() => void>();
  return {
    listen(this: void, listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(this: void): void {
      for (const listener of listeners) listener();
    },
  };
}
