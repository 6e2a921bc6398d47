import { ProviderError, sayingAlso } from '../domain/provider-error.ts';
import type { ListQuery } from '../domain/provider.ts';
import type { Instant } from '../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../time/time-range.ts';
import { currentWaiter } from '../time/waiting-as.ts';
import { deadlineOf, withDeadline } from '../time/with-deadline.ts';
import { type Judge, YOUNG_MS, youngFrom } from './freshness.ts';
import type { HistoryScope } from './history-scope.ts';
import { gapsIn, hullOf } from './sync/gaps.ts';

/** How far nothing young enough is kept from where a list stands. */
export type Gap = {
  readonly range: TimeRange;
  /** Whether nothing is kept beyond it. */
  readonly isLast: boolean;
  /** What was ever read of the list's rest, however long ago. */
  readonly read: readonly TimeRange[];
};

/**
 * The open hours of a gap that a list needs, as far as what is kept lets guess: for that, it waits until they have been read
 * again. Null where nothing is open, or where more than an hour was never read: a page of it is sooner read by itself.
 */
export function neededOf(
  { range, read }: Gap,
  through: Instant,
  direction: ListQuery['direction'],
  { now, settledThrough }: Judge,
): TimeRange | null {
  const open = intersectRanges(range, { from: settledThrough, to: Infinity });
  const page = direction === 'ASC' ? { from: -Infinity, to: through } : { from: through, to: Infinity };
  const needed = intersectRanges(open, page);
  if (isEmptyRange(needed)) return null;
  const unread = gapsIn(needed, read).reduce((sum, gap) => sum + gap.to - gap.from, 0);
  if (unread > YOUNG_MS) return null;
  // Whoever wants the newest calls waits for the same reading, whatever the filter, and however little of the hour has
  // become too old: the rest of it does so a moment later.
  const young = { from: Math.max(settledThrough, youngFrom(now)), to: open.to };
  return isEmptyRange(intersectRanges(needed, young)) ? needed : hullOf([needed, young]);
}

/**
 * Waits until a gap has been read again for everybody: true once it is kept, false where the list has to read it itself. A
 * vendor that cannot be read leaves it out, and the error says so; where nothing is kept beyond, it throws.
 */
export async function followGap(
  scope: HistoryScope,
  needed: TimeRange,
  { range, isLast }: Gap,
  signal: AbortSignal,
): Promise<boolean | ProviderError> {
  const limitMs = liveMs(scope, signal);
  const piece = isLast ? signal : withDeadline(signal, limitMs);
  const follow = () => scope.follower!.follow(needed, scope.age, piece);
  try {
    // Who waits for a reading asks a vendor, though it is the same for everybody.
    return await (currentWaiter().way?.asking(scope.provider.key, follow) ?? follow());
  } catch (error) {
    if (signal.aborted) throw error;
    // The store may have failed, or the sync have ended.
    if (!(error instanceof ProviderError || piece.aborted)) return false;
    if (isLast) throw error;
    return toMissing(scope, range, error, limitMs);
  }
}

/** A piece that is asked live leaves so much of the time to what is kept beyond it. */
const LIVE_SHARE = 0.5;

/** How long a piece may take that is asked live while something is kept beyond it. */
export function liveMs({ provider }: HistoryScope, signal: AbortSignal): number {
  const end = deadlineOf(signal);
  return Math.max(1, LIVE_SHARE * (end === null ? provider.deadlineMs : end - performance.now()));
}

/** Says which calls are missing, and why. */
export function toMissing(
  { provider }: HistoryScope,
  range: TimeRange,
  error: unknown,
  limitMs: number,
): ProviderError {
  const [from, to] = [range.from, range.to].map((instant) => new Date(instant).toISOString());
  const missing = `Its calls from ${from} to ${to} are not kept, and missing.`;
  if (!(error instanceof ProviderError)) {
    const message = `${provider.key} did not answer within ${Math.round(limitMs)} ms. ${missing}`;
    return new ProviderError(provider.key, 'timed-out', message, { cause: error });
  }
  return sayingAlso(error, missing);
}
