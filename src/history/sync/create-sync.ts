import { randomUUID } from 'node:crypto';
import { ProviderError } from '../../domain/provider-error.ts';
import { MONOTONIC_TIMER, type Timer } from '../../time/timer.ts';
import type { SyncTools } from '../create-history.ts';
import type { Account } from '../store/account.ts';
import { CALL_PARTS } from '../store/vendor-reading.ts';
import { StoreError } from '../store/store-error.ts';
import { type Syncer, type SyncStep, createSyncer } from './create-syncer.ts';
import { createFillingPace } from './filling-pace.ts';
import { createLeaseHolder } from './hold-lease.ts';
import { syncLeaseOf } from './read-condition.ts';
import { type NotedCondition, STATE_NOTE, createStateKeeper } from './sync-state.ts';
import type { SyncerOptions } from './syncer-options.ts';

export type SyncOptions = Omit<SyncerOptions, 'timer' | 'lease'> & {
  /** The machine's own when left out. */
  readonly timer?: Timer;
  /** How long a process that has died keeps others from syncing in its place; half a minute when left out. */
  readonly leaseMs?: number;
  /** Opens the account again when the store was begun anew. */
  readonly reopen?: () => Promise<Account>;
} & Pick<SyncTools, 'onFailure'>;

/** One account's history, kept: it runs from `start` to `stop`. */
export type Sync = Pick<Syncer, 'fresh' | 'readNext' | 'hint' | 'settledThrough'> & {
  start(): void;
  /** Ends every wait and every reading, and lets go of the account. */
  stop(): Promise<void>;
};

const FIRST_BACKOFF_MS = 5000;
const LONGEST_BACKOFF_MS = 600_000;

/** Makes the sync of one account: one of all processes holds the lease and syncs, the others only look on. */
export async function createSync(options: SyncOptions): Promise<Sync> {
  const { store, log, now, onFailure, timer = MONOTONIC_TIMER } = options;
  let { account } = options;
  const holder = createLeaseHolder(store, {
    name: syncLeaseOf(account),
    holder: randomUUID(),
    timer,
    leaseMs: options.leaseMs,
  });
  const create = (): Promise<Syncer> => createSyncer({ ...options, account, timer, lease: () => holder.lease() });
  const before = (await store.getNote(account, STATE_NOTE)) as NotedCondition | null;
  let syncer = await create();
  let keeper = createStateKeeper({ store, account, log, now, onFailure }, before);
  const ending = new AbortController();
  let running: Promise<unknown> | null = null;
  const pace = createFillingPace();

  /** What came of a step, or of its failure: how long to wait. */
  const settle = async (step: SyncStep): Promise<number> => {
    // Where nothing is missing, what waits for its share is only how often the open days are looked at.
    const state = !step.hasGaps ? 'CURRENT' : step.isHeldBack ? 'PAUSED' : 'FILLING';
    await keeper.become(state, step.problem ?? undefined);
    if (step.did === 'filled') await tellPace(step);
    return step.waitMs;
  };
  const tellPace = async (step: SyncStep): Promise<void> => {
    const callsPerSecond = pace.add(step.calls, timer.elapsed());
    if (callsPerSecond === null) return;
    await keeper.fills(callsPerSecond);
    const { progress, calls } = await store.status(account, syncer.target(), CALL_PARTS);
    const place = new Date(step.range!.from).toISOString();
    log.info({ provider: account.key, calls, callsPerSecond, progress, place }, 'history is being filled');
  };
  const recover = async (error: unknown, failures: number): Promise<number> => {
    if (error instanceof StoreError && error.kind === 'stale-lease') {
      holder.lost();
      return 0;
    }
    if (error instanceof StoreError && error.kind === 'begun-anew' && options.reopen) {
      account = await options.reopen();
      await syncer.close(error);
      syncer = await create();
      keeper = createStateKeeper({ store, account, log, now, onFailure }, null);
    }
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    const isLimited = error instanceof ProviderError && error.kind === 'rate-limited';
    await keeper.become(isLimited ? 'PAUSED' : 'FAILING', error);
    if (!(error instanceof ProviderError || error instanceof StoreError))
      log.warn({ provider: account.key, error: String(error) }, 'the sync failed unexpectedly, and goes on');
    const namedMs = isLimited && error.retryAfterSeconds !== null ? error.retryAfterSeconds * 1000 : 0;
    return Math.min(LONGEST_BACKOFF_MS, Math.max(namedMs, backoffMs));
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      let waitMs: number;
      try {
        const wasHeld = holder.lease() !== null;
        const isHeld = (await holder.hold()) !== null;
        // Whoever had the lease, or has it, may have learned that calls come later than was thought.
        if (!wasHeld) await syncer.refresh();
        if (!isHeld) await holder.waitUntilFree(signal);
        waitMs = isHeld ? await settle(await syncer.step(signal)) : 0;
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        waitMs = await recover(error, failures).catch(() => LONGEST_BACKOFF_MS);
      }
      if (waitMs > 0) await timer.wait(waitMs, signal).catch(() => {});
    }
  };
  /** A long reading must not outlive its lease. */
  const renew = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await timer.wait(holder.everyMs, signal).catch(() => {});
      // The step that comes next says what is wrong.
      if (!signal.aborted && holder.lease() !== null) await holder.hold().catch(() => {});
    }
  };

  return {
    start() {
      running ??= Promise.all([run(ending.signal), renew(ending.signal)]);
    },
    async stop() {
      const reason = new Error('the sync has been stopped');
      ending.abort(reason);
      await Promise.all([syncer.close(reason), running]);
      // A store that does not answer lets the lease run out by itself.
      await holder.release().catch(() => {});
    },
    fresh: (range, maxAgeMs, signal) => syncer.fresh(range, maxAgeMs, AbortSignal.any([signal, ending.signal])),
    readNext: (range) => syncer.readNext(range),
    hint: (againMs) => syncer.hint(againMs),
    settledThrough: () => syncer.settledThrough(),
  };
}
