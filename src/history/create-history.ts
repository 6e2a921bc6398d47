import type { Provider } from '../domain/provider.ts';
import { SECOND_MS, type Instant } from '../time/instant.ts';
import type { Follower } from './history-scope.ts';
import type { HistoryLog } from './log.ts';
import { createOpenAccount } from './open-accounts.ts';
import { type KeepingProvider, canBeKept } from './reading.ts';
import { createReturnedCalls } from './returned-calls.ts';
import { createStoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';
import type { HistoryStore } from './store/history-store.ts';
import { withHistory } from './with-history.ts';
import { withReadTimes } from './with-read-times.ts';

/** How much is kept, and how closely the open days are followed: `history` of the settings. */
export type HistorySettings = {
  /** How far back history is kept; null for as far as the provider goes. */
  readonly keepDays: number | null;
  /** The part of a vendor's allowances that a sync may use, more than 0 and at most 1. */
  readonly share: number;
  readonly freshSeconds: number;
  readonly lateSeconds: number;
  /** Whether what was said in calls is kept too; not, where it is left out. */
  readonly keepTranscripts?: boolean;
};

/** A provider, and what its settings say of its history. */
export type HistoryMember = {
  readonly provider: Provider;
  readonly isKept: boolean;
};

/** Whoever fills the history: reads back in time, follows the open days, reads again what may still change. */
export type HistoryFiller = {
  /** Answers those who wait for the open hours of a provider. */
  follower(provider: string): Follower;
  /** A vendor says that a call has ended, or shows it only after so long: its youngest hour is read now. False where nothing new comes of it. */
  hint(provider: string, againMs?: number): boolean;
  start(): void;
  stop(): Promise<void>;
};

/** A provider whose calls are kept, for whoever fills its history. */
export type KeptMember = {
  readonly provider: KeepingProvider;
  readonly account: () => Account | null;
  /** Lists whom its calls name, and keeps their names: they are there while the vendor is down. */
  readonly readNames?: (signal: AbortSignal) => Promise<void>;
};

/** What fills a history is made of. */
export type SyncTools = {
  readonly store: HistoryStore;
  /** Those whose calls are kept, not wrapped, each with its account as soon as that is known. */
  readonly kept: readonly KeptMember[];
  readonly settings: HistorySettings;
  readonly log: HistoryLog;
  readonly now: () => Instant;
  /** Told of what stands in the way of a sync, by its kind. */
  readonly onFailure?: ((provider: string, kind: string) => void) | undefined;
};

/** Providers that are not asked again for what is kept. */
export type History = {
  readonly providers: readonly Provider[];
  /** Looks for the accounts, from which on what is kept is read. Does not wait for a vendor. */
  open(): void;
  /** Opens the accounts and begins to fill. */
  start(): void;
  /** A vendor says that a call has ended: see HistoryFiller. */
  hint(provider: string, againMs?: number): boolean;
  /** Resolves when each account was looked for once. */
  opened(): Promise<void>;
  stop(): Promise<void>;
};

export type HistoryOptions = {
  /** Null where nothing is kept. */
  readonly store: HistoryStore | null;
  readonly members: readonly HistoryMember[];
  readonly settings: HistorySettings;
  readonly log: HistoryLog;
  readonly now: () => Instant;
  readonly createSync?: (tools: SyncTools) => HistoryFiller;
};

/** Puts a history under providers; without a store, they only say when they read. */
export function createHistory({ store, ...options }: HistoryOptions): History {
  if (store !== null) return createHistoryIn(store, options);
  return {
    providers: options.members.map(({ provider }) => withReadTimes(provider, options.now)),
    open() {},
    start() {},
    hint: () => false,
    async opened() {},
    async stop() {},
  };
}

function createHistoryIn(store: HistoryStore, options: Omit<HistoryOptions, 'store'>): History {
  const { members, settings, log, now, createSync } = options;
  const wrapped = new Map<Provider, Provider>();
  const kept = members.filter(isKeeping).map(({ provider }) => {
    const opening = createOpenAccount({ provider, store, log });
    return {
      ...{ provider, opening },
      account: () => opening.current(),
      readNames: (signal: AbortSignal) => readNames(wrapped.get(provider)!, signal),
    };
  });
  const openAll = async (): Promise<void> => {
    await Promise.all(kept.map(({ opening }) => opening.open()));
  };
  const access = createStoreAccess(store, { log, onBegunAnew: () => void openAll() });
  const sync = createSync?.({ store, kept, settings, log, now });
  const followerOf = ({ key }: Provider): Follower | null => sync?.follower(key) ?? null;
  const freshness = { freshMs: settings.freshSeconds * SECOND_MS, lateMs: settings.lateSeconds * SECOND_MS };
  const returned = createReturnedCalls({
    ...{ access, freshness, now },
    members: kept.map(({ provider, account }) => ({
      ...{ account, follower: followerOf(provider) },
      provider: () => wrapped.get(provider)!,
    })),
  });
  for (const { provider, account } of kept) {
    const { keepDays, keepTranscripts: keepsTranscripts = false } = settings;
    const own = { account, follower: followerOf(provider) };
    const shared = { access, freshness, keepDays, keepsTranscripts, now, returned };
    wrapped.set(provider, withHistory(provider, { ...own, ...shared }));
  }
  let opening: Promise<void> | null = null;
  const open = (): void => {
    opening ??= openAll();
  };
  return {
    providers: members.map(({ provider }) => wrapped.get(provider) ?? withReadTimes(provider, now)),
    open,
    start() {
      open();
      sync?.start();
    },
    hint: (provider, againMs) => sync?.hint(provider, againMs) ?? false,
    async opened() {
      await opening;
    },
    async stop() {
      for (const one of kept) one.opening.close();
      await sync?.stop();
    },
  };
}

const isKeeping = (member: HistoryMember): member is HistoryMember & { readonly provider: KeepingProvider } =>
  member.isKept && canBeKept(member.provider);

async function readNames(provider: Provider, signal: AbortSignal): Promise<void> {
  await provider.listAgents(signal);
  await provider.listQueues?.(signal);
}
