import type { HistoryLog } from './log.ts';
import type { HistoryStore } from './store/history-store.ts';
import { StoreError } from './store/store-error.ts';

/** The store, for those who can do without it. */
export type StoreAccess = {
  /** What the work brings; null while the store cannot be asked: then the vendors are read live. */
  attempt<Value>(work: (store: HistoryStore) => Promise<Value>): Promise<Value | null>;
};

/** Asks a store whose failing costs nobody an answer. That it fails, and that it answers again, is said once. */
export function createStoreAccess(
  store: HistoryStore,
  { log, onBegunAnew }: { readonly log: HistoryLog; readonly onBegunAnew: () => void },
): StoreAccess {
  let isFailing = false;
  return {
    async attempt(work) {
      try {
        const value = await work(store);
        if (isFailing) log.info({}, 'the store answers again');
        isFailing = false;
        return value;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        if (error.kind === 'begun-anew' || error.kind === 'corrupt') onBegunAnew();
        if (!isFailing) log.warn({ kind: error.kind, error: error.message }, 'vendors are read live: the store fails');
        isFailing = true;
        return null;
      }
    },
  };
}
