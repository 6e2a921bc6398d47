import { type Instant, SECOND_MS, floorToSecond } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';

type HintedReadingsOptions = {
  /** Reads it. What stands in the way is told by the turn that comes next anyway. */
  readonly read: (isUrgent: boolean, signal: AbortSignal) => Promise<void>;
  /** How often a reading may go before others of the background in the long run. */
  readonly urgentEveryMs: number;
  readonly now: () => Instant;
  readonly timer: Timer;
};

/** A second is read when it is over, or what began in its rest would be thought read. */
const MARGIN_MS = 10;
/** So many in a row go before others of the background; then they keep to its share. */
const MOST_URGENT = 5;

/** Readings of the youngest hour that a vendor's hints lead to: one at a time, and one that waits. */
export function createHintedReadings({ read, urgentEveryMs, now, timer }: HintedReadingsOptions) {
  const ending = new AbortController();
  /** When to read, by the timer: ends of seconds, so that all hints of one are one reading. */
  let due: readonly number[] = [];
  let wake = (): void => {};
  let running: Promise<void> | null = null;
  let urgent = { left: MOST_URGENT, at: timer.elapsed() };

  const add = (at: number): boolean => {
    // Of one second they are the same, but for the moment in which the clock was read.
    if (due.some((other) => Math.abs(other - at) < SECOND_MS / 2)) return false;
    due = [...due, at].sort((a, b) => a - b);
    wake();
    return true;
  };
  const takeUrgent = (): boolean => {
    const elapsed = timer.elapsed();
    const left = Math.min(MOST_URGENT, urgent.left + (elapsed - urgent.at) / urgentEveryMs);
    urgent = { left: left >= 1 ? left - 1 : left, at: elapsed };
    return left >= 1;
  };
  const run = async (): Promise<void> => {
    for (let [next] = due; next !== undefined && !ending.signal.aborted; [next] = due) {
      const waitMs = next - timer.elapsed();
      if (waitMs > 0) {
        const earlier = new AbortController();
        wake = () => earlier.abort();
        await timer.wait(waitMs, AbortSignal.any([ending.signal, earlier.signal])).catch(() => {});
        continue;
      }
      const at = timer.elapsed();
      due = due.filter((each) => each > at);
      await read(takeUrgent(), ending.signal).catch(() => {});
    }
    running = null;
  };

  return {
    /** The vendor says that a call has ended, or shows it only after so long. False where a reading waits already that will do. */
    note(againMs?: number): boolean {
      if (ending.signal.aborted) return false;
      const at = now();
      const over = timer.elapsed() + SECOND_MS - (at - floorToSecond(at)) + MARGIN_MS;
      const isNew = add(over);
      if (againMs !== undefined) add(over + againMs);
      running ??= run();
      return isNew;
    },
    /** Ends what waits and what is being read. */
    async close(): Promise<void> {
      ending.abort(new Error('the sync has been stopped'));
      await running;
    },
  };
}
