import type { CallFilter } from '../../domain/call-filter.ts';
import {
  type CallGroup,
  type GroupQuestion,
  type KeptGroups,
  cellOf,
  groupCalls,
  rangeOfGroups,
} from '../../domain/call-groups.ts';
import type { CallSession } from '../../domain/call-session.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import { freshSpans, joinRanges } from '../freshness.ts';
import { type Gap, followGap, neededOf } from '../follow-gap.ts';
import type { HistoryScope } from '../history-scope.ts';
import { joinKept, readKnowledge } from '../join-kept.ts';
import { toShownCall } from '../kept-parts.ts';
import type { CutQuestion } from '../list-cut.ts';
import type { Account, FilterKnowledge, HistoryStore, KeptDays, KeptSpan } from '../store/history-store.ts';
import { gapsIn } from '../sync/gaps.ts';
import type { DayMemory, FigureMemory } from './figure-memory.ts';

/** Calls of one page, where rows have to be tested. */
const CALLS_AT_ONCE = 1000;
/** How often it is begun anew because something was forgotten meanwhile. */
const MOST_ATTEMPTS = 3;

/** What is grouped, and of which filter. */
export type KeptQuestion = {
  readonly cut: CutQuestion;
  /** The filter in columns; null where rows have to be tested. */
  readonly columns: CallFilter | null;
  /** Names the filter. */
  readonly filter: CallFilter;
};

/**
 * Groups what is kept of a range. Whole days that were grouped before and have not changed are not grouped again; the
 * others are by the store, or row by row where columns do not decide the filter.
 */
export async function groupKept(
  scope: HistoryScope,
  account: Account,
  { cut, columns, filter }: KeptQuestion,
  question: GroupQuestion,
  memory: FigureMemory,
  signal: AbortSignal,
): Promise<KeptGroups> {
  const { access, age } = scope;
  const range = rangeOfGroups(question);
  const nothing: KeptGroups = { groups: [], gaps: [{ range, problem: null }], asOf: null };
  if (age.maxAgeMs === 0) return nothing;
  const known = memory.of(account, filter, question);
  const beyond = await readKnowledge(scope, account, cut.narrowing, signal);
  const problem = await followOpenHours(scope, account, cut, range, signal);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    signal.throwIfAborted();
    const read = await access.attempt(async (store) => {
      const days = await store.readDays(account, range, cut.parts);
      const spans = freshSpans(days.coverage, range, scope.judge());
      const kept = joinRanges(spans.map((span) => span.range));
      const covered = joinRanges(days.coverage.map((span) => span.range));
      const work: Work = { scope, beyond, store, account, cut, columns, question, covered, known, signal };
      const pieces: (readonly CallGroup[] | null)[] = [];
      for (const piece of kept) pieces.push(await groupPiece(work, piece, days));
      return pieces.includes(null) ? 'lost' : { spans, kept, groups: pieces.flatMap((groups) => groups ?? []) };
    });
    if (read === 'lost') continue;
    if (read === null) return nothing;
    const { spans, kept, groups } = read;
    const gaps = gapsIn(range, kept);
    // What is missing is what is read next.
    if (gaps.length > 0 && age.isKeptOnly !== true) scope.follower?.wanted(gaps.at(-1)!);
    return {
      groups,
      gaps: gaps.map((gap) => ({ range: gap, problem: isOpen(scope, gap) ? problem : null })),
      asOf: spans.length === 0 ? null : spans.reduce((least, { readAt }) => Math.min(least, readAt), Infinity),
    };
  }
  return nothing;
}

type Work = {
  readonly scope: HistoryScope;
  readonly beyond: FilterKnowledge;
  readonly store: HistoryStore;
  readonly account: Account;
  readonly cut: CutQuestion;
  readonly columns: CallFilter | null;
  readonly question: GroupQuestion;
  /** What was kept when it was begun. */
  readonly covered: readonly TimeRange[];
  readonly known: DayMemory;
  readonly signal: AbortSignal;
};

/** Waits until open hours that are too old have been read again, with all who wait for them; what went wrong, if anything. */
async function followOpenHours(
  scope: HistoryScope,
  account: Account,
  { parts }: CutQuestion,
  range: TimeRange,
  signal: AbortSignal,
): Promise<ProviderError | null> {
  const judge = scope.judge();
  const open = intersectRanges(range, { from: judge.settledThrough, to: Infinity });
  if (scope.follower === null || scope.age.isKeptOnly === true || isEmptyRange(open)) return null;
  const coverage = await scope.access.attempt((store) => store.coverage(account, open, parts));
  if (coverage === null) return null;
  const [gap] = gapsIn(
    open,
    freshSpans(coverage, open, judge).map((span) => span.range),
  );
  if (gap === undefined) return null;
  const stale: Gap = {
    range: { from: gap.from, to: open.to },
    isLast: false,
    read: coverage.map((span) => span.range),
  };
  const needed = neededOf(stale, stale.range.from, 'DESC', judge);
  const followed = needed === null ? false : await followGap(scope, needed, stale, signal);
  return followed instanceof ProviderError ? followed : null;
}

const isOpen = ({ provider }: HistoryScope, { to }: TimeRange): boolean => to > provider.settledThrough();

/** A stretch that is kept, day by day; null where it is no longer kept when it has been read. */
async function groupPiece(work: Work, piece: TimeRange, days: KeptDays): Promise<readonly CallGroup[] | null> {
  const groups: CallGroup[] = [];
  let missing: Day[] = [];
  const readMissing = async (): Promise<boolean> => {
    const [first, last] = [missing[0], missing.at(-1)];
    missing = [];
    if (!first || !last) return true;
    const read = await groupDays(work, { from: first.range.from, to: last.range.to });
    groups.push(...(read ?? []));
    return read !== null;
  };
  for (const day of daysOf(piece)) {
    const known = recall(work, day, days);
    if (known === undefined) missing.push(day);
    else if (!(await readMissing())) return null;
    groups.push(...(known ?? []));
  }
  return (await readMissing()) ? groups : null;
}

/** A day of UTC, or the part of it that is wanted. */
type Day = { readonly day: number; readonly range: TimeRange; readonly isWhole: boolean };

function daysOf({ from, to }: TimeRange): Day[] {
  const first = Math.floor(from / DAY_MS);
  return Array.from({ length: Math.ceil(to / DAY_MS) - first }, (_, index) => {
    const whole = { from: (first + index) * DAY_MS, to: (first + index + 1) * DAY_MS };
    const range = intersectRanges(whole, { from, to });
    return { day: first + index, range, isWhole: range.from === whole.from && range.to === whole.to };
  });
}

const recall = ({ known, question }: Work, { day, range, isWhole }: Day, days: KeptDays) =>
  isWhole ? known.recall(day, cellsIn(question, range), days.changeOf(day)) : undefined;

/** Groups days that follow one another, as many at once as one statement should look at, and remembers those that are whole. */
async function groupDays(work: Work, range: TimeRange): Promise<CallGroup[] | null> {
  const { store, account, cut, question, covered, known, signal } = work;
  const groups: CallGroup[] = [];
  for (let rest = range; !isEmptyRange(rest);) {
    signal.throwIfAborted();
    const before = await store.readDays(account, rest, cut.parts);
    const read = await readGroups(work, rest);
    const done = { from: rest.from, to: read.through };
    const after = await store.readDays(account, done, cut.parts);
    if (covered.some((span) => !isKept(after.coverage, intersectRanges(span, done)))) return null;
    groups.push(...read.groups);
    const byDay = Map.groupBy(read.groups, ({ at }) => Math.floor(at / DAY_MS));
    for (const { day, range: span, isWhole } of daysOf(done)) {
      const change = after.changeOf(day);
      if (isWhole && change === before.changeOf(day))
        known.keep(day, cellsIn(question, span), { change, groups: byDay.get(day) ?? [] });
    }
    rest = { from: read.through, to: rest.to };
  }
  return groups;
}

type Groups = { readonly groups: readonly CallGroup[]; readonly through: Instant };

/** Cells end with their day, so that groups are of one day each. */
async function readGroups(work: Work, range: TimeRange): Promise<Groups> {
  const { store, account, columns, question } = work;
  const borders = [...daysOf(range).flatMap((day) => [day.range.from, ...cellsIn(question, day.range)]), range.to];
  if (columns !== null) {
    const read = await store.groupCalls({ ...question, borders, account, filter: columns });
    if (read !== null) return read;
  }
  return groupRows(work, borders);
}

/** Tests row by row, and ends with a day once a page is full. */
async function groupRows(
  { scope, beyond, store, account, cut: { matches, narrowing, joins, parts }, question, signal }: Work,
  borders: readonly Instant[],
): Promise<Groups> {
  const range = { from: borders[0]!, to: borders.at(-1)! };
  const dayAfter = (Math.floor(range.from / DAY_MS) + 1) * DAY_MS;
  const calls: CallSession[] = [];
  let through = range.from;
  while (through < Math.min(range.to, dayAfter)) {
    signal.throwIfAborted();
    const rest = { from: through, to: range.to };
    const page = { account, range: rest, direction: 'ASC', limit: CALLS_AT_ONCE, parts, filter: narrowing } as const;
    const read = await store.readPage({ ...page, beyond });
    const joined = await joinKept(scope, joins, read.calls.map(toShownCall), signal);
    if (joined.problems[0]) throw joined.problems[0];
    calls.push(...joined.calls.filter(matches));
    through = read.through;
  }
  // What was read of a day that has not been read whole is read again with the rest of it.
  const end = through === range.to ? through : Math.floor(through / DAY_MS) * DAY_MS;
  return {
    groups: groupCalls(
      calls.filter(({ startedAt }) => startedAt < end),
      { ...question, borders },
    ),
    through: end,
  };
}

/** Borders of cells within a day. */
function cellsIn({ borders }: GroupQuestion, { from, to }: TimeRange): readonly Instant[] {
  const first = cellOf(borders, from) + 1;
  let end = first;
  while (end < borders.length && borders[end]! < to) end += 1;
  return borders.slice(first, end);
}

const isKept = (coverage: readonly KeptSpan[], { from, to }: TimeRange): boolean =>
  isEmptyRange({ from, to }) ||
  joinRanges(coverage.map((span) => span.range)).some((stretch) => stretch.from <= from && stretch.to >= to);
