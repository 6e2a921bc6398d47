import { LRUCache } from 'lru-cache';
import { sumFigures } from '../domain/call-figures.ts';
import type { Instant } from '../time/instant.ts';
import { type ZoneCalendar, createZoneCalendar } from '../time/zone-calendar.ts';
import { fillBuckets } from './buckets.ts';
import type { FiguresAnswer, FiguresRequest } from './figures-request.ts';
import { readGroups } from './read-groups.ts';
import { cutTime } from './time-cells.ts';

/** Figures over many providers' calls. */
export type Figures = {
  /**
   * Reads figures. Throws TOO_MANY_BUCKETS for more buckets than an answer has, CallFilterError, and the signal's reason when
   * the caller has gone. What a provider cannot bring is missing, and a problem says so.
   */
  read(request: FiguresRequest, signal: AbortSignal): Promise<FiguresAnswer>;
};

/** What figures are made with. */
type FiguresOptions = {
  readonly now: () => Instant;
  /** So many calls of a provider are read where they are not kept: those of the largest page. */
  readonly maxLiveCalls?: number;
};

/** A calendar remembers the days it was asked for. */
const MAX_CALENDARS = 20;

/** Makes figures. */
export function createFigures({ now, maxLiveCalls = 1000 }: FiguresOptions): Figures {
  const calendars = new LRUCache<string, ZoneCalendar>({ max: MAX_CALENDARS, memoMethod: createZoneCalendar });
  return {
    async read(request, signal) {
      signal.throwIfAborted();
      const askedAt = now();
      const cells = cutTime(request, calendars.memo(request.timeZone), askedAt);
      const read = await Promise.all(
        request.queries.map((query) => readGroups(query, request, cells, { now, maxLiveCalls }, signal)),
      );
      signal.throwIfAborted();
      return {
        buckets: fillBuckets(request, cells, read),
        totals: sumFigures(read.flatMap(({ groups }) => groups.map(({ figures }) => figures))),
        asOf: read.reduce((oldest, { asOf }) => Math.min(oldest, asOf ?? oldest), askedAt),
        problems: read.flatMap(({ problems }) => problems),
      };
    },
  };
}
