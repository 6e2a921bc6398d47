import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { createTimeline } from '../../src/timeline/index.ts';
import type { TimelinePage } from '../../src/timeline/timeline-page.ts';
import type { TimelineRequest } from '../../src/timeline/timeline-request.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';

export const MINUTE = 60_000;
const NOW = Date.UTC(2026, 3, 30, 12, 0, 0);

/** A call of the world. */
export type Row = { readonly minute: number; readonly outcome?: 'BUSY' };

/** Rows a minute apart, the newest first: 0 starts now. */
export const everyMinute = (count: number, agoMs = 0): Row[] =>
  Array.from({ length: count }, (_, minute) => ({ minute: minute + agoMs / MINUTE }));

/** Native ids of a page's calls, in their order. */
export const idsOf = ({ edges }: TimelinePage): string[] => edges.map(({ call }) => call.nativeId);

/** A request, of which most tests say little. */
export type Asked = Partial<Omit<TimelineRequest, 'deadlines'>> & {
  readonly filter?: TimelineRequest['queries'][number]['filter'];
};

/** Makes two providers, their clock, and ways to read them as one timeline. */
export function createWorld(rows: Record<'a' | 'b', readonly Row[]>, options: Partial<MemoryProviderOptions> = {}) {
  const clock = createFakeClock(NOW);
  const make = (key: 'a' | 'b') =>
    createMemoryProvider({
      key,
      now: clock.now,
      calls: rows[key].map(({ minute, ...rest }, index) =>
        makeCall({ provider: key, nativeId: `${key}${index}`, startedAt: NOW - minute * MINUTE, ...rest }),
      ),
      ...options,
    });
  const [a, b] = [make('a'), make('b')];
  const toRequest = ({ filter = {}, ...request }: Asked): TimelineRequest => ({
    queries: [a, b].map((provider) => ({ provider, filter, selection: ROW_SELECTION })),
    direction: 'DESC',
    deadlines: createDeadlines(),
    ...request,
  });
  const signal = new AbortController().signal;
  const timeline = createTimeline({ now: clock.now });
  const read = (asked: Asked, caller = signal) => timeline.readPage(toRequest(asked), caller);
  return {
    a,
    b,
    clock,
    now: NOW,
    read,
    fresh: (asked: Asked, more: Asked = {}) =>
      createTimeline({ now: clock.now }).readPage(toRequest({ ...asked, ...more }), signal),
    /** Reads pages, each from the end of the one before, until none follows. */
    walk: async (asked: Asked): Promise<TimelinePage[]> => {
      const pages: TimelinePage[] = [];
      for (let page = await read(asked); ; page = await read({ ...asked, after: page.endCursor })) {
        pages.push(page);
        if (!page.hasNextPage || pages.length > 100) return pages;
      }
    },
  };
}
