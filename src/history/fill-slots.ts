import { ProviderError, type Slot, asAnswer } from '../domain/provider-error.ts';

/** Asks only for what is not kept: where `keptOf` gives undefined. A failure takes away its own slots; where nothing is kept, all. */
export async function fillSlots<Key, Value>(
  keys: readonly Key[],
  keptOf: (key: Key) => Value | null | undefined,
  ask: (keys: readonly Key[]) => Promise<Slot<Value>[]>,
): Promise<Slot<Value>[]> {
  const kept = keys.map(keptOf);
  const others = keys.filter((_, index) => kept[index] === undefined);
  if (others.length === 0) return kept.map((value) => value ?? null);
  const answers = await ask(others).catch(asAnswer);
  if (answers instanceof ProviderError && others.length === keys.length) throw answers;
  let next = 0;
  return kept.map((value) => {
    if (value !== undefined) return value;
    return answers instanceof ProviderError ? answers : (answers[next++] ?? null);
  });
}
