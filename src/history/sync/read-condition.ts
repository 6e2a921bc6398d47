import type { SyncCondition } from '../../domain/kept-history.ts';
import type { Account } from '../store/account.ts';
import type { HistoryStore } from '../store/history-store.ts';
import { type NotedCondition, STATE_NOTE } from './sync-state.ts';

/** The lease that whoever syncs an account holds. */
export const syncLeaseOf = ({ id }: Account): string => `sync ${id}`;

/**
 * How the sync of an account fares, as whoever syncs it has noted, in whatever process. Where nobody does, it waits, and what
 * stood in its way last is still told.
 */
export async function readCondition(store: HistoryStore, account: Account): Promise<SyncCondition> {
  const [noted, isSynced] = await Promise.all([
    store.getNote(account, STATE_NOTE) as Promise<NotedCondition | null>,
    store.isLeased(syncLeaseOf(account)),
  ]);
  return {
    state: isSynced ? (noted?.state ?? 'FILLING') : 'PAUSED',
    callsPerSecond: isSynced ? (noted?.callsPerSecond ?? null) : null,
    lastError: noted?.lastError ?? null,
  };
}
