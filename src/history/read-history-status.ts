import type { HistoryStatus } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import type { Instant } from '../time/instant.ts';
import type { HistoryStore } from './store/history-store.ts';
import { CALL_PARTS } from './store/vendor-reading.ts';
import { readCondition } from './sync/read-condition.ts';

/**
 * How far the history of a provider is kept since it is to be, and how its sync fares in whatever process; null where
 * nothing of it is kept.
 */
export async function readHistoryStatus(
  store: HistoryStore,
  provider: Provider,
  since: Instant,
): Promise<HistoryStatus | null> {
  const known = (await store.listAccounts()).find(
    ({ account, isCurrent }) => isCurrent && account.key === provider.key && account.kind === provider.kind,
  );
  if (known === undefined) return null;
  const range = { from: since, to: provider.settledThrough() };
  const [status, condition] = await Promise.all([
    store.status(known.account, range, CALL_PARTS),
    readCondition(store, known.account),
  ]);
  const { kept, calls, transcripts, followedThrough, lastReadAt, progress } = status;
  return {
    ...condition,
    keptFrom: kept?.from ?? null,
    keptThrough: kept?.to ?? null,
    followedThrough,
    calls,
    transcripts,
    progress,
    lastReadAt,
  };
}
