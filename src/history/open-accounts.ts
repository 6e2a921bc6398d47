import { ProviderError, toLogFields } from '../domain/provider-error.ts';
import type { HistoryLog } from './log.ts';
import type { KeepingProvider } from './reading.ts';
import { remapCalls } from './remap-calls.ts';
import type { Account } from './store/account.ts';
import type { HistoryStore } from './store/history-store.ts';
import { StoreError } from './store/store-error.ts';

type OpenAccountOptions = {
  readonly provider: KeepingProvider;
  readonly store: HistoryStore;
  readonly log: HistoryLog;
};

const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60_000;
/** The note by which an account is known again while its vendor cannot be asked. */
const SETTINGS_NOTE = 'settings';

/** The account behind a provider, as the store knows it. */
export function createOpenAccount(options: OpenAccountOptions) {
  const { provider, log } = options;
  const closing = new AbortController();
  let account: Account | null = null;
  let opening: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = FIRST_RETRY_MS;

  const tryAgain = (error: unknown): void => {
    if (closing.signal.aborted) return;
    if (retryMs === FIRST_RETRY_MS)
      log.warn({ provider: provider.key, ...toLogFields(error) }, 'its kept history cannot be used yet');
    clearTimeout(timer);
    timer = setTimeout(() => void open(), retryMs).unref();
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  };
  const attempt = async (): Promise<void> => {
    account = null;
    try {
      const { account: found, doubt } = await openOnce(options, closing.signal);
      account = found;
      if (doubt === undefined) retryMs = FIRST_RETRY_MS;
      else tryAgain(doubt);
    } catch (error) {
      if (!(error instanceof StoreError || error instanceof ProviderError) && !closing.signal.aborted) throw error;
      tryAgain(error);
    }
  };
  /** Finds it, again if need be. Never rejects: what stands in the way is in the log, and is tried again. */
  const open = (): Promise<void> => {
    opening ??= attempt().finally(() => {
      opening = null;
    });
    return opening;
  };
  return {
    /** Null until it is known; meanwhile nothing of it is read from the store, and nothing kept. */
    current: (): Account | null => account,
    open,
    close(): void {
      closing.abort(new DOMException('The history is closed.', 'AbortError'));
      clearTimeout(timer);
    },
  };
}

/** An account, and why it is only the one of before: its vendor does not say. */
type Opened = { readonly account: Account; readonly doubt?: unknown };

async function openOnce({ provider, store, log }: OpenAccountOptions, signal: AbortSignal): Promise<Opened> {
  const { key, kind, keeping, formerKeys: was = [] } = provider;
  const { mapper, defaultCountry, settingsPrint } = keeping;
  let vendor;
  try {
    vendor = await keeping.account(signal);
  } catch (error) {
    const account = await findBySettings(store, key, settingsPrint);
    if (account === null) throw error;
    return { account, doubt: error };
  }
  const opened = await store.openAccount({ key, kind, ...vendor, mapper, defaultCountry, was });
  const { account } = opened;
  if (opened.replaced) log.warn({ provider: key }, 'another account is behind this key: its history is begun anew');
  if (opened.renamedFrom !== null) log.info({ provider: key, was: opened.renamedFrom }, 'its history has moved along');
  if (opened.hasDroppedCoverage) log.warn({ provider: key }, 'its time zone has changed: its history is read again');
  if (opened.needsRemapping) {
    const calls = await remapCalls(store, account, provider, signal);
    log.info({ provider: key, calls }, 'what is kept was made anew: calls are read otherwise, or under other settings');
  }
  await store.putNote(account, SETTINGS_NOTE, settingsPrint);
  return { account };
}

/** The account that was behind the same settings before. */
async function findBySettings(store: HistoryStore, key: string, settingsPrint: string): Promise<Account | null> {
  const known = (await store.listAccounts()).find(({ account, isCurrent }) => isCurrent && account.key === key);
  if (known === undefined) return null;
  return (await store.getNote(known.account, SETTINGS_NOTE)) === settingsPrint ? known.account : null;
}
