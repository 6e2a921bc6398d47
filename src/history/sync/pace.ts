import type { Provider } from '../../domain/provider.ts';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';
import { behindPeople } from './behind-people.ts';
import type { Paced } from './bring-parts.ts';

/** What keeps a sync within its share of what a vendor lets through. */
export type Pace = {
  /** Asks behind everybody else, then leaves the vendor alone for as long as the share wants. */
  readonly paced: (signal: AbortSignal) => Paced;
  /** How long a limit by the day holds the next reading back; 0 for not at all. */
  msUntilFree(): number;
};

/** A limit that starts anew later than this is one by the day, and is spread over it. */
const DAYS_LIMIT_MS = 3_600_000;
/** The rest of a limit by the day that is left to people, whatever the share. */
const LEFT_TO_PEOPLE = 0.1;

/**
 * Of the time, a share is spent on asking: where a vendor's limit decides how long that takes, it is a share of the limit.
 * A limit by the day is spread over the day, so that what a night has left is not used up by breakfast.
 */
export function createPace(
  provider: Provider,
  { share, timer, now }: { readonly share: number; readonly timer: Timer; readonly now: () => Instant },
): Pace {
  let freeAt = -Infinity;
  let asked = 0;
  let day: Instant | null = null;

  return {
    paced: (signal) => async (ask) => {
      const rest = freeAt - timer.elapsed();
      if (rest > 0) await timer.wait(rest, signal);
      const begin = timer.elapsed();
      try {
        return await behindPeople(ask);
      } finally {
        asked += 1;
        const end = timer.elapsed();
        freeAt = end + (end - begin) * (1 / share - 1);
      }
    },
    msUntilFree() {
      const { limit, remaining, resetsAt } = provider.dayLimit?.() ?? provider.status().rateLimit ?? NO_LIMIT;
      if (limit === null || resetsAt === null) return 0;
      const leftMs = resetsAt - now();
      if (leftMs <= 0) return 0;
      // A day's limit is told from a minute's by when it starts anew.
      if (day === null || Math.abs(resetsAt - day) > DAYS_LIMIT_MS) {
        if (leftMs < DAYS_LIMIT_MS) return 0;
        day = resetsAt;
        asked = 0;
      }
      if (remaining !== null && remaining < limit * LEFT_TO_PEOPLE) return leftMs;
      const passed = Math.max(0, 1 - leftMs / DAY_MS);
      const allowed = share * limit * passed;
      return asked <= allowed ? 0 : Math.min(leftMs, ((asked - allowed) / (share * limit)) * DAY_MS);
    },
  };
}

const NO_LIMIT = { limit: null, remaining: null, resetsAt: null };
