import type { Provider } from '../../domain/provider.ts';
import { DAY_MS, type Instant, SECOND_MS } from '../../time/instant.ts';
import type { Timer } from '../../time/timer.ts';
import { waitingAs } from '../../time/waiting-as.ts';
import type { Paced } from './bring-parts.ts';

/** A limit that starts anew later than this is one by the day, and is spread over it. */
const DAYS_LIMIT_MS = 3_600_000;
/** The rest of a limit by the day, or by the minute, that is left to people, whatever the share. */
const LEFT_TO_PEOPLE = 0.1;

/**
 * Keeps a sync within its share of what a vendor lets through. What is asked draws its share where requests are let in
 * (transport/budget.ts). Here are the limits that only the vendor's replies tell of: of a minute's, the share is used and the
 * rest left to people; a limit by the day is spread over the day, so that what a night has left is not used up by breakfast.
 */
export function createPace(
  provider: Provider,
  { share, timer, now }: { readonly share: number; readonly timer: Timer; readonly now: () => Instant },
) {
  let asked = 0;
  let day: Instant | null = null;
  let minute = { endsAt: -Infinity, asked: 0 };

  /** How long until people have had the rest of the minute; 0 where it is not only theirs. */
  const minuteMs = (): number => {
    const { limit, remaining, resetsAt } = provider.status().rateLimit ?? NO_LIMIT;
    if (limit === null || remaining === null || resetsAt === null) return 0;
    const leftMs = resetsAt - now();
    if (leftMs <= 0 || leftMs >= DAYS_LIMIT_MS) return 0;
    // Its end is told in whole seconds, and later where an answer took its time: until it comes, it is the same minute. What
    // was asked at once of the one before may have been more than its share.
    if (now() >= minute.endsAt && resetsAt - minute.endsAt > SECOND_MS)
      minute = { endsAt: resetsAt, asked: Math.max(0, minute.asked - limit * share) };
    return minute.asked >= limit * share || remaining <= limit * LEFT_TO_PEOPLE ? leftMs : 0;
  };

  // Of a minute, every request counts, and one question may take many.
  const way = {
    asking: <Value>(_: string, ask: () => Promise<Value>) => ask(),
    stood() {},
    asked: () => void (minute.asked += 1),
  };

  return {
    /** Asks behind everybody else, once the rest of the minute's limit is not people's, where the vendor has one. */
    paced(signal: AbortSignal): Paced {
      return async (ask) => {
        const heldMs = minuteMs();
        if (heldMs > 0) await timer.wait(heldMs, signal);
        try {
          // In the vendor's line it stands behind everybody who waits for an answer, and draws no more than its share.
          return await waitingAs({ caller: 'sync', urgency: 'sync', share, way }, ask);
        } finally {
          asked += 1;
        }
      };
    },
    minuteMs,
    /** How long a limit by the day holds the next reading back; 0 for not at all. */
    msUntilFree(): number {
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
