import type { Instant } from '../time/instant.ts';
import { createCountMemory } from './count-memory.ts';
import { createLookAhead } from './look-ahead.ts';
import { readTimelinePage } from './page.ts';
import type { TimelineRequest } from './timeline-request.ts';
import { type ValueRequest, readValuePage } from './value-page.ts';

/** Many providers' calls as one ordered, endless list: by start, provider key and native id, or the exact reverse. */
export type Timeline = ReturnType<typeof createTimeline>;

/** What a timeline is made of. */
type TimelineOptions = {
  readonly now: () => Instant;
  readonly maxPageSize?: number;
  readonly defaultPageSize?: number;
  /** How many calls are kept at most, for all walks together. */
  readonly keptRows?: number | undefined;
};

/** How long what may still change is kept for the next page, counts included. */
const YOUNG_MS = 5_000;
/** How long closed history is. */
const SETTLED_MS = 300_000;

/** Makes a timeline. It keeps what pages read beyond their end, and what was counted, for a while; everything else it is told. */
export function createTimeline({ now, maxPageSize = 1000, defaultPageSize = 50, keptRows = 10_000 }: TimelineOptions) {
  const tools = {
    now,
    limits: { maxPageSize, defaultPageSize },
    lookAhead: createLookAhead({ now, maxRows: keptRows, youngMs: YOUNG_MS, settledMs: SETTLED_MS }),
    counts: createCountMemory({ now, youngMs: YOUNG_MS, settledMs: SETTLED_MS }),
  };
  return {
    /**
     * Reads one page. Asks nothing before everything about the request is known to be good: throws CursorError,
     * BAD_PAGE_SIZE and CallFilterError. Throws the signal's reason when the caller has gone. A provider that fails is part
     * of the answer: see TimelinePage.
     */
    readPage: (request: TimelineRequest, signal: AbortSignal) => readTimelinePage(tools, request, signal),
    /** Reads one page in an order by value, over what is kept: throws OrderError, too, where that is not the whole range. */
    readValuePage: (request: ValueRequest, signal: AbortSignal) => readValuePage(tools, request, signal),
  };
}
