import type { Instant } from '../domain/instant.ts';
import { createCountMemory } from './count-memory.ts';
import { createLookAhead } from './look-ahead.ts';
import { readTimelinePage } from './page.ts';
import type { TimelinePage } from './timeline-page.ts';
import type { TimelineRequest } from './timeline-request.ts';

/** Many providers' calls as one ordered, endless list: by start, provider key and native id, or the exact reverse. */
export type Timeline = {
  /**
   * Reads one page. Asks nothing before everything about the request is known to be good: throws CursorError,
   * PageSizeError (both have a `code`) and CallFilterError. Throws the signal's reason when the asker has gone. A
   * provider that fails is part of the answer: see TimelinePage.
   */
  readPage(request: TimelineRequest, signal: AbortSignal): Promise<TimelinePage>;
};

/** What a timeline is made of. */
export type TimelineOptions = {
  readonly now: () => Instant;
  readonly maxPageSize?: number;
  readonly defaultPageSize?: number;
  /** How long what may still change is kept for the next page, counts included. */
  readonly lookAheadMs?: number;
  /** How long closed history is. */
  readonly settledLookAheadMs?: number;
  /** How many calls are kept at most, for all walks together. */
  readonly lookAheadRows?: number;
};

/** Makes a timeline. It keeps what pages read beyond their end, and what was counted, for a while; everything else it is told. */
export function createTimeline({
  now,
  maxPageSize = 1000,
  defaultPageSize = 50,
  lookAheadMs = 5_000,
  settledLookAheadMs = 300_000,
  lookAheadRows = 10_000,
}: TimelineOptions): Timeline {
  const tools = {
    now,
    limits: { maxPageSize, defaultPageSize },
    lookAhead: createLookAhead({ now, maxRows: lookAheadRows, youngMs: lookAheadMs, settledMs: settledLookAheadMs }),
    counts: createCountMemory({ now, youngMs: lookAheadMs, settledMs: settledLookAheadMs }),
  };
  return { readPage: (request, signal) => readTimelinePage(tools, request, signal) };
}
