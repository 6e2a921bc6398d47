import {
  type ChangePlace,
  type ChangesPage,
  type ChangesQuestion,
  type KeptHistory,
  KeptHistoryError,
} from '../domain/kept-history.ts';
import type { Instant } from '../time/instant.ts';
import { placeAt } from './place-at.ts';
import { readHistoryStatus } from './read-history-status.ts';
import type { HistoryStore } from './store/history-store.ts';
import { StoreError } from './store/store-error.ts';

/** What may be asked of a store's calls beside the providers. */
export function createKeptHistory(store: HistoryStore): KeptHistory {
  // Whoever listens is called at the same moment, and most of them read on from the same place.
  const asked = new Map<string, Promise<ChangesPage>>();
  const readShared = (question: ChangesQuestion): Promise<ChangesPage> => {
    const key = JSON.stringify(question);
    const known = asked.get(key);
    if (known !== undefined) return known;
    const answer = readChanges(store, question).finally(() => {
      if (asked.get(key) === answer) asked.delete(key);
    });
    asked.set(key, answer);
    return answer;
  };
  return {
    status: (provider) =>
      told(() => readHistoryStatus(store, provider, provider.keptSince?.() ?? provider.historySince())),
    changes: (question) => told(() => readChanges(store, question)),
    newestPlace: () => told(() => newestPlace(store)),
    placeAt: (instant: Instant) => told(async () => placeAt(store, await newestPlace(store), instant)),
    watch(listener) {
      const end = store.watchChanges(() => {
        // An answer on its way may lack what was written just now. All are called before the first of them asks.
        asked.clear();
        listener();
      });
      return { changes: (question) => told(() => readShared(question)), end };
    },
  };
}

async function readChanges(store: HistoryStore, { after, limit, parts }: ChangesQuestion): Promise<ChangesPage> {
  const page = await store.readChanges({ after, limit, parts: ['calls', ...parts] });
  const firstMetThrough = after?.firstMetThrough ?? page.newest.number;
  return {
    changes: page.changes.map(({ kept, ...change }) => ({
      ...change,
      // A call that was changed since a walk began may have been met before; one that was not has not.
      kind: change.kind === 'CHANGED' && change.place.number <= firstMetThrough ? 'ADDED' : change.kind,
      place: placeIn(change.place, firstMetThrough),
      call: kept && { session: kept.call, costs: kept.costs },
    })),
    end: placeIn(page.end, firstMetThrough),
    hasMore: page.hasMore,
  };
}

const placeIn = (
  { historyId, number }: Omit<ChangePlace, 'firstMetThrough'>,
  firstMetThrough: number,
): ChangePlace => ({
  historyId,
  number,
  // Beyond it, it says nothing any more.
  firstMetThrough: number < firstMetThrough ? firstMetThrough : 0,
});

async function newestPlace(store: HistoryStore): Promise<ChangePlace> {
  const { newest } = await store.readChanges({ after: null, limit: 1, parts: [] });
  return placeIn(newest, 0);
}

/** Says what stands between a caller and the store in words for the caller. */
async function told<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.kind === 'begun-anew')
      throw new KeptHistoryError(
        'HISTORY_BEGUN_ANEW',
        'The feed does not reach back to this place: the kept history was begun anew since, or more than 90 days have passed. ' +
          'Empty your copy, and read everything again: leave `after` and `since` out.',
        error,
      );
    throw new KeptHistoryError('HISTORY_UNAVAILABLE', `The kept history does not answer now. ${error.message}`, error);
  }
}
