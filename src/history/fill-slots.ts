import { ProviderError, type Slot } from '../domain/provider-error.ts';

/** Asks only for what is not kept. A failure takes away its own slots; where nothing is kept, all. */
export async function fillSlots<Key, Kept, Value>(
  keys: readonly Key[],
  keptOf: (key: Key) => Kept | undefined,
  toValue: (kept: Kept) => Value,
  ask: (keys: readonly Key[]) => Promise<Slot<Value>[]>,
): Promise<Slot<Value>[]> {
  const others = keys.filter((key) => keptOf(key) === undefined);
  const answers =
    others.length === 0
      ? []
      : await ask(others).catch((error: unknown) => {
          if (!(error instanceof ProviderError) || others.length === keys.length) throw error;
          return others.map(() => error);
        });
  let next = 0;
  return keys.map((key) => {
    const kept = keptOf(key);
    return kept === undefined ? (answers[next++] ?? null) : toValue(kept);
  });
}
