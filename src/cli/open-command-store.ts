import type { HistoryStore } from '../history/store/history-store.ts';
import { openHistoryStore } from '../history/store/open-history-store.ts';
import type { Settings } from '../server/settings.ts';
import type { Log } from '../transport/log.ts';

/** Opens the store of settings for a command, beside a server or alone. */
export const openCommandStore = (store: Settings['store'], log: Log): Promise<HistoryStore> =>
  openHistoryStore(store, {
    as: 'command',
    onSetAside: (name, { message }) => log.error({ name, error: message }, 'the store was damaged: it was set aside'),
  });
