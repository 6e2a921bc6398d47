import { ProviderError } from '../domain/provider-error.ts';
import type { Part } from './joined-call.ts';
import type { PortLoader } from './port-loader.ts';
import type { ProviderKey } from './provider-key.ts';

/** Loads many keys and keeps failures of providers in their slots; throws when the caller has gone. */
export async function loadParts<Key extends ProviderKey, Value>(
  loader: PortLoader<Key, Value>,
  keys: readonly Key[],
): Promise<Part<Value>[]> {
  if (keys.length === 0) return [];
  const slots = await loader.loadMany(keys);
  return slots.map((slot) => {
    if (slot instanceof Error && !(slot instanceof ProviderError)) throw slot;
    return slot;
  });
}
