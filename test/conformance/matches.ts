import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallFilter, CallFilterError, type VendorFilter, matchesFilter } from '../../src/domain/call-filter.ts';
import { FULL_SELECTION } from '../../src/domain/call-selection.ts';
import { digitsOf } from '../../src/domain/phone-number.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { Provider, Question } from '../../src/domain/provider.ts';
import { LAST_MONTH, listWhole, placesOf } from './read-list.ts';
import type { StartWorld, World } from './world.ts';

/** What a vendor's own filter may be, over the calls there are. */
export type VendorFilters = {
  readonly arbitrary: (calls: readonly CallSession[]) => fc.Arbitrary<VendorFilter>;
  /** The filter that leaves nothing out, not even what lists leave out as a rule. */
  readonly everything?: VendorFilter;
};

const RUNS = 60;

/** A filter tested on calls that were read without it finds those that it lists. */
export function describeMatches(start: StartWorld, vendor?: VendorFilters): void {
  describe('testing a filter on calls as they were read', () => {
    let world: World;
    let provider: Provider;
    let calls: CallSession[];
    beforeAll(async () => {
      world = await start('even', 300);
      provider = world.createProvider();
      const filter = vendor?.everything && { vendor: vendor.everything };
      calls = await listWhole(provider, { range: LAST_MONTH, ...(filter && { filter }) });
    });
    afterAll(() => world.close());

    /** What the provider lists, and the caller narrows. */
    const listed = async (filter: CallFilter, { left }: Question): Promise<CallSession[]> =>
      (await listWhole(provider, { range: LAST_MONTH, filter })).filter((call) => matchesFilter(call, filter, left));

    /** Compares both ways to the calls of a filter; says how many there are, null where no row decides it. */
    const compare = async (filter: CallFilter): Promise<number | null> => {
      const question = prepareOrNull(provider, filter);
      if (question === null) return null;
      expect(question.matches === null, question.undecided.join()).toBe(question.undecided.length > 0);
      if (question.matches === null) return null;
      const matching = calls.filter(question.matches);
      const found = question.matchesNothing ? [] : await listed(filter, question);
      expect(placesOf(matching), JSON.stringify(filter)).toEqual(placesOf(found));
      return matching.length;
    };

    it('finds what any filter of ours lists', async () => {
      const sizes = new Set<number | null>();
      await fc.assert(
        fc.asyncProperty(ourFilters(calls), async (filter) => void sizes.add(await compare(filter))),
        { numRuns: RUNS },
      );
      expect(sizes.size).toBeGreaterThan(3);
    });

    it.runIf(vendor !== undefined)("finds what any filter of the vendor's lists, alone and beside ours", async () => {
      const sizes: (number | null)[] = [];
      const filters = fc.record({
        vendor: vendor!.arbitrary(calls),
        ours: fc.option(ourFilters(calls), { nil: {}, freq: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(filters, async ({ vendor: own, ours }) => {
          sizes.push(await compare({ ...ours, vendor: own }));
        }),
        { numRuns: 3 * RUNS },
      );
      const decided = sizes.filter((size) => size !== null);
      expect(decided.length).toBeGreaterThan(RUNS);
      expect(decided.filter((size) => size > 0 && size < calls.length).length).toBeGreaterThan(RUNS / 3);
    });

    it.runIf(vendor !== undefined)('reads the filter of the vendor when it is prepared, and never again', async () => {
      const signal = new AbortController().signal;
      for (const own of fc.sample(vendor!.arbitrary(calls), 10)) {
        const { proxy, revoke } = Proxy.revocable(own, {});
        const question = prepareOrNull(provider, { direction: ['INBOUND'], vendor: proxy });
        // Whoever reads it from now on fails.
        revoke();
        if (question === null) continue;
        for (const direction of ['ASC', 'DESC'] as const)
          await Array.fromAsync(question.list({ range: LAST_MONTH, direction, expect: 50 }, signal));
        await question.count(LAST_MONTH, signal);
        if (question.matches) calls.forEach(question.matches);
      }
    });
  });
}

/** Null for a filter that the vendor would ignore or misread. */
function prepareOrNull(provider: Provider, filter: CallFilter): Question | null {
  try {
    return provider.prepare(filter, FULL_SELECTION);
  } catch (error) {
    if (error instanceof CallFilterError) return null;
    throw error;
  }
}

/** A few of some values, one at least. */
export function some<Value>(values: readonly Value[]): fc.Arbitrary<Value[]> {
  const distinct = [...new Set(values)].slice(0, 30);
  return fc.subarray(distinct, { minLength: 1, maxLength: Math.min(3, distinct.length) });
}

/** Filters of our own fields, over what the calls have. */
function ourFilters(calls: readonly CallSession[]): fc.Arbitrary<CallFilter> {
  const numbersOf = (side: 'customer' | 'line') => calls.flatMap((call) => call[side]?.number ?? []);
  const seconds = fc.constantFrom(0, 1, 20, 60, 300);
  return fc
    .record(
      {
        direction: some(calls.map(({ direction }) => direction)),
        kind: some(['CALL', 'CALLBACK', 'FAX'] as const),
        outcome: some(calls.map(({ outcome }) => outcome)),
        agentIds: some([...calls.flatMap(({ agents }) => agents?.map(({ nativeId }) => nativeId) ?? []), '404404404']),
        queueIds: some([...calls.flatMap(({ queues }) => queues?.map(({ nativeId }) => nativeId) ?? []), '404404404']),
        number: some([...numbersOf('line').slice(0, 2), ...numbersOf('customer')]),
        customerNumber: some(numbersOf('customer')),
        lineNumber: some(numbersOf('line')),
        durationSeconds: fc.record({ min: seconds, max: seconds }, { requiredKeys: [] }),
        talkSeconds: fc.record({ min: seconds, max: seconds }, { requiredKeys: [] }),
        waitSeconds: fc.record({ min: seconds }, { requiredKeys: [] }),
        rating: fc.record({ min: fc.nat({ max: 5 }) }, { requiredKeys: [] }),
        numberContains: fc.constantFrom(
          ...numbersOf('customer').map((number) => digitsOf(number).slice(-4)),
          '404404404',
        ),
        not: fc.record(
          { direction: some(calls.map(({ direction }) => direction)), durationSeconds: fc.record({ min: seconds }) },
          { requiredKeys: [] },
        ),
        hasRecording: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .chain((filter) => fc.subarray(Object.entries(filter), { maxLength: 2 }).map((few) => Object.fromEntries(few)));
}
