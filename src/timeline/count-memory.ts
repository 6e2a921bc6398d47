import { LRUCache } from 'lru-cache';
import type { Share } from '../domain/deadlines.ts';
import type { Instant } from '../time/instant.ts';

/** Names a count: the same provider, filter and ends. */
export type CountQuestion = {
  readonly provider: string;
  readonly filterText: string;
  /** Null: from where its history begins, which may move on with the clock. */
  readonly from: Instant | null;
  /** Null: up to now. */
  readonly to: Instant | null;
};

/** A count, and what may still be said by it later. */
export type KnownCount = {
  /** Null: cannot be had at a fair price, which is worth knowing too. */
  readonly count: number | null;
  /** When it was asked, and whether all it counts was closed history then. */
  readonly readAt: Instant;
  /** When the oldest of what it rests on was read. */
  readonly asOf: Instant;
  readonly isSettled: boolean;
  /** Whether a page said it unasked: then the next page that begins there may be waited for. */
  readonly isBrought?: boolean;
};

/** What was counted, kept for the other pages of a walk. Losing it costs requests. */
export type CountMemory = ReturnType<typeof createCountMemory>;

/** How a count is had that is not known. */
type Asking = {
  readonly isSettled: boolean;
  readonly share: Share;
  readonly count: (signal: AbortSignal) => Promise<number | null>;
  /** When the oldest of what it rests on was read; null where all of it is read now. */
  readonly oldestReading: () => Promise<Instant | null>;
};

type Flight = { readonly answer: Promise<KnownCount>; readonly leader: Share };

/** Keys hold whole filters, and a client decides how long these are: they are what is bounded. */
const MAX_LENGTH = 1_000_000;

/** Makes a bounded memory: `youngMs` for what may still change, `settledMs` for closed history. */
export function createCountMemory({
  now,
  youngMs,
  settledMs,
  maxLength = MAX_LENGTH,
}: {
  readonly now: () => Instant;
  readonly youngMs: number;
  readonly settledMs: number;
  readonly maxLength?: number;
}) {
  const kept = new LRUCache<string, KnownCount>({ maxSize: maxLength, sizeCalculation: (_known, key) => key.length });
  const flights = new Map<string, Flight>();

  const lead = (key: string, { isSettled, share, count, oldestReading }: Asking): Promise<KnownCount> => {
    const readAt = now();
    const before = kept.peek(key);
    const answer = share
      .ask(WHAT, () => Promise.all([count(share.signal), oldestReading()]))
      .then(([counted, oldest]) => {
        // What a page has brought meanwhile is as good, and tells more.
        const known = { count: counted, readAt, asOf: oldest ?? readAt, isSettled };
        if (kept.peek(key) === before) kept.set(key, known);
        return known;
      })
      .finally(() => flights.delete(key));
    flights.set(key, { answer, leader: share });
    return answer;
  };

  return {
    /** Undefined: not known, or no longer. `maxAgeMs`: nothing older than that. */
    recall(question: CountQuestion, maxAgeMs = Infinity): KnownCount | undefined {
      const known = kept.get(keyOf(question));
      if (!known || maxAgeMs === 0) return undefined;
      const ageMs = now() - known.readAt;
      const isYoung = ageMs >= 0 && ageMs <= (known.isSettled ? settledMs : youngMs);
      return isYoung && now() - known.asOf <= maxAgeMs ? known : undefined;
    },
    keep(question: CountQuestion, known: KnownCount): void {
      kept.set(keyOf(question), known);
    },
    /** Whether a page brought it the last time, however long ago. */
    wasBrought: (question: CountQuestion): boolean => kept.peek(keyOf(question))?.isBrought === true,
    /** Asks, and keeps the answer. Who asks the same meanwhile waits for it; a failure is not kept. */
    async ask(question: CountQuestion, asking: Asking): Promise<KnownCount> {
      const key = keyOf(question);
      const { share } = asking;
      for (let flight = flights.get(key); flight; flight = flights.get(key)) {
        const { answer, leader } = flight;
        try {
          return await share.ask(WHAT, () => answer);
        } catch (error) {
          // One who asked first may leave first, or be out of time, and takes only their own question along.
          const hasLeft = leader.signal.aborted || leader.spent() >= 1;
          if (!hasLeft || share.signal.aborted) throw error;
        }
      }
      return lead(key, asking);
    },
  };
}

const WHAT = 'the number of its calls';

const keyOf = ({ provider, filterText, from, to }: CountQuestion): string =>
  [provider, from, to, filterText].join('\n');
