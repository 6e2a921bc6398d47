import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderDirection } from '../../src/domain/call-session.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import { type RowDensity, createRowDensity, splitRange, walkWindows } from '../../src/time/time-windows.ts';
import type { TimeRange } from '../../src/time/time-range.ts';

const PAGE = 100;
const MONTH = 30 * DAY_MS;

describe('walkWindows', () => {
  it('yields every row once, in windows that meet at whole seconds and never exceed the longest', async () => {
    const starts = fc.array(fc.integer({ min: 0, max: 100 * 86_400 }), { maxLength: 600 });
    const ends = fc.tuple(fc.integer({ min: 0, max: 100 * DAY_MS }), fc.integer({ min: 0, max: 100 * DAY_MS }));
    await fc.assert(
      fc.asyncProperty(starts, ends, fc.boolean(), fc.integer({ min: 1, max: 500 }), async (seconds, ab, up, wish) => {
        const range = { from: Math.min(...ab), to: Math.max(...ab) };
        const vendor = createVendor(seconds.map((second) => second * SECOND_MS));
        const { rows, windows } = await walkAll(vendor, { range, direction: up ? 'ASC' : 'DESC', expect: wish });
        expect(rows.toSorted(byNumber)).toEqual(vendor.within(range).toSorted(byNumber));
        const ordered = up ? windows : windows.toReversed();
        for (const [index, window] of ordered.entries()) {
          expect(window.to - window.from).toBeLessThanOrEqual(MONTH);
          expect(window.from % SECOND_MS).toBe(0);
          if (index > 0) expect(window.from).toBe(ordered[index - 1]?.to);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([2000, 10_000, 60_000])('costs at most a quarter more than the minimum for %i rows', async (count) => {
    const range = { from: 0, to: 120 * DAY_MS };
    const vendor = createVendor(scattered(count, range));
    await walkAll(vendor, { range, direction: 'DESC', expect: 100 });
    const minimum = splitRange(range, MONTH).reduce(
      (sum, window) => sum + Math.ceil(vendor.within(window).length / PAGE),
      0,
    );
    expect(vendor.requests).toBeLessThanOrEqual(1.25 * minimum);
  });

  it('reads no month for a page of 25', async () => {
    const range = { from: 0, to: 120 * DAY_MS };
    const vendor = createVendor(scattered(60_000, range));
    const first = await walkWindows(walkOf(vendor, { range, direction: 'DESC', expect: 25 })).next();
    expect(first.value?.rows.length).toBeGreaterThanOrEqual(25);
    expect(vendor.requests).toBeLessThanOrEqual(3);
  });

  it('finds the right window at once when the density is known', async () => {
    const range = { from: 0, to: 120 * DAY_MS };
    const vendor = createVendor(scattered(60_000, range));
    const density = createRowDensity();
    await walkWindows(walkOf(vendor, { range, direction: 'DESC', expect: 25, density })).next();
    vendor.requests = 0;
    const next = await walkWindows(walkOf(vendor, { range, direction: 'DESC', expect: 25, density })).next();
    expect(next.value?.rows.length).toBeGreaterThanOrEqual(25);
    expect(vendor.requests).toBe(1);
  });

  it('crosses eight months of silence in a handful of requests', async () => {
    const range = { from: 0, to: 300 * DAY_MS };
    const busy = [
      ...scattered(3000, { from: 0, to: 30 * DAY_MS }),
      ...scattered(3000, { from: 270 * DAY_MS, to: 300 * DAY_MS }),
    ];
    for (const direction of ['ASC', 'DESC'] as const) {
      const vendor = createVendor(busy);
      const { rows } = await walkAll(vendor, { range, direction, expect: 100 });
      expect(rows).toHaveLength(6000);
      expect(vendor.requests).toBeLessThanOrEqual(60 + 8 + 12);
    }
  });

  it('reads a crowded second whole, without hunting for it', async () => {
    const range = { from: 0, to: 20 * DAY_MS };
    const crowd = Array.from({ length: 400 }, () => 10 * DAY_MS);
    const vendor = createVendor([...scattered(200, range), ...crowd]);
    const { rows } = await walkAll(vendor, { range, direction: 'DESC', expect: 25 });
    expect(rows).toHaveLength(600);
    expect(vendor.requests).toBeLessThanOrEqual(20);
  });

  it('keeps every window below the rows that the vendor gives for one', async () => {
    const range = { from: 0, to: 20 * DAY_MS };
    const vendor = createVendor([...scattered(5000, range), ...scattered(5000, { from: DAY_MS, to: 1.1 * DAY_MS })]);
    const windows: number[] = [];
    const walk = walkOf(vendor, { range, direction: 'ASC', expect: 2000 });
    for await (const { rows } of walkWindows({ ...walk, maxRows: 900 })) windows.push(rows.length);
    expect(Math.max(...windows)).toBeLessThanOrEqual(900);
    expect(windows.reduce((sum, rows) => sum + rows, 0)).toBe(10_000);
  });

  it('asks nothing about an empty range', async () => {
    const vendor = createVendor([0]);
    const { windows } = await walkAll(vendor, { range: { from: 5, to: 5 }, direction: 'ASC', expect: 10 });
    expect(windows).toEqual([]);
    expect(vendor.requests).toBe(0);
  });
});

describe('splitRange', () => {
  it('cuts a range into as few windows as the longest allows', () => {
    const windows = splitRange({ from: 500, to: 100 * DAY_MS }, MONTH);
    expect(windows).toHaveLength(4);
    expect(windows[0]?.from).toBe(1000);
    expect(windows.at(-1)?.to).toBe(100 * DAY_MS);
  });
});

type Vendor = { requests: number; within(range: TimeRange): number[] };

/** A vendor that promises no order: a window costs a request a page, and its first page tells how many rows there are. */
function createVendor(starts: readonly number[]): Vendor {
  return {
    requests: 0,
    within: (range) => starts.filter((start) => start >= range.from && start < range.to),
  };
}

type Query = { range: TimeRange; direction: OrderDirection; expect: number; density?: RowDensity };

const walkOf = (vendor: Vendor, { density = createRowDensity(), ...query }: Query) => ({
  ...query,
  density,
  pageSize: PAGE,
  maxMs: MONTH,
  read: async (window: TimeRange, maxRows: number) => {
    const rows = vendor.within(window);
    const isWhole = rows.length <= maxRows;
    vendor.requests += isWhole ? Math.max(1, Math.ceil(rows.length / PAGE)) : 1;
    return isWhole ? { rows } : { total: rows.length };
  },
});

async function walkAll(vendor: Vendor, query: Query): Promise<{ rows: number[]; windows: TimeRange[] }> {
  const rows: number[] = [];
  const windows: TimeRange[] = [];
  for await (const { window, rows: more } of walkWindows(walkOf(vendor, query))) {
    rows.push(...more);
    windows.push(window);
  }
  return { rows, windows };
}

/** Starts that scatter as arrivals do, the same on every run. */
function scattered(count: number, range: TimeRange): number[] {
  let state = count;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const place = range.from + (state / 4_294_967_296) * (range.to - range.from);
    return Math.floor(place / SECOND_MS) * SECOND_MS;
  });
}

const byNumber = (a: number, b: number): number => a - b;
