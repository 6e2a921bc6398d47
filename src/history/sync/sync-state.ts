import type { HistoryState, SyncCondition } from '../../domain/kept-history.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Instant } from '../../time/instant.ts';
import type { SyncTools } from '../create-history.ts';
import { StoreError } from '../store/store-error.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** How a sync fares, and since when. */
export type NotedCondition = SyncCondition & { readonly at: Instant };

type StateOptions = Pick<SyncerOptions, 'store' | 'account' | 'log' | 'now'> & Pick<SyncTools, 'onFailure'>;

export const STATE_NOTE = 'sync-state';

/** Tells the state of a sync in the log when it changes, and notes it for processes that do not sync themselves. */
export function createStateKeeper(
  { store, account, log, now, onFailure = () => {} }: StateOptions,
  before: NotedCondition | null,
) {
  let condition: NotedCondition = {
    ...(before ?? { state: 'FILLING', lastError: null, at: now() }),
    callsPerSecond: null,
  };
  // How fast it was filled before says nothing any more.
  let isNoted = before !== null && (before.callsPerSecond ?? null) === null;
  const note = async (changed: Partial<NotedCondition>): Promise<void> => {
    condition = { ...condition, ...changed, at: now() };
    isNoted = true;
    // A store that does not answer is what the log has just told of.
    await store.putNote(account, STATE_NOTE, condition).catch((failure: unknown) => {
      if (!(failure instanceof StoreError)) throw failure;
    });
  };
  return {
    async become(state: HistoryState, error?: unknown): Promise<void> {
      const failure = error === undefined ? null : toTold(error);
      if (failure !== null) onFailure(account.key, failure.kind);
      // What went wrong last stays until something goes wrong again: it says how things have been.
      const lastError = failure?.message ?? condition.lastError;
      if (isNoted && state === condition.state && lastError === condition.lastError) return;
      if (state !== condition.state) {
        const fields = { provider: account.key, history: state, ...(failure && { error: failure.message }) };
        log[state === 'FAILING' ? 'warn' : 'info'](fields, WORDS[state]);
      }
      await note({ state, lastError, ...(state !== 'FILLING' && { callsPerSecond: null }) });
    },
    /** Notes how fast it is being filled. */
    fills: (callsPerSecond: number): Promise<void> => note({ callsPerSecond }),
  };
}

const WORDS: Readonly<Record<HistoryState, string>> = {
  FILLING: 'history is being filled',
  CURRENT: 'history is kept up to date',
  PAUSED: 'history waits for its share of the limit',
  FAILING: 'history cannot be read or kept',
};

/** Messages of both kinds are made for people and name no place; any other may say anything. */
const toTold = (error: unknown): { readonly kind: string; readonly message: string } =>
  error instanceof ProviderError || error instanceof StoreError
    ? error
    : { kind: 'unexpected', message: 'The sync failed unexpectedly.' };
