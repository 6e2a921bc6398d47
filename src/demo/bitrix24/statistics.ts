import type { Instant } from '../../time/instant.ts';
import { HOUR_MS } from '../../time/instant.ts';
import { type CallSource, type DemoCall, allThereBefore, indexAtOrAfter, isAbsent } from '../call-source.ts';
import type { DemoPlace } from '../demo-vendor.ts';
import { nativeIdOf } from '../native-ids.ts';
import { readPortalTime } from './portal-time.ts';
import { type Parameters, readInteger } from './read-parameters.ts';
import {
  type Condition,
  type FilterField,
  areBoundsOfStart,
  boundsOfStart,
  compareColumn,
  idsOf,
  isFilterField,
  meets,
  readFilter,
} from './statistics-filter.ts';
import type { StatisticsRow } from './statistics-row.ts';
import { toStatisticsRow } from './to-statistics-row.ts';

/** The call history of the demo's portal. */
export type Statistics = {
  /** voximplant.statistic.get. */
  list(parameters: Parameters): { result: StatisticsRow[]; total: number; next?: number };
  /** The call behind a row, where one of the source's calls is. */
  callOf(id: string): DemoCall | null;
  findByCallId(callId: string): StatisticsRow | null;
  /** Writes a row down, as a finished external call does; one with the same id takes its place. */
  put(row: StatisticsRow): void;
  truth(): DemoPlace[];
};

type Entry = { readonly id: string; readonly startedAt: Instant; readonly row: StatisticsRow };

const PAGE_SIZE = 50;
/** No demo call lasts longer: older ones have surely ended. */
const LONGEST_CALL_MS = HOUR_MS;

/** Keeps nothing of the source's calls: rows are made when asked for. `extras` stand beside them. */
export function createStatistics(options: {
  source: CallSource;
  now: () => Instant;
  extras: readonly StatisticsRow[];
  origin: () => string;
}): Statistics {
  const { source, now } = options;
  const extras = new Map(options.extras.map((row) => [row.ID, toEntry(row)]));
  let requests = 0;

  const entryAt = (index: number): Entry | null => {
    const call = source.at(index);
    if (isAbsent(source, index) || call.startedAt + call.durationSeconds * 1000 > now()) return null;
    return {
      id: nativeIdOf('bitrix24', index),
      startedAt: call.startedAt,
      get row() {
        return toStatisticsRow(call, options.origin());
      },
    };
  };
  const extrasWithin = (from: Instant, to: Instant): Entry[] =>
    [...extras.values()].filter(({ startedAt }) => startedAt >= from && startedAt <= Math.min(to, now()));

  function* byStart(from: Instant, to: Instant, isDescending: boolean): Generator<Entry> {
    const low = indexAtOrAfter(source, from);
    const high = indexAtOrAfter(source, to + 1);
    const others = extrasWithin(from, to).sort((a, b) =>
      isDescending ? b.startedAt - a.startedAt : a.startedAt - b.startedAt,
    );
    for (let step = 0; step < high - low; step += 1) {
      const entry = entryAt(isDescending ? high - 1 - step : low + step);
      if (entry === null) continue;
      while (
        others[0] &&
        (isDescending ? others[0].startedAt > entry.startedAt : others[0].startedAt < entry.startedAt)
      )
        yield others.shift()!;
      yield entry;
    }
    yield* others;
  }

  function* byId(isDescending: boolean): Generator<Entry> {
    const others = [...extras.values()].sort((a, b) => compareColumn('ID', a.id, b.id) * (isDescending ? -1 : 1));
    const last = source.count | 3;
    for (let step = 0; step <= last; step += 1) {
      const id = FIRST_ID + (isDescending ? last - step : step);
      const entry = entryOf(String(id));
      if (entry === null) continue;
      while (others[0] && compareColumn('ID', others[0].id, entry.id) * (isDescending ? -1 : 1) < 0)
        yield others.shift()!;
      yield entry;
    }
    yield* others;
  }

  const entryOf = (id: string): Entry | null => {
    const index = indexOf(id);
    return extras.get(id) ?? (index === null ? null : entryAt(index));
  };
  const indexOf = (id: string): number | null => {
    const index = (Number(id) - FIRST_ID) ^ 3;
    return index >= 0 && index < source.count && nativeIdOf('bitrix24', index) === id ? index : null;
  };

  function* candidates(conditions: readonly Condition[], sort: Sort | null): Generator<Entry> {
    const ids = idsOf(conditions);
    const bounds = boundsOfStart(conditions);
    requests += 1;
    const stir = (entries: Iterable<Entry>): Entry[] => stirred([...entries], requests);
    if (ids !== null) {
      const entries = [...new Set(ids)].flatMap((id) => entryOf(id) ?? []);
      yield* sort === null ? stir(entries) : sorted(stir(entries), sort);
      return;
    }
    if (sort?.field === 'CALL_START_DATE') {
      yield* withStirredTies(byStart(bounds.from, bounds.to, sort.isDescending), requests);
      return;
    }
    const isNarrow = bounds.from !== -Infinity || bounds.to !== Infinity;
    if (sort?.field === 'ID' && !isNarrow) {
      yield* byId(sort.isDescending);
      return;
    }
    const entries = byStart(bounds.from, bounds.to, false);
    yield* sort === null ? stir(entries) : sorted(stir(entries), sort);
  }

  function countOf(conditions: readonly Condition[]): number {
    const { from, to } = boundsOfStart(conditions);
    if (!areBoundsOfStart(conditions))
      return [...candidates(conditions, null)].filter(({ row }) =>
        conditions.every((condition) => meets(row, condition)),
      ).length;
    const low = indexAtOrAfter(source, from);
    const high = indexAtOrAfter(source, to + 1);
    let running = 0;
    for (let index = Math.max(low, allThereBefore(source, now() - LONGEST_CALL_MS)); index < high; index += 1)
      if (entryAt(index) === null) running += 1;
    return high - low - running + extrasWithin(from, to).length;
  }

  return {
    list(parameters) {
      const conditions = readFilter(parameters.FILTER);
      const sort = readSort(parameters);
      const start = readInteger(parameters.START) ?? 0;
      const offset = Math.max(start, 0);
      const result: StatisticsRow[] = [];
      let seen = 0;
      for (const { row } of candidates(conditions, sort)) {
        if (!conditions.every((condition) => meets(row, condition))) continue;
        seen += 1;
        if (seen > offset) result.push(row);
        if (result.length === PAGE_SIZE) break;
      }
      if (start < 0) return { result, total: 0 };
      const total = countOf(conditions);
      const next = offset + result.length;
      return { result, total, ...(next < total && result.length > 0 ? { next } : {}) };
    },
    callOf(id) {
      const index = indexOf(id);
      return index === null || extras.has(id) ? null : source.at(index);
    },
    findByCallId: (callId) => [...extras.values()].find(({ row }) => row.CALL_ID === callId)?.row ?? null,
    put: (row) => void extras.set(row.ID, toEntry(row)),
    truth: () => [...byStart(-Infinity, Infinity, false)].map(({ id, startedAt }) => ({ nativeId: id, startedAt })),
  };
}

type Sort = { readonly field: FilterField; readonly isDescending: boolean };

/** What nativeIdOf gives to the calls of the first indexes. */
const FIRST_ID = 1000;

const toEntry = (row: StatisticsRow): Entry => ({
  id: row.ID,
  startedAt: readPortalTime(row.CALL_START_DATE) ?? 0,
  row,
});

// Both names must be exactly right, or the call runs unsorted and does not fail.
function readSort({ SORT, ORDER }: Parameters): Sort | null {
  if (typeof SORT !== 'string' || !isFilterField(SORT) || SORT === 'CALL_TYPE') return null;
  if (ORDER !== 'ASC' && ORDER !== 'DESC') return null;
  return { field: SORT, isDescending: ORDER === 'DESC' };
}

function sorted(entries: Entry[], { field, isDescending }: Sort): Entry[] {
  const keyed = entries.map((entry) => ({ entry, value: entry.row[field] }));
  keyed.sort((a, b) => compareColumn(field, a.value, b.value) * (isDescending ? -1 : 1));
  return keyed.map(({ entry }) => entry);
}

/** Rows of one second in another order every time: the vendor sorts by one key and promises nothing beyond it. */
function* withStirredTies(entries: Iterable<Entry>, salt: number): Generator<Entry> {
  let ties: Entry[] = [];
  for (const entry of entries) {
    if (ties[0] && ties[0].startedAt !== entry.startedAt) {
      yield* stirred(ties, salt);
      ties = [];
    }
    ties.push(entry);
  }
  yield* stirred(ties, salt);
}

function stirred(entries: Entry[], salt: number): Entry[] {
  if (entries.length < 2) return entries;
  const place = (entry: Entry) => Math.imul(Number(entry.id) + salt, 2_654_435_761) >>> 0;
  return entries.sort((a, b) => place(a) - place(b));
}
