import type { Timer } from '../../time/timer.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { Lease } from '../store/lease.ts';

/** Long enough for a store that is slow, short enough that a dead process is soon replaced. */
const LEASE_MS = 30_000;

/** The right to write for an account, taken and renewed for as long as it can be had. */
export function createLeaseHolder(
  store: HistoryStore,
  options: {
    readonly name: string;
    readonly holder: string;
    readonly timer: Timer;
    readonly leaseMs?: number | undefined;
  },
) {
  const { name, holder, timer, leaseMs = LEASE_MS } = options;
  const everyMs = leaseMs / 3;
  let held: Lease | null = null;
  let takenAt = -Infinity;
  /** Only while somebody else has it. */
  let watching: { wake: () => void; readonly end: () => void } | null = null;

  const watch = (): NonNullable<typeof watching> => {
    const look = async (): Promise<void> => {
      // A store that does not answer is asked again when the time comes.
      const isHeld = await store.isLeased(name).catch(() => true);
      if (!isHeld) watching?.wake();
    };
    return { wake() {}, end: store.watchChanges(() => void look()) };
  };
  const unwatch = (): void => {
    watching?.end();
    watching = null;
  };

  return {
    /** As it is now; null while somebody else has it. */
    lease: (): Lease | null => held,
    /** How often `hold` needs to be called. */
    everyMs,
    /** Takes it, or renews it once a third of its time has passed. */
    async hold(): Promise<Lease | null> {
      if (held !== null && timer.elapsed() - takenAt < everyMs) return held;
      const askedAt = timer.elapsed();
      held = await store.takeLease(name, holder, leaseMs);
      takenAt = askedAt;
      if (held !== null) unwatch();
      return held;
    },
    /** Waits until it is let go of, where that can be heard, and no longer than `hold` is worth trying again. */
    async waitUntilFree(signal: AbortSignal): Promise<void> {
      const freed = new AbortController();
      watching ??= watch();
      watching.wake = () => freed.abort(new Error('the lease is free'));
      // What was let go of before anybody listened was not heard.
      if (await store.isLeased(name))
        await timer.wait(everyMs, AbortSignal.any([signal, freed.signal])).catch(() => {});
    },
    /** Says that a write was refused: somebody else has it by now. */
    lost(): void {
      held = null;
    },
    async release(): Promise<void> {
      unwatch();
      if (held === null) return;
      const lease = held;
      held = null;
      await store.releaseLease(lease);
    },
  };
}
