import { SECOND_MS } from './instant.ts';
import { type TimeRange, endOf, firstPart, isEmptyRange, restOf, wholeSeconds } from './time-range.ts';

/** What a window holds: all its rows, or only how many there are, when they are more than the walk wants at once. */
export type WindowRead<Row> = { readonly rows: readonly Row[] } | { readonly total: number };

/** What is walked, and what the vendor allows. */
type WindowWalk<Row> = {
  readonly range: TimeRange;
  readonly direction: 'ASC' | 'DESC';
  /** How many rows the caller expects to read. */
  readonly expect: number;
  /** Rows of the vendor's page: a window that fills its pages wastes no request. */
  readonly pageSize: number;
  /** The longest window the vendor answers. */
  readonly maxMs: number;
  /** The most rows the vendor gives for one window, however often it is asked. */
  readonly maxRows?: number;
  /** How long the first window is while nothing is known of the vendor's density. */
  readonly firstMs?: number;
  /** Pages of the largest window. */
  readonly maxPages?: number;
  readonly density: RowDensity;
  /** Reads one window whole, or says how many rows it has when they are more than `maxRows`. */
  readonly read: (window: TimeRange, maxRows: number) => Promise<WindowRead<Row>>;
};

/** A window and everything in it. */
type WalkedWindow<Row> = { readonly window: TimeRange; readonly rows: readonly Row[] };

/**
 * Walks a range in windows that follow one another without a gap and meet at whole seconds, so that no second is split.
 * They grow while they come back empty and shrink while they come back full; the first holds about what the caller
 * expects, later ones hold more, since a walk that goes on wastes the rest of a page in every window.
 */
export async function* walkWindows<Row>(walk: WindowWalk<Row>): AsyncGenerator<WalkedWindow<Row>, undefined> {
  const { direction, pageSize, read } = walk;
  const maxPages = walk.maxPages ?? MAX_PAGES;
  const local = createRowDensity(walk.density);
  let rest = wholeSeconds(walk.range);
  let pages = clamp(Math.round(walk.expect / pageSize), 1, maxPages);
  let lengthMs: number | null = null;
  let refusals = 0;

  while (!isEmptyRange(rest)) {
    // A window that fills its pages: whether the caller takes 25 rows of it or 87, it costs the same.
    const target = rowsThatFit(pages * pageSize);
    const wanted = local.lengthOf(target) ?? walk.firstMs ?? FIRST_MS;
    const growth = lengthMs === null ? Infinity : lengthMs * (refusals > 0 ? 0.5 : MAX_GROWTH);
    const window = cut(rest, direction, Math.min(wanted, growth, walk.maxMs), walk.maxMs);
    lengthMs = window.to - window.from;

    const result = await read(window, maxRowsOf(walk, lengthMs, target, refusals));
    const found = 'rows' in result ? result.rows.length : result.total;
    local.note(found, lengthMs);
    walk.density.note(found, lengthMs);
    if (!('rows' in result)) {
      if (lengthMs <= SECOND_MS) throw new RangeError('a second is the shortest window: it must be read whole');
      refusals += 1;
      continue;
    }
    refusals = 0;
    pages = Math.min(pages * 2, maxPages);
    rest = restOf(rest, direction, endOf(window, direction));
    yield { window, rows: result.rows };
  }
}

/** How close rows lie in time, as far as lately seen. */
export type RowDensity = {
  /** A length that holds about this many rows; null while nothing is known. */
  lengthOf(rows: number): number | null;
  /** Remembers a window: later ones weigh more. */
  note(rows: number, ms: number): void;
};

/** A memory of row density, starting from what another one knows. */
export function createRowDensity(known?: RowDensity): RowDensity {
  const lengthKnown = known?.lengthOf(KNOWN_ROWS) ?? null;
  let rows = lengthKnown === null ? 0 : KNOWN_ROWS;
  let ms = lengthKnown ?? 0;
  return {
    // Half a row: silence must not look endless.
    lengthOf: (wanted) => (ms === 0 ? null : (wanted * ms) / Math.max(rows, 0.5)),
    note(moreRows, moreMs) {
      // What is remembered never outweighs the newest window by length, or a silence would hide a crowd behind it.
      const weight = ms === 0 ? 0 : Math.min(0.5, moreMs / ms);
      rows = rows * weight + moreRows;
      ms = ms * weight + moreMs;
    },
  };
}

/** The forced windows of a range: as few as the vendor's longest allows, all of whole seconds. */
export function splitRange(range: TimeRange, maxMs: number): TimeRange[] {
  const windows: TimeRange[] = [];
  let rest = wholeSeconds(range);
  while (!isEmptyRange(rest)) {
    const window = cut(rest, 'ASC', maxMs, maxMs);
    windows.push(window);
    rest = { from: window.to, to: rest.to };
  }
  return windows;
}

const FIRST_MS = 86_400_000;
const MAX_PAGES = 10;
const MAX_GROWTH = 8;
const KNOWN_ROWS = 1000;
/** What remains of a range joins its last window rather than cost a request of its own. */
const REMNANT = 1.15;
/** How often a window is cut down for holding too much before it is read all the same: a crowd may sit in one second. */
const MAX_REFUSALS = 2;

// Arrivals scatter by about the root of their number; aiming that much lower keeps the last page from spilling over.
const rowsThatFit = (rows: number): number => Math.max(1, rows - 1.3 * Math.sqrt(rows));

function maxRowsOf<Row>(walk: WindowWalk<Row>, lengthMs: number, target: number, refusals: number): number {
  if (lengthMs <= SECOND_MS) return Infinity;
  const limit = walk.maxRows ?? Infinity;
  return refusals < MAX_REFUSALS ? Math.min(limit, Math.max(walk.pageSize, 3 * target)) : limit;
}

function cut(rest: TimeRange, direction: 'ASC' | 'DESC', wantedMs: number, maxMs: number): TimeRange {
  const whole = rest.to - rest.from;
  if (whole <= Math.min(wantedMs * REMNANT, maxMs)) return rest;
  const length = Math.max(SECOND_MS, Math.floor(wantedMs / SECOND_MS) * SECOND_MS);
  return firstPart(rest, direction, length);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
