import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StoredSpan, intersectParts, overlaySpan } from '../../../src/history/store/coverage/overlay-span.ts';

const span = fc
  .record({
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 1, max: 12 }),
    readAt: fc.integer({ min: 1, max: 5 }),
    isSettled: fc.boolean(),
  })
  .map(({ from, length, readAt, isSettled }): StoredSpan => ({ from, to: from + length, readAt, isSettled }));
const SECONDS = Array.from({ length: 34 }, (_, second) => second);

const at = (spans: readonly StoredSpan[], second: number): StoredSpan | undefined =>
  spans.find(({ from, to }) => second >= from && second < to);

describe('spans laid over each other', () => {
  it('are, second by second, the newest reading, the last of equals', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (laid) => {
        const spans = laid.reduce<StoredSpan[]>(overlaySpan, []);
        for (const second of SECONDS) {
          const newest = laid
            .filter(({ from, to }) => second >= from && second < to)
            .reduce<StoredSpan | undefined>((best, one) => (best && best.readAt > one.readAt ? best : one), undefined);
          const shown = at(spans, second);
          if (shown?.readAt !== newest?.readAt || shown?.isSettled !== newest?.isSettled)
            expect({ second, shown }).toEqual({ second, shown: newest });
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('are in order, do not overlap, and are one where one reading goes on', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (laid) => {
        const spans = laid.reduce<StoredSpan[]>(overlaySpan, []);
        for (const [index, next] of spans.slice(1).entries()) {
          const last = spans[index]!;
          expect(last.to).toBeLessThanOrEqual(next.from);
          const isOneReading = last.readAt === next.readAt && last.isSettled === next.isSettled;
          if (last.to === next.from) expect(isOneReading).toBe(false);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('the spans of several parts', () => {
  it('share the seconds that every part has, as of the oldest reading', () => {
    const parts = fc.array(
      fc.array(span, { maxLength: 5 }).map((laid) => laid.reduce<StoredSpan[]>(overlaySpan, [])),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(parts, (lists) => {
        const shared = intersectParts(lists);
        for (const second of SECONDS) {
          const own = lists.map((list) => at(list, second));
          const isWhole = own.every((one) => one !== undefined);
          expect(at(shared, second)?.readAt).toBe(isWhole ? Math.min(...own.map((one) => one.readAt)) : undefined);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
