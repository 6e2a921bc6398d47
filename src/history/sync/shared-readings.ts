import type { Instant } from '../../time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../time/time-range.ts';
import { untilAborted } from '../../time/until-aborted.ts';
import type { KeptSpan } from '../store/kept-page.ts';
import { gapsIn, hullOf } from './gaps.ts';

/** How young a reading has to be. */
type Wanted = {
  /** What was read since will do. */
  readonly since: Instant;
  /** Where something has to be read anyway, what was not read since then is read with it: it would be due next. */
  readonly renewSince?: Instant;
  /** Whether people wait; they do, unless said otherwise. */
  readonly isUrgent?: boolean;
};

type Shared = {
  range: TimeRange;
  /** What was read since will do for all who wait. */
  since: Instant;
  renewSince: Instant;
  /** Null until it has begun: until then, others may join. */
  startedAt: Instant | null;
  waiting: number;
  urgent: number;
  readonly ending: AbortController;
  readonly done: Promise<void>;
};

type Moments = { readonly since: Instant; readonly renewSince: Instant };

/** Makes readings that several wait for together, over a store's coverage; `read` brings one range up to date, in haste while people wait. */
export function createSharedReadings({
  coverage,
  read,
  now,
}: {
  readonly coverage: (range: TimeRange) => Promise<readonly KeptSpan[]>;
  readonly read: (range: TimeRange, isUrgent: () => boolean, signal: AbortSignal) => Promise<void>;
  readonly now: () => Instant;
}) {
  let current: Shared | null = null;
  let next: Shared | null = null;

  /** From the first to the last of what was not read since; null where all of it was. */
  const findStale = async (range: TimeRange, since: Instant): Promise<TimeRange | null> => {
    const young = (await coverage(range)).filter(({ readAt }) => readAt >= since).map((span) => span.range);
    const last = young.at(-1);
    // Nothing had begun after the newest of it when that was read.
    if (last && last.to >= since) young.push({ from: last.to, to: range.to });
    const stale = gapsIn(range, young);
    return stale.length === 0 ? null : hullOf(stale);
  };

  /** What has to be read so that all of a range was read since; null where it was. */
  const findDue = async (range: TimeRange, { since, renewSince }: Moments): Promise<TimeRange | null> =>
    (await findStale(range, since)) === null ? null : findStale(range, renewSince);

  const begin = (range: TimeRange, { since, renewSince }: Moments, after: Promise<void> | null): Shared => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Whoever waits hears of a failure; where nobody waits any more, nobody needs to.
    promise.catch(() => {});
    const shared: Shared = {
      range,
      since,
      renewSince,
      startedAt: null,
      waiting: 0,
      urgent: 0,
      ending: new AbortController(),
      done: promise,
    };
    const run = async (): Promise<void> => {
      await after?.catch(() => {});
      if (next === shared) next = null;
      current = shared;
      try {
        shared.ending.signal.throwIfAborted();
        shared.startedAt = now();
        // The reading before this one may have brought it.
        const due = await findDue(shared.range, shared);
        if (due !== null) await read(due, () => shared.urgent > 0, shared.ending.signal);
        resolve();
      } catch (error) {
        reject(error);
      } finally {
        current = null;
      }
    };
    void run();
    return shared;
  };

  /** A reading that will have begun late enough and reaches far enough: one that runs, one that waits, or a new one. */
  const join = (range: TimeRange, moments: Moments): Shared => {
    const { since, renewSince } = moments;
    const reaches = ({ range: { from, to } }: Shared): boolean => from <= range.from && to >= range.to;
    if (current !== null && !current.ending.signal.aborted && reaches(current) && (current.startedAt ?? now()) >= since)
      return current;
    if (next !== null && !next.ending.signal.aborted) {
      next.range = hullOf([next.range, range]);
      next.since = Math.max(next.since, since);
      next.renewSince = Math.max(next.renewSince, renewSince);
      return next;
    }
    next = begin(range, moments, next?.done ?? current?.done ?? null);
    return next;
  };

  return {
    /**
     * Waits until all of a range was read after a moment, as far as its vendor lets it be read whole: at once where that is
     * so already, with one reading for all who wait where it is not. Rejects with what stood in the way.
     */
    async readSince(
      range: TimeRange,
      { since, renewSince = since, isUrgent = true }: Wanted,
      signal: AbortSignal,
    ): Promise<void> {
      signal.throwIfAborted();
      const due = isEmptyRange(range) ? null : await findDue(range, { since, renewSince });
      if (due === null) return;
      const shared = join(due, { since, renewSince });
      shared.waiting += 1;
      shared.urgent += isUrgent ? 1 : 0;
      try {
        await untilAborted(shared.done, signal);
      } finally {
        shared.waiting -= 1;
        shared.urgent -= isUrgent ? 1 : 0;
        if (shared.waiting === 0) shared.ending.abort(new Error('nobody waits for this reading any more'));
      }
    },
    /** Ends what is being read, and waits until it has ended. */
    async close(reason: Error): Promise<void> {
      const open = [current, next].filter((shared) => shared !== null);
      for (const { ending } of open) ending.abort(reason);
      await Promise.allSettled(open.map(({ done }) => done));
    },
  };
}
