import type { RateLimit } from '../../../domain/provider.ts';
import { DAY_MS, type Instant } from '../../../time/instant.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';

/**
 * What is left of the heavy requests of a day. Zoom tells of it only once nothing is, so those of this process are
 * counted; other programs draw from the same day, and how much they have drawn nobody knows.
 */
export type HeavyDay = ReturnType<typeof createHeavyDay>;

/** Heavy requests a day by plan; a day is one of UTC. */
const PER_DAY = { pro: 15_000, business: 30_000 } as const;

/** Makes the count of one account; it goes on from the one before, whose plan may have been another. */
export function createHeavyDay(
  plan: ZoomContactCenterSettings['plan'],
  now: () => Instant,
  before: { used(): number } | null = null,
) {
  const limit = PER_DAY[plan];
  const dayNow = () => Math.floor(now() / DAY_MS);
  let day = dayNow();
  let used = before?.used() ?? 0;
  const turn = (): void => {
    const today = dayNow();
    if (today !== day) [day, used] = [today, 0];
  };
  return {
    note(): void {
      turn();
      used += 1;
    },
    /** Zoom has refused one more. */
    noteRefusal(): void {
      turn();
      used = limit;
    },
    left(): RateLimit {
      turn();
      return { limit, remaining: Math.max(0, limit - used), resetsAt: (day + 1) * DAY_MS };
    },
    used(): number {
      turn();
      return used;
    },
  };
}
