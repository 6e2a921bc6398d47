import type { Provider } from '../../domain/provider.ts';
import { createOpenAccount } from '../../history/open-accounts.ts';
import { type KeepingProvider, canBeKept } from '../../history/reading.ts';
import type { Account } from '../../history/store/account.ts';
import type { HistoryStore } from '../../history/store/history-store.ts';
import type { HistorySettings } from '../../history/create-history.ts';
import { createProviders } from '../../providers/index.ts';
import { readSettingsFile } from '../../server/settings-file/read-settings-file.ts';
import type { Instant } from '../../time/instant.ts';
import { MONOTONIC_TIMER, type Timer } from '../../time/timer.ts';
import type { Log } from '../../transport/log.ts';
import { joinReplicas } from '../join-replicas.ts';
import { openCommandStore } from '../open-command-store.ts';
import { UsageError } from '../usage-error.ts';

/** A provider whose calls are kept, and its account in the store. */
export type KeptProvider = {
  readonly provider: KeepingProvider;
  readonly account: Account;
};

/** What the commands on history work with: the store of the settings, opened beside a server or alone. */
export type OpenedHistory = {
  readonly store: HistoryStore;
  /** Those whose calls are kept. */
  readonly kept: readonly KeepingProvider[];
  /** Finds their accounts, which may ask their vendors; those that cannot be told are left out, and in the log. */
  openAccounts(): Promise<readonly KeptProvider[]>;
  /** Ids of all providers of the settings. */
  readonly providerKeys: readonly string[];
  readonly settings: HistorySettings;
  readonly now: () => Instant;
  readonly timer: Timer;
  close(): Promise<void>;
};

/** Where a command prints, and whether a person watches: then a line may be written over. */
export type Screen = { readonly isTerminal: boolean; write(text: string): void };

/** Opens the store of a settings file, beside a server or alone. Asks no vendor. */
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
  const store = await openCommandStore(settings.store, log);
  // One that cannot be reached is said at once, and not once for each provider.
  await store.listAccounts();
  const replicas = await joinReplicas(settings.store, log);
  const shareAccount = replicas?.shareAccount;
  const providers = createProviders(settings.providers, { log, now: Date.now, shareAccount });
  const entries = new Map(settings.providers.map((entry) => [entry.id, entry]));
  const isKept = ({ key }: Provider): boolean => entries.get(key)?.history ?? true;
  const kept = providers.filter(canBeKept).filter(isKept);
  return {
    store,
    kept,
    openAccounts: () => openAccounts(kept, store, log),
    providerKeys: [...entries.keys()],
    settings: history,
    now: Date.now,
    timer: MONOTONIC_TIMER,
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
      await replicas?.close();
      await store.close();
    },
  };
}

async function openAccounts(
  providers: readonly KeepingProvider[],
  store: HistoryStore,
  log: Log,
): Promise<readonly KeptProvider[]> {
  const opened: KeptProvider[] = [];
  for (const provider of providers) {
    const opening = createOpenAccount({ provider, store, log });
    await opening.open();
    const account = opening.current();
    opening.close();
    if (account !== null) opened.push({ provider, account });
  }
  return opened;
}
