import { randomUUID } from 'node:crypto';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Lease } from '../../history/store/lease.ts';
import { CALL_PARTS } from '../../history/store/vendor-reading.ts';
import { createLeaseHolder } from '../../history/sync/hold-lease.ts';
import { syncLeaseOf } from '../../history/sync/read-condition.ts';
import { type Syncer, createSyncer } from '../../history/sync/create-syncer.ts';
import type { Instant } from '../../time/instant.ts';
import { countOf } from './count-of.ts';
import type { KeptProvider, OpenedHistory, Screen } from './open-history.ts';
import { type Progress, createProgress } from './progress.ts';

/** A log for commands: what goes wrong is said at the end, not in between. */
const QUIET = { info: () => {}, warn: () => {} };

/**
 * `history sync`: reads what is missing, back to a day or to where history begins, all providers at a time. Exit code 1
 * where something is still missing.
 */
export async function runSync(
  history: OpenedHistory,
  { until }: { readonly until?: Instant },
  screen: Screen,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress(screen, history.timer);
  return ofEach(history, screen, progress, (kept) =>
    withSyncer(history, kept, { since: until }, (syncer) => fill(history, kept, syncer, progress, signal)),
  );
}

/** Does something with each account, all of them at a time, and says how it ended. Exit code 0 where all is whole. */
export async function ofEach(
  history: OpenedHistory,
  screen: Screen,
  progress: Progress,
  work: (kept: KeptProvider) => Promise<End>,
): Promise<number> {
  const opened = await history.openAccounts();
  const ends = await Promise.all(opened.map(work));
  progress.end();
  for (const [index, { provider }] of opened.entries()) screen.write(`${provider.key}  ${ends[index]!.says}\n`);
  return opened.length === history.kept.length && ends.every(({ isWhole }) => isWhole) ? 0 : 1;
}

/** How it ended for one provider. */
export type End = { readonly isWhole: boolean; readonly says: string };

/**
 * Does something with a sync of one account: alone, unless another process has it, or beside that one. Says what stood in
 * the way.
 */
export async function withSyncer(
  { store, settings, now, timer }: OpenedHistory,
  { provider, account }: KeptProvider,
  { since, isBeside = false }: { readonly since?: Instant | undefined; readonly isBeside?: boolean },
  work: (syncer: Syncer, hold: () => Promise<Lease | null>) => Promise<End>,
): Promise<End> {
  const holder = createLeaseHolder(store, { name: syncLeaseOf(account), holder: randomUUID(), timer });
  if (!isBeside && (await holder.hold()) === null)
    return { isWhole: false, says: 'is synced by another process: see `history status`' };
  try {
    const syncer = await createSyncer({
      provider,
      store,
      account,
      settings,
      now,
      timer,
      log: QUIET,
      lease: () => holder.lease(),
      ...(since !== undefined && { since }),
    });
    return await work(syncer, () => holder.hold());
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { isWhole: false, says: `stopped: ${error.message}` };
  } finally {
    await holder.release();
  }
}

async function fill(
  { store, timer }: OpenedHistory,
  { provider, account }: KeptProvider,
  syncer: Syncer,
  progress: Progress,
  signal: AbortSignal,
): Promise<End> {
  let rows = 0;
  for (;;) {
    const step = await syncer.step(signal);
    rows += step.calls;
    const { progress: done } = await store.status(account, syncer.target(), CALL_PARTS);
    progress.tell(provider.key, { rows, done, at: step.range?.from ?? null });
    if (done >= 1) return { isWhole: true, says: `${countOf(rows, 'call')} read, nothing is missing` };
    if (step.did === null && step.waitMs > 0) {
      if (!step.isHeldBack)
        return { isWhole: false, says: `${(100 * done).toFixed(1)} % is kept; the rest could not be read whole yet` };
      await timer.wait(step.waitMs, signal);
    }
  }
}
