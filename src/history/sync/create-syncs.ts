import { SECOND_MS } from '../../time/instant.ts';
import { intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import { MONOTONIC_TIMER, type Timer } from '../../time/timer.ts';
import { youngFrom } from '../freshness.ts';
import type { HistoryFiller, KeptMember, SyncTools } from '../create-history.ts';
import type { Account } from '../store/account.ts';
import { type Sync, createSync } from './create-sync.ts';

/** How often it is looked whether an account is known by now, or another than before. */
const LOOK_MS = SECOND_MS;

/** Makes the syncs of all providers, each begun once its account is known; nothing is asked before the start. */
export function createSyncs({
  kept,
  timer = MONOTONIC_TIMER,
  ...shared
}: SyncTools & { readonly timer?: Timer }): HistoryFiller {
  const { settings, now, log } = shared;
  const syncs = new Map<string, { readonly sync: Sync; readonly account: Account }>();
  const ending = new AbortController();
  let running: Promise<unknown> | null = null;

  const watch = async ({ provider, account: accountOf, readNames }: KeptMember): Promise<void> => {
    for (; !ending.signal.aborted; await timer.wait(LOOK_MS, ending.signal).catch(() => {})) {
      const account = accountOf();
      const known = syncs.get(provider.key);
      if (account === null || account === known?.account) continue;
      await known?.sync.stop();
      syncs.delete(provider.key);
      try {
        const sync = await createSync({ ...shared, provider, account, timer, ...(readNames && { readNames }) });
        syncs.set(provider.key, { sync, account });
        sync.start();
      } catch (error) {
        // The store did not answer: it is tried again.
        log.warn({ provider: provider.key, error: String(error) }, 'its history cannot be read yet');
      }
    }
  };

  return {
    start() {
      running ??= Promise.all(kept.map(watch));
    },
    async stop() {
      ending.abort(new Error('the syncs have been stopped'));
      await running;
      await Promise.all([...syncs.values()].map(({ sync }) => sync.stop()));
    },
    // Whoever is not begun yet begins with the youngest hour.
    hint: (provider, againMs) => syncs.get(provider)?.sync.hint(againMs) ?? false,
    follower: (provider) => ({
      async follow(range, age, signal) {
        const sync = syncs.get(provider)?.sync;
        if (sync === undefined) return false;
        const border = youngFrom(now());
        const pieces = [
          { range: { from: -Infinity, to: border }, maxAgeMs: settings.lateSeconds * SECOND_MS },
          { range: { from: border, to: Infinity }, maxAgeMs: settings.freshSeconds * SECOND_MS },
        ].map((piece) => ({ ...piece, range: intersectRanges(range, piece.range) }));
        await Promise.all(
          pieces
            .filter((piece) => !isEmptyRange(piece.range))
            .map((piece) => sync.fresh(piece.range, age.maxAgeMs ?? piece.maxAgeMs, signal)),
        );
        return true;
      },
      readNext: (range) => syncs.get(provider)?.sync.readNext(range),
      settledThrough: () => syncs.get(provider)?.sync.settledThrough() ?? null,
    }),
  };
}
