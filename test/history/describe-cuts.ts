import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallFilter, type CallFilterField, fieldsOf, matchesFilter } from '../../src/domain/call-filter.ts';
import { FULL_SELECTION } from '../../src/domain/call-selection.ts';
import { type CallSession, type OrderDirection, sortCalls } from '../../src/domain/call-session.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createJoinParts } from '../../src/loaders/join-page.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { createDirectoryCache } from '../../src/loaders/directory-cache.ts';
import { createLoaders } from '../../src/loaders/index.ts';
import { createTimeline } from '../../src/timeline/index.ts';
import type { TimelinePage } from '../../src/timeline/timeline-page.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import { makeCall } from '../support/make-call.ts';
import { type CallPart, createMemoryProvider } from '../support/memory-provider.ts';
import { keepWhole, keepingIn, openAccountOf, toKeeping } from './kept-world.ts';

const SIGNAL = new AbortController().signal;
const BEGIN = Date.UTC(2026, 3, 1, 10, 0, 0);
const SECONDS = 40;
const NOW = BEGIN + 60 * DAY_MS;
const RANGE = { from: BEGIN, to: BEGIN + SECONDS * SECOND_MS };

const filters: fc.Arbitrary<CallFilter> = fc
  .record(
    {
      direction: fc.constantFrom(['INBOUND'] as const, ['OUTBOUND', 'INTERNAL'] as const),
      outcome: fc.constantFrom(['ANSWERED'] as const, ['MISSED', 'BUSY'] as const),
      agentIds: fc.constantFrom(['1'], ['2', '3']),
      queueIds: fc.constantFrom(['q1'], ['q1', 'q2']),
      number: fc.constantFrom(['+442070000001'], ['+442070000002', '+442079990001']),
      durationSeconds: fc.constantFrom({ min: 30 }, { max: 60 }, { min: 10, max: 90 }),
      hasRecording: fc.boolean(),
      vendor: fc.constant({ even: true }),
    },
    { requiredKeys: [] },
  )
  .chain((whole) => fc.shuffledSubarray(Object.entries(whole)).map((some) => Object.fromEntries(some.slice(0, 3))));

/** Few seconds with many ties, so that borders of coverage, of pages and of seconds meet. */
const worlds = fc.record({
  starts: fc.array(fc.integer({ min: 0, max: SECONDS - 1 }), { maxLength: 60 }),
  seed: fc.integer({ min: 0, max: 1000 }),
  kept: fc.array(fc.tuple(fc.integer({ min: 0, max: SECONDS }), fc.integer({ min: 1, max: 12 })), { maxLength: 6 }),
  applies: fc.constantFrom<readonly CallFilterField[]>([], ['direction', 'durationSeconds'], ['agentIds', 'number']),
  brings: fc.constantFrom<readonly CallPart[]>(
    ['agents', 'cost'],
    ['agents', 'legs', 'recordings', 'cost', 'queues'],
    ['agents'],
  ),
  vendorPage: fc.integer({ min: 1, max: 9 }),
  filter: filters,
  direction: fc.constantFrom<OrderDirection>('ASC', 'DESC'),
  isBackward: fc.boolean(),
  pageSize: fc.integer({ min: 1, max: 13 }),
});
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

/** Pages cut at the borders of what is kept are what one list would be, in so many random worlds. */
export function describeCuts(runs: number): void {
  describe('pages cut at the borders of what is kept', () => {
    it('give every call once and in order, and count them, whatever is kept and whatever is asked', async () => {
      let counted = 0;
      await fc.assert(
        fc.asyncProperty(worlds, async (world) => {
          const { provider, truth, vendor, close } = await createWorld(world);
          try {
            const pages = await walk(world, provider);
            const calls = (world.isBackward ? pages.toReversed() : pages).flatMap(({ edges }) => edges);
            expect(calls.map(({ call }) => call.nativeId)).toEqual(truth.map(({ nativeId }) => nativeId));
            for (const { call } of calls) expect(call).toMatchObject({ provider: 'a', readAt: NOW });
            for (const { totalCount } of pages) expect([null, truth.length]).toContain(totalCount);
            if (pages[0]?.totalCount === truth.length) counted += 1;
            await expect.poll(() => vendor.openLists, { interval: 1 }).toBe(0);
          } finally {
            await close();
          }
        }),
        { numRuns: runs },
      );
      expect(counted).toBeGreaterThan(runs / 5);
    });

    it('ask the vendor nothing, and count exactly, where everything is kept', async () => {
      await fc.assert(
        fc.asyncProperty(worlds, async (given) => {
          const world: World = { ...given, kept: [[0, SECONDS]] };
          const { provider, truth, vendor, close } = await createWorld(world);
          try {
            vendor.failWith('unavailable');
            const pages = await walk(world, provider);
            expect(pages.flatMap(({ edges }) => edges)).toHaveLength(truth.length);
            for (const page of pages) expect(page).toMatchObject({ isComplete: true, totalCount: truth.length });
            const asked = pages.flatMap(({ edges }) => edges.map(({ call }) => call));
            expect(asked.every(({ legs, recordings, cost }) => legs && recordings && cost !== undefined)).toBe(true);
          } finally {
            await close();
          }
        }),
        { numRuns: Math.ceil(runs / 3) },
      );
    });
  });
}

async function createWorld({ starts, seed, kept, applies, brings, vendorPage, filter, direction }: World) {
  const calls = starts.map((second, index) => callAt(second, index, (index * 7 + seed) % 97));
  const vendor = createMemoryProvider({
    key: 'a',
    calls,
    now: () => NOW,
    applies: [...applies, 'vendor'],
    brings,
    pageSize: vendorPage,
    matchesVendor: (call) => Number(call.nativeId) % 2 === 0,
  });
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const keeping = toKeeping(vendor);
  const account = await openAccountOf(store, keeping);
  for (const [from, length] of kept) {
    const range = { from: BEGIN + from * SECOND_MS, to: Math.min(RANGE.to, BEGIN + (from + length) * SECOND_MS) };
    if (range.from < range.to) await keepWhole(store, account, keeping, range, NOW);
  }
  const own = (call: CallSession) =>
    matchesFilter(call, filter, fieldsOf(filter)) && (!filter.vendor || Number(call.nativeId) % 2 === 0);
  return {
    vendor,
    provider: keepingIn(store, account, keeping, () => NOW),
    truth: sortCalls(calls.filter(own), direction),
    close: () => store.close(),
  };
}

async function walk({ filter, direction, isBackward, pageSize }: World, provider: Provider): Promise<TimelinePage[]> {
  const timeline = createTimeline({ now: () => NOW });
  const pages: TimelinePage[] = [];
  for (let cursor: string | null = null; ;) {
    const deadlines = createDeadlines();
    const providers = new Map([[provider.key, provider]]);
    const directoryCache = createDirectoryCache({ now: () => NOW });
    const page: TimelinePage = await timeline.readPage(
      {
        queries: [{ provider, filter, selection: FULL_SELECTION }],
        range: RANGE,
        direction,
        ...(isBackward ? { last: pageSize, before: cursor } : { first: pageSize, after: cursor }),
        wantsTotal: true,
        deadlines,
        joinParts: createJoinParts(createLoaders({ providers, deadlines, signal: SIGNAL, directoryCache })),
      },
      SIGNAL,
    );
    expect(page.problems).toEqual([]);
    pages.push(page);
    const isOver = isBackward ? !page.hasPreviousPage : !page.hasNextPage;
    if (isOver || pages.length > 200) return pages;
    cursor = isBackward ? page.startCursor : page.endCursor;
  }
}

/** A call with everything a filter reads, made of a number. */
function callAt(second: number, index: number, mix: number): CallSession {
  const nativeId = String(index);
  const startedAt = BEGIN + second * SECOND_MS;
  const pick = <Value>(...values: readonly [Value, ...Value[]]): Value => values[mix % values.length]!;
  const party = (number: string) => ({ number, displayName: null, defaultCountry: null });
  const agent = { provider: 'a', nativeId: pick('1', '2', '3', '4') };
  const queue = mix % 3 === 0 ? { provider: 'a', nativeId: pick('q1', 'q2', 'q3'), name: null } : null;
  const recording = {
    provider: 'a',
    nativeId: `r${nativeId}`,
    sessionId: nativeId,
    sessionStartedAt: startedAt,
    legId: `l${nativeId}`,
    kind: 'CALL' as const,
    startedAt: null,
    durationSeconds: null,
    sizeBytes: null,
    mediaType: null,
    expiresAt: null,
    isAvailable: true,
    transcript: null,
    cost: null,
  };
  return makeCall({
    provider: 'a',
    nativeId,
    startedAt,
    direction: pick('INBOUND', 'OUTBOUND', 'INTERNAL'),
    outcome: pick('ANSWERED', 'MISSED', 'BUSY', 'FAILED', 'ANSWERED'),
    durationSeconds: mix,
    customer: party(`+44207000000${mix % 4}`),
    line: party(`+44207999000${mix % 3}`),
    agents: [agent],
    queues: queue ? [queue] : [],
    legs: [
      {
        provider: 'a',
        nativeId: `l${nativeId}`,
        sessionId: nativeId,
        direction: 'INBOUND',
        startedAt,
        durationSeconds: mix,
        from: null,
        to: null,
        agent,
        queue,
        outcome: 'ANSWERED',
        outcomeDetail: null,
        cost: null,
      },
    ],
    recordings: mix % 2 === 0 ? [recording] : [],
    cost: { amount: `0.${mix}`, currency: 'EUR' },
  });
}
