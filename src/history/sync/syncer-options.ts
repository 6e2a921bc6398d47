import type { Instant } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';
import type { HistorySettings } from '../create-history.ts';
import type { HistoryLog } from '../log.ts';
import type { KeepingProvider } from '../reading.ts';
import type { Account } from '../store/account.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { Lease } from '../store/lease.ts';

/** What the sync of one account works on and with; each of its pieces takes of it what it needs. */
export type SyncerOptions = {
  readonly provider: KeepingProvider;
  readonly store: HistoryStore;
  readonly account: Account;
  readonly settings: HistorySettings;
  readonly log: HistoryLog;
  readonly now: () => Instant;
  readonly timer: Timer;
  /** Where history begins for this sync alone: later than the provider and `keepDays` say, never earlier. */
  readonly since?: Instant;
  /** Lists whom calls name, and keeps their names; left out where nobody keeps them. */
  readonly readNames?: (signal: AbortSignal) => Promise<void>;
  /** The right to write, as it is now; null before it is had and after it is lost. */
  readonly lease: () => Lease | null;
};
