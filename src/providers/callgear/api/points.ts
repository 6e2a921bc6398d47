import type { RateLimit } from '../../../domain/provider.ts';
import { numberOrNull, recordOf } from '../../../transport/read-wire.ts';
import type { Notes } from '../../connection/index.ts';

/**
 * The account's points: one for each successful request, so many a minute and a day. The pool is the account's, and
 * other programs spend from it too, so replies are believed and nothing is counted here.
 */
export type Points = ReturnType<typeof createPoints>;

/** The label of the points that every request draws from. */
export const POINTS = 'points';

/** Makes the points of one account. */
export function createPoints(now: () => number) {
  let dayEndsAt: number | null = null;
  let dayLimit: RateLimit | null = null;

  const periodsIn = (metadata: unknown): readonly Period[] => {
    const limits = recordOf(recordOf(metadata).limits);
    const read = (name: string) => numberOrNull(limits[name]);
    return (['minute', 'day'] as const).map((name) => ({
      name,
      limit: read(`${name}_limit`),
      remaining: read(`${name}_remaining`),
      resetSeconds: read(`${name}_reset`),
    }));
  };

  return {
    /** Notes what the `metadata` of a success or an error says, and holds the account back once nothing remains. */
    note(metadata: unknown, { noteLeft, noteRateLimit }: Notes): void {
      const periods = periodsIn(metadata);
      for (const { name: period, remaining, resetSeconds } of periods) {
        if (resetSeconds === null) continue;
        if (period === 'day') dayEndsAt = performance.now() + resetSeconds * 1000;
        if (remaining !== null) noteLeft(POINTS, { period, points: remaining, ms: resetSeconds * 1000 });
      }
      const day = periods.find(({ name, limit }) => name === 'day' && limit !== null);
      if (day) dayLimit = toRateLimit(day, now());
      const [scarcest] = periods.toSorted((one, other) => (one.remaining ?? Infinity) - (other.remaining ?? Infinity));
      if (scarcest && (scarcest.limit !== null || scarcest.remaining !== null))
        noteRateLimit(toRateLimit(scarcest, now()));
    },
    /** How many seconds a refusal asks to wait, where it or an earlier reply says so. */
    secondsUntilReset(limitType: string | null, metadata: unknown): number | null {
      const name = limitType === 'day' ? 'day' : 'minute';
      const said = periodsIn(metadata).find((period) => period.name === name)?.resetSeconds ?? null;
      if (said !== null || name !== 'day' || dayEndsAt === null) return said;
      const seconds = Math.ceil((dayEndsAt - performance.now()) / 1000);
      return seconds > 0 ? seconds : null;
    },
    /** The day's points, as a reply told of them last. */
    dayLimit: (): RateLimit | null => dayLimit,
  };
}

type Period = Readonly<Record<'limit' | 'remaining' | 'resetSeconds', number | null>> & {
  readonly name: 'minute' | 'day';
};

const toRateLimit = ({ limit, remaining, resetSeconds }: Period, now: number): RateLimit => ({
  limit,
  remaining,
  resetsAt: resetSeconds === null ? null : now + resetSeconds * 1000,
});
