import type { Provider } from '../../domain/provider.ts';
import type { KeepingRules, SyncSettings } from '../../history/sync/create-syncer.ts';
import type { Account, HistoryStore } from '../../history/store/history-store.ts';
import type { Instant } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';

/** A provider whose calls are kept, and its account in the store. */
export type KeptProvider = {
  readonly provider: Provider & { readonly keeping?: KeepingRules };
  readonly account: Account;
};

/** What the commands on history work with: the store of the settings, opened beside a server or alone. */
export type OpenedHistory = {
  readonly store: HistoryStore;
  readonly kept: readonly KeptProvider[];
  readonly settings: SyncSettings;
  readonly now: () => Instant;
  readonly timer: Timer;
  close(): Promise<void>;
};

/** Where a command prints, and whether a person watches: then a line may be written over. */
export type Screen = { readonly isTerminal: boolean; write(text: string): void };
