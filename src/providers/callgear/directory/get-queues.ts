import type { Slot } from '../../../domain/provider-error.ts';
import type { Queue } from '../../../domain/queue.ts';
import { idOrNull, textOrNull } from '../../../transport/read-wire.ts';
import type { Account } from '../api/account.ts';

/** Queues by id, in the order of the ids: the vendor's groups, which one question lists whole. */
export async function getQueues(
  ids: readonly string[],
  { client, provider }: Pick<Account, 'client' | 'provider'>,
  signal: AbortSignal,
): Promise<Slot<Queue>[]> {
  if (ids.length === 0) return [];
  const queues = new Map<string, Queue>();
  for (const row of await client.groups(signal)) {
    const nativeId = idOrNull(row.id);
    if (nativeId !== null) queues.set(nativeId, { provider, nativeId, name: textOrNull(row.name) });
  }
  return ids.map((id) => queues.get(id) ?? null);
}
