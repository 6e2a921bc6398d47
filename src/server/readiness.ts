import { type HistoryStatus, type KeptHistory, KeptHistoryError } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import { untilAborted } from '../time/until-aborted.ts';
import { withDeadline } from '../time/with-deadline.ts';

/** Whoever looks after servers asks often, and does not wait long. */
const PATIENCE_MS = 1000;
/** Anybody may ask, as often as they like: the store is asked once for all, and what it said is good for so long. */
const GOOD_MS = 500;

export type ReadReadiness = ReturnType<typeof createReadiness>;

/**
 * Makes what `/ready` says. Ready means that somebody can be asked, be it after a failure: one provider that is down takes only its own rows away. A
 * store that does not answer takes none: vendors are read live, and the server is degraded.
 */
export function createReadiness(providers: readonly Provider[], history: KeptHistory | null) {
  let last: { readonly kept: ReturnType<typeof readHistories>; readonly begunAt: number } | null = null;
  const readKept = (of: KeptHistory): ReturnType<typeof readHistories> => {
    const now = performance.now();
    if (last === null || now - last.begunAt >= GOOD_MS) last = { kept: readHistories(providers, of), begunAt: now };
    return last.kept;
  };
  return async (isStopping: boolean) => toReadiness(providers, history && (await readKept(history)), isStopping);
}

function toReadiness(
  providers: readonly Provider[],
  kept: Awaited<ReturnType<typeof readHistories>> | null,
  isStopping: boolean,
) {
  const states = providers.map((provider, index) => ({
    key: provider.key,
    state: provider.status().state,
    // Null where nothing of it is kept, or the store does not say; absent where nothing is kept at all.
    ...(kept !== null && { history: kept.histories[index] ?? null }),
  }));
  const isUp = states.some(({ state }) => state !== 'DOWN');
  const status = isStopping
    ? 'stopping'
    : !isUp
      ? 'every provider is down'
      : kept?.store.state === 'DOWN'
        ? 'degraded'
        : 'ready';
  return { isReady: isUp && !isStopping, status, providers: states, ...(kept && { store: kept.store }) };
}

async function readHistories(providers: readonly Provider[], history: KeptHistory) {
  const signal = withDeadline(new AbortController().signal, PATIENCE_MS);
  try {
    const found = await untilAborted(Promise.all(providers.map((provider) => history.status(provider))), signal);
    return {
      histories: found.map((status) => status && toPublished(status)),
      store: { state: 'UP', problem: null } as const,
    };
  } catch (error) {
    if (!(error instanceof KeptHistoryError || signal.aborted)) throw error;
    const problem = error instanceof KeptHistoryError ? error.message : NO_ANSWER;
    return { histories: [], store: { state: 'DOWN', problem } as const };
  }
}

const NO_ANSWER = `The store did not answer within ${PATIENCE_MS / 1000} s: vendors are read live.`;

const toPublished = (status: HistoryStatus) => ({
  state: status.state,
  progress: status.progress,
  callsPerSecond: status.callsPerSecond,
  keptFrom: toText(status.keptFrom),
  keptThrough: toText(status.keptThrough),
  followedThrough: toText(status.followedThrough),
  lastError: status.lastError,
});

const toText = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());
