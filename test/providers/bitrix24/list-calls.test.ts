import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OrderDirection, compareText } from '../../../src/domain/call-session.ts';
import type { CallPage } from '../../../src/domain/provider.ts';
import type { TimeRange } from '../../../src/time/time-range.ts';
import { compileFilter } from '../../../src/providers/bitrix24/calls/filter.ts';
import { type ListParts, PAGE_SIZE, listCalls } from '../../../src/providers/bitrix24/calls/list-calls.ts';
import { type StatisticsQuestion, toVendorTime } from '../../../src/providers/bitrix24/api/to-parameters.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

/** `sides` tells where the asked number stands: 1 customer, 2 line, 3 both, 0 neither. */
type Row = { readonly id: number; readonly second: number; readonly sides: number };

const START = Date.UTC(2026, 0, 1);
const startOf = (row: Row) => START + row.second * 1000;

const toWire = (row: Row) => ({
  ID: String(row.id),
  CALL_START_DATE: toVendorTime(startOf(row)),
  PHONE_NUMBER: row.sides & 1 ? '3' : '4',
  PORTAL_NUMBER: row.sides & 2 ? '3' : '4',
});

/** A vendor in memory: one sort key, ties in an order of the day. */
function createParts(rows: readonly Row[]): ListParts & { readonly asked: StatisticsQuestion[] } {
  const asked: StatisticsQuestion[] = [];
  const listStatistics = async (question: StatisticsQuestion) => {
    asked.push(question);
    const { from, to } = question.range!;
    const direction = question.sort!.direction === 'ASC' ? 1 : -1;
    const mood = (row: Row) => (row.id * 7919 + asked.length * 104_729) % 1009;
    const found = rows
      .filter((row) => startOf(row) >= from && startOf(row) < to && row.id > Number(question.afterId ?? 0))
      .filter((row) => question.conditions.every(({ field }) => row.sides & (field === 'PHONE_NUMBER' ? 1 : 2)))
      .sort(
        (a, b) => (question.sort!.field === 'ID' ? a.id - b.id : a.second - b.second || mood(a) - mood(b)) * direction,
      );
    const page = found.slice(0, PAGE_SIZE);
    return { rows: page.map(toWire), total: 0 };
  };
  const portal = { provider: 'portal', defaultCountry: null, mayFetch: () => false };
  return { client: { listStatistics }, portal, log: SILENT_LOG, asked };
}

const histories = fc
  .array(
    fc.record({
      second: fc.integer({ min: 0, max: 400 }),
      ties: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 170 })),
    }),
    {
      maxLength: 60,
    },
  )
  .chain((groups) => {
    const seconds = groups.flatMap(({ second, ties }) => Array.from({ length: ties }, () => second));
    return fc.shuffledSubarray(seconds, { minLength: seconds.length });
  })
  .map((seconds): Row[] => seconds.map((second, index) => ({ id: 95 + index, second, sides: (index * 5) % 4 })));

const ranges = fc
  .tuple(fc.integer({ min: -5000, max: 405_000 }), fc.integer({ min: -5000, max: 405_000 }))
  .map(([a, b]): TimeRange => ({ from: START + Math.min(a, b), to: START + Math.max(a, b) }));

async function listPages(parts: ListParts, range: TimeRange, direction: OrderDirection): Promise<CallPage[]> {
  const signal = new AbortController().signal;
  return Array.fromAsync(listCalls({ range, direction }, compileFilter({}, null), parts, signal));
}

describe('a walk through a history', () => {
  it('brings every call of the range once, in order, however crowded its seconds', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        ranges,
        fc.constantFrom('ASC' as const, 'DESC' as const),
        async (rows, range, direction) => {
          const pages = await listPages(createParts(rows), range, direction);
          const expected = rows
            .filter((row) => startOf(row) >= range.from && startOf(row) < range.to)
            .sort((a, b) => a.second - b.second || compareText(String(a.id), String(b.id)))
            .map((row) => String(row.id));
          const listed = pages.flatMap((page) => page.calls.map((call) => call.nativeId));
          expect(listed).toEqual(direction === 'ASC' ? expected : expected.reverse());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says truly how far it has come', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        ranges,
        fc.constantFrom('ASC' as const, 'DESC' as const),
        async (rows, range, direction) => {
          const pages = await listPages(createParts(rows), range, direction);
          if (range.from === range.to) {
            expect(pages).toEqual([]);
            return;
          }
          let border = direction === 'ASC' ? range.from : range.to;
          for (const { calls, through } of pages) {
            const [from, to] = direction === 'ASC' ? [border, through] : [through, border];
            const within = rows.filter((row) => startOf(row) >= from && startOf(row) < to);
            expect(calls).toHaveLength(within.length);
            border = through;
          }
          expect(border).toBe(direction === 'ASC' ? range.to : range.from);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('brings the calls of a number on either side, each once', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom('ASC' as const, 'DESC' as const), async (rows, direction) => {
        const range = { from: START, to: START + 401_000 };
        const filter = compileFilter({ number: ['3'] }, null);
        expect(filter.alternatives).toHaveLength(2);
        const signal = new AbortController().signal;
        const pages = await Array.fromAsync(listCalls({ range, direction }, filter, createParts(rows), signal));
        const expected = rows
          .filter((row) => row.sides > 0)
          .sort((a, b) => a.second - b.second || compareText(String(a.id), String(b.id)))
          .map((row) => String(row.id));
        const listed = pages.flatMap((page) => page.calls.map((call) => call.nativeId));
        expect(listed).toEqual(direction === 'ASC' ? expected : expected.reverse());
      }),
      { numRuns: 150 },
    );
  });

  it('asks for one page when one page is read', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({ id: index + 1, second: index, sides: 0 }));
    const parts = createParts(rows);
    const range = { from: START, to: START + 1_000_000 };
    for await (const page of listCalls(
      { range, direction: 'DESC' },
      compileFilter({}, null),
      parts,
      new AbortController().signal,
    )) {
      expect(page.calls).toHaveLength(49);
      break;
    }
    expect(parts.asked).toHaveLength(1);
  });
});
