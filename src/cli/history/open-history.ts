import { createOpenAccount } from '../../history/open-accounts.ts';
import { type KeepingProvider, canBeKept } from '../../history/reading.ts';
import type { Account, HistoryStore } from '../../history/store/history-store.ts';
import { openHistoryStore } from '../../history/store/open-history-store.ts';
import type { SyncSettings } from '../../history/sync/create-syncer.ts';
import { createProviders } from '../../providers/index.ts';
import { readSettingsFile } from '../../server/settings-file/read-settings-file.ts';
import type { Instant } from '../../time/instant.ts';
import { MONOTONIC_TIMER, type Timer } from '../../time/timer.ts';
import type { Log } from '../../transport/log.ts';
import { UsageError } from '../usage-error.ts';

/** A provider whose calls are kept, and its account in the store. */
export type KeptProvider = {
  readonly provider: KeepingProvider;
  readonly account: Account;
};

/** What the commands on history work with: the store of the settings, opened beside a server or alone. */
export type OpenedHistory = {
  readonly store: HistoryStore;
  readonly kept: readonly KeptProvider[];
  /** Ids of all providers of the settings. */
  readonly providerKeys: readonly string[];
  readonly settings: SyncSettings;
  readonly now: () => Instant;
  readonly timer: Timer;
  close(): Promise<void>;
};

/** Where a command prints, and whether a person watches: then a line may be written over. */
export type Screen = { readonly isTerminal: boolean; write(text: string): void };

/** Opens the store of a settings file, beside a server or alone, and finds the accounts whose calls are kept in it. */
export async function openHistory(file: string | undefined, log: Log): Promise<OpenedHistory> {
  if (file === undefined)
    throw new UsageError(
      'The demo keeps its history in memory, for as long as it runs: name the settings file of a server with --settings.',
    );
  const settings = readSettingsFile(file, process.env, {});
  const { history } = settings;
  if (history === null) throw new UsageError('These settings say history: off, so nothing is kept.');
  if (settings.store.kind === 'memory')
    throw new UsageError('These settings keep history in the memory of the server: no other program can reach it.');
  const store = await openHistoryStore(settings.store, {
    as: 'command',
    onSetAside: (name, { message }) => log.error({ name, error: message }, 'the store was damaged: it was set aside'),
  });
  // A store that cannot be reached is said once, before every provider finds it out.
  await store.listAccounts();
  const providers = createProviders(settings.providers, { log, now: Date.now });
  const entries = new Map(settings.providers.map((entry) => [entry.id, entry]));
  const kept: KeptProvider[] = [];
  for (const provider of providers) {
    const { history: isKept = true } = entries.get(provider.key) ?? {};
    if (!isKept || !canBeKept(provider)) continue;
    const opening = createOpenAccount({ provider, store, log });
    await opening.open();
    const account = opening.current();
    opening.close();
    if (account !== null) kept.push({ provider, account });
  }
  return {
    store,
    kept,
    providerKeys: [...entries.keys()],
    settings: history,
    now: Date.now,
    timer: MONOTONIC_TIMER,
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
      await store.close();
    },
  };
}
