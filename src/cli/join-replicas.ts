import type { Replicas } from '../replicas/open-replicas.ts';
import type { Settings } from '../server/settings.ts';
import type { Log } from '../transport/log.ts';

/** Joins those that have the same database, servers and commands alike; null where the store is this machine's own. */
export async function joinReplicas(store: Settings['store'], log: Log): Promise<Replicas | null> {
  if (store.kind !== 'postgres') return null;
  // Whoever has no Postgres does not wait for its client to load.
  const { openReplicas } = await import('../replicas/open-replicas.ts');
  return openReplicas({ url: store.url, log });
}
