import type { HistoryState, SyncCondition } from '../../domain/kept-history.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Instant } from '../../time/instant.ts';
import type { SyncTools } from '../create-history.ts';
import type { HistoryLog } from '../log.ts';
import { StoreError } from '../store/store-error.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** How a sync fares, and since when. */
export type NotedCondition = SyncCondition & { readonly at: Instant };

/** Where the state of a sync is: told in the log when it changes, and noted for processes that do not sync themselves. */
export type StateKeeper = {
  become(state: HistoryState, error?: unknown): Promise<void>;
  /** Notes how fast it is being filled. */
  fills(callsPerSecond: number): Promise<void>;
};

type StateOptions = Pick<SyncerOptions, 'store' | 'account' | 'log' | 'now'> & Pick<SyncTools, 'onFailure'>;

export const STATE_NOTE = 'sync-state';

/** Makes the keeper of an account's state. */
export function createStateKeeper(
  { store, account, log, now, onFailure = () => {} }: StateOptions,
  before: NotedCondition | null,
): StateKeeper {
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
    async become(state, error) {
      if (error !== undefined) onFailure(account.key, kindOf(error));
      // What went wrong last stays until something goes wrong again: it says how things have been.
      const lastError = error === undefined ? condition.lastError : messageOf(error);
      if (isNoted && state === condition.state && lastError === condition.lastError) return;
      if (state !== condition.state) tell(log, account.key, state, error);
      await note({ state, lastError, ...(state !== 'FILLING' && { callsPerSecond: null }) });
    },
    fills: (callsPerSecond) => note({ callsPerSecond }),
  };
}

const WORDS: Readonly<Record<HistoryState, string>> = {
  FILLING: 'history is being filled',
  CURRENT: 'history is kept up to date',
  PAUSED: 'history waits for its share of the limit',
  FAILING: 'history cannot be read or kept',
};

function tell(log: HistoryLog, provider: string, state: HistoryState, error: unknown): void {
  const fields = { provider, history: state, ...(error !== undefined && { error: messageOf(error) }) };
  if (state === 'FAILING') log.warn(fields, WORDS[state]);
  else log.info(fields, WORDS[state]);
}

const kindOf = (error: unknown): string =>
  error instanceof ProviderError || error instanceof StoreError ? error.kind : 'unexpected';

/** Messages of both kinds are made for people and name no place; any other may say anything. */
const messageOf = (error: unknown): string =>
  error instanceof ProviderError || error instanceof StoreError ? error.message : 'The sync failed unexpectedly.';
