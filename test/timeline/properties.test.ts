import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallFilter, CallFilterField } from '../../src/domain/call-filter.ts';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import { type CallSession, type OrderDirection, sortCalls } from '../../src/domain/call-session.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { createTimeline } from '../../src/timeline/index.ts';
import type { TimelinePage } from '../../src/timeline/timeline-page.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, createMemoryProvider } from '../support/memory-provider.ts';

const SIGNAL = new AbortController().signal;
const BEGIN = Date.UTC(2026, 3, 30, 10, 0, 0);

/** A few providers whose calls fall into few seconds, so that ties and borders are everywhere. */
const worlds = fc.record({
  providers: fc.array(
    fc.record({
      starts: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 25 }),
      pageSize: fc.integer({ min: 1, max: 8 }),
      windowMs: fc.constantFrom(2000, 5000, Infinity),
      applies: fc.constantFrom<readonly CallFilterField[]>([], ['direction', 'agentIds']),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  direction: fc.constantFrom<OrderDirection>('ASC', 'DESC'),
  pageSizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  isBackward: fc.boolean(),
  isFiltered: fc.boolean(),
  restartEvery: fc.integer({ min: 1, max: 4 }),
  pauseMs: fc.constantFrom(0, 6_000, 400_000),
  settleMs: fc.constantFrom(1000, 3_596_000, 86_400_000),
});
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

describe('walking the timeline', () => {
  it('gives every call once and in order, whatever the providers, ties, page sizes and ends', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { providers, filter, truth, clock } = createWorld(world);
        const pages = await walk(world, providers, filter, clock);
        const calls = (world.isBackward ? pages.toReversed() : pages).flatMap(({ edges }) => edges);
        expect(calls.map(({ call }) => call.nativeId)).toEqual(truth.map(({ nativeId }) => nativeId));
        expect(providers.map(({ openLists }) => openLists)).toEqual(providers.map(() => 0));
      }),
      { numRuns: 300 },
    );
  });

  it('tells the truth about what follows and what precedes every page', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { providers, filter, truth, clock } = createWorld(world);
        for (const page of await walk(world, providers, filter, clock)) {
          const [first, last] = [page.edges.at(0), page.edges.at(-1)];
          if (!first || !last) continue;
          expect(page.hasPreviousPage).toBe(first.call.nativeId !== truth.at(0)?.nativeId);
          expect(page.hasNextPage).toBe(last.call.nativeId !== truth.at(-1)?.nativeId);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('goes on from any call, in both directions, under another filter', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.nat(), async (world, pick) => {
        const { providers, filter, truth, clock, all } = createWorld(world);
        const place = all[pick % Math.max(1, all.length)];
        if (!place) return;
        const timeline = createTimeline({ now: clock.now });
        const everything = await timeline.readPage(requestOf(world, providers, {}, { first: 1000 }), SIGNAL);
        const cursor = everything.edges.find(({ call }) => call.nativeId === place.nativeId)?.cursor ?? '';
        const forward = { first: 1000, after: cursor };
        const backward = { last: 1000, before: cursor };
        const after = await timeline.readPage(requestOf(world, providers, filter, forward), SIGNAL);
        const before = await timeline.readPage(requestOf(world, providers, filter, backward), SIGNAL);
        const rest = [...before.edges, ...after.edges].map(({ call }) => call.nativeId);
        expect(rest).toEqual(truth.map(({ nativeId }) => nativeId).filter((id) => id !== place.nativeId));
        const isAtPlace = truth.some(({ nativeId }) => nativeId === place.nativeId);
        expect(after.hasPreviousPage).toBe(isAtPlace || before.edges.length > 0);
        expect(before.hasNextPage).toBe(isAtPlace || after.edges.length > 0);
      }),
      { numRuns: 200 },
    );
  });
});

function createWorld(world: World) {
  const clock = createFakeClock(BEGIN + 3_600_000);
  const all: CallSession[] = [];
  const providers = world.providers.map(({ starts, ...options }, index) => {
    const key = `p${'bdac'[index]}`;
    const calls = starts.map((second, place) =>
      makeCall({
        provider: key,
        nativeId: `${key}-${(place * 7) % 100}-${place}`,
        startedAt: BEGIN + second * 1000,
        direction: place % 3 === 0 ? 'OUTBOUND' : 'INBOUND',
        agents: place % 2 === 0 ? [{ provider: key, nativeId: 'ada' }] : [],
      }),
    );
    all.push(...calls);
    return createMemoryProvider({
      key,
      calls,
      now: clock.now,
      settleMs: world.settleMs,
      brings: ['agents'],
      ...options,
    });
  });
  const filter: CallFilter = world.isFiltered ? { direction: ['OUTBOUND'], agentIds: ['ada', 'ben'] } : {};
  const truth = sortCalls([...all], world.direction).filter(
    ({ direction, agents }) => !world.isFiltered || (direction === 'OUTBOUND' && (agents?.length ?? 0) > 0),
  );
  return { providers, filter, truth, clock, all: sortCalls(all, world.direction) };
}

async function walk(
  world: World,
  providers: readonly MemoryProvider[],
  filter: CallFilter,
  clock: ReturnType<typeof createFakeClock>,
): Promise<TimelinePage[]> {
  const pages: TimelinePage[] = [];
  let cursor: string | null = null;
  let timeline = createTimeline({ now: clock.now });
  for (let count = 0; count < 200; count += 1) {
    if (count % world.restartEvery === 0) timeline = createTimeline({ now: clock.now });
    const size = world.pageSizes[count % world.pageSizes.length] ?? 1;
    const ends = world.isBackward ? { last: size, before: cursor } : { first: size, after: cursor };
    const page: TimelinePage = await timeline.readPage(requestOf(world, providers, filter, ends), SIGNAL);
    expect(page.problems).toEqual([]);
    pages.push(page);
    if (!(world.isBackward ? page.hasPreviousPage : page.hasNextPage)) return pages;
    cursor = world.isBackward ? page.startCursor : page.endCursor;
    clock.advance(world.pauseMs);
  }
  throw new Error('the walk does not end');
}

const requestOf = (world: World, providers: readonly MemoryProvider[], filter: CallFilter, ends: object) => ({
  queries: providers.map((provider) => ({ provider, filter, selection: ROW_SELECTION })),
  direction: world.direction,
  deadlines: createDeadlines(),
  ...ends,
});
