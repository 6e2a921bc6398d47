import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import { type CallSession, type OrderDirection, compareCalls } from '../../src/domain/call-session.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { createTimeline } from '../../src/timeline/index.ts';
import type { TimelinePage } from '../../src/timeline/timeline-page.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';

const SIGNAL = new AbortController().signal;
const BEGIN = Date.UTC(2026, 3, 30, 10, 0, 0);

const walks = fc.record({
  seconds: fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 30 }), { minLength: 1, maxLength: 3 }),
  direction: fc.constantFrom<OrderDirection>('ASC', 'DESC'),
  pageSize: fc.integer({ min: 1, max: 8 }),
  vendorPageSize: fc.integer({ min: 1, max: 6 }),
  isFiltered: fc.boolean(),
});

type Walk = typeof walks extends fc.Arbitrary<infer Value> ? Value : never;

/** The second provider is cut short once its calls reach past the page, and has one more. */
const OUT_OF_TIME_BEYOND_THE_PAGE: Walk = {
  seconds: [
    [0, 0, 1, 0, 2, 1, 1],
    [0, 0, 0, 1, 3, 1, 2],
  ],
  direction: 'ASC',
  pageSize: 3,
  vendorPageSize: 3,
  isFiltered: true,
};

describe('a walk through a history that changes and fails', () => {
  it('finds every late call that lies beyond its cursor, once, and shows no call twice', async () => {
    const lateRows = fc.array(fc.record({ afterPage: fc.nat(8), second: fc.integer({ min: 0, max: 30 }) }));
    await fc.assert(
      fc.asyncProperty(walks, lateRows, async (walk, late) => {
        const { providers, read, clock } = createHistory(walk);
        const due = new Set(providers.flatMap(({ calls }) => calls).map(({ nativeId }) => nativeId));
        const shown: CallSession[] = [];
        let cursor: string | null = null;
        for (let page = 0; ; page += 1) {
          const { edges, endCursor, hasNextPage } = await read(cursor);
          shown.push(...edges.map(({ call }) => call));
          if (!hasNextPage) break;
          cursor = endCursor;
          const last = shown.at(-1);
          for (const [index, { second }] of late.filter(({ afterPage }) => afterPage === page).entries()) {
            const target = providers[index % providers.length];
            if (!target || !last) continue;
            const startedAt = BEGIN + second * 1000;
            const call = makeCall({
              provider: target.provider.key,
              nativeId: `late-${page}-${index}`,
              startedAt,
              outcome: 'BUSY',
            });
            target.provider.addCalls([call]);
            target.calls.push(call);
            const order = compareCalls(call, last);
            if (walk.direction === 'ASC' ? order > 0 : order < 0) due.add(call.nativeId);
          }
          // What is younger than a day is kept for five seconds.
          clock.advance(6000);
        }
        const isWanted = ({ outcome }: CallSession) => !walk.isFiltered || outcome === 'BUSY';
        const ids = shown.map(({ nativeId }) => nativeId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(shown.every(isWanted)).toBe(true);
        const all = providers.flatMap(({ calls }) => calls);
        expect(ids.toSorted()).toEqual(
          all
            .filter(isWanted)
            .map(({ nativeId }) => nativeId)
            .filter((id) => due.has(id))
            .sort(),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('goes on where a provider ran out of time, and asks again where one failed, and loses nothing', async () => {
    const faults = fc.array(fc.constantFrom(null, null, null, 'timed-out' as const, 'unavailable' as const), {
      minLength: 1,
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(walks, faults, async (walk, kinds) => {
        const { providers, read } = createHistory(walk);
        // Each request takes the next fault; when they are used up, all is well.
        const rest = [...kinds];
        for (const { provider } of providers)
          provider.intercept(() => {
            const kind = rest.shift();
            if (kind) throw new ProviderError(provider.key, kind, 'as told');
          });
        const shown: string[] = [];
        let cursor: string | null = null;
        for (let reads = 0; reads < 300; reads += 1) {
          const page: TimelinePage = await read(cursor);
          if (page.passedOver.length > 0) continue;
          shown.push(...page.edges.map(({ call }) => call.nativeId));
          if (!page.hasNextPage) break;
          cursor = page.endCursor;
        }
        const compare = (a: CallSession, b: CallSession) => (walk.direction === 'ASC' ? 1 : -1) * compareCalls(a, b);
        const truth = providers
          .flatMap(({ calls }) => calls)
          .filter(({ outcome }) => !walk.isFiltered || outcome === 'BUSY')
          .sort(compare);
        expect(shown).toEqual(truth.map(({ nativeId }) => nativeId));
      }),
      { numRuns: 300, examples: [[OUT_OF_TIME_BEYOND_THE_PAGE, [null, null, null, null, null, 'timed-out']]] },
    );
  });
});

function createHistory(walk: Walk) {
  const clock = createFakeClock(BEGIN + 3_600_000);
  const providers = walk.seconds.map((seconds, index) => {
    const key = `p${index}`;
    const calls = seconds.map((second, place) =>
      makeCall({
        provider: key,
        nativeId: `${key}-${place}`,
        startedAt: BEGIN + second * 1000,
        outcome: place % 4 === 0 ? 'BUSY' : 'ANSWERED',
      }),
    );
    const provider = createMemoryProvider({ key, calls, now: clock.now, pageSize: walk.vendorPageSize, applies: [] });
    return { calls, provider };
  });
  const timeline = createTimeline({ now: clock.now });
  const read = (after: string | null) =>
    timeline.readPage(
      {
        queries: providers.map(({ provider }) => ({
          provider,
          filter: walk.isFiltered ? { outcome: ['BUSY' as const] } : {},
          selection: ROW_SELECTION,
        })),
        direction: walk.direction,
        deadlines: createDeadlines(),
        first: walk.pageSize,
        after,
      },
      SIGNAL,
    );
  return { providers, read, clock };
}
