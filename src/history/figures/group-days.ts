import { type CallGroup, type GroupQuestion, cellOf, groupCalls } from '../../domain/call-groups.ts';
import type { CallSession } from '../../domain/call-session.ts';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import { stretchesOf } from '../freshness.ts';
import type { CutQuestion, KeptScope } from '../history-scope.ts';
import { matchKept } from '../join-kept.ts';
import { toShownCall } from '../kept-parts.ts';
import type { KeptDays } from '../store/changed-days.ts';
import type { FilterKnowledge, KeptSpan } from '../store/kept-page.ts';
import type { DayMemory } from './figure-memory.ts';

/** Calls of one page, where rows have to be tested. */
const CALLS_AT_ONCE = 1000;

export type GroupingWork = {
  readonly scope: KeptScope;
  readonly beyond: FilterKnowledge;
  readonly cut: CutQuestion;
  readonly question: GroupQuestion;
  /** What was kept when it was begun, and how it had changed. */
  readonly days: KeptDays;
  readonly covered: readonly TimeRange[];
  readonly known: DayMemory;
  /** Whether nothing more should be begun. */
  readonly isLate: () => boolean;
  readonly signal: AbortSignal;
};

/** Groups of the beginning of something, and why not of all of it: kept no longer, no answer of the store, no time. */
export type GroupedSoFar = {
  readonly groups: readonly CallGroup[];
  readonly through: Instant;
  readonly stopped: 'lost' | 'failing' | 'late' | null;
};

/** Groups stretches that are kept, oldest first, day by day. */
export async function groupPieces(work: GroupingWork, pieces: readonly TimeRange[]): Promise<GroupedSoFar> {
  const groups: (readonly CallGroup[])[] = [];
  for (const piece of pieces) {
    const days = daysOf(piece).map((day) => ({ ...day, known: recall(work, day) }));
    for (let index = 0; index < days.length;) {
      const { known, range } = days[index]!;
      index += 1;
      if (known !== undefined) groups.push(known);
      else {
        while (index < days.length && days[index]!.known === undefined) index += 1;
        const read = await groupDays(work, { from: range.from, to: days[index - 1]!.range.to });
        groups.push(read.groups);
        if (read.stopped !== null) return { ...read, groups: groups.flat() };
      }
    }
  }
  return { groups: groups.flat(), through: pieces.at(-1)?.to ?? -Infinity, stopped: null };
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

const recall = ({ known, question, days }: GroupingWork, { day, range, isWhole }: Day) =>
  isWhole ? known.recall(day, cellsIn(question, range), days.changeOf(day)) : undefined;

/** Groups days that follow one another, as many at once as one statement should look at, and remembers those that are whole. */
async function groupDays(work: GroupingWork, range: TimeRange): Promise<GroupedSoFar> {
  const { scope, cut, question, days, covered, known, signal, isLate } = work;
  const groups: (readonly CallGroup[])[] = [];
  let { from } = range;
  const stop = (stopped: GroupedSoFar['stopped']): GroupedSoFar => ({ groups: groups.flat(), through: from, stopped });
  while (from < range.to) {
    signal.throwIfAborted();
    if (isLate()) return stop('late');
    const read = await readGroups(work, { from, to: range.to });
    if (read === null) return stop('failing');
    const done = { from, to: read.through };
    if (isEmptyRange(done)) return stop('late');
    const after = await scope.access.attempt((store) => store.readDays(scope.account, done, cut.parts));
    if (after === null) return stop('failing');
    if (covered.some((span) => !isKept(after.coverage, intersectRanges(span, done)))) return stop('lost');
    groups.push(read.groups);
    const byDay = Map.groupBy(read.groups, ({ at }) => Math.floor(at / DAY_MS));
    for (const { day, range: span, isWhole } of daysOf(done)) {
      const change = after.changeOf(day);
      if (isWhole && change === days.changeOf(day))
        known.keep(day, cellsIn(question, span), { change, groups: byDay.get(day) ?? [] });
    }
    from = read.through;
  }
  return stop(null);
}

type Groups = { readonly groups: readonly CallGroup[]; readonly through: Instant };

/** Cells end with their day, so that groups are of one day each. Null while the store cannot be asked. */
async function readGroups(work: GroupingWork, range: TimeRange): Promise<Groups | null> {
  const { scope, cut, question, beyond } = work;
  const { account } = scope;
  const borders = [...daysOf(range).flatMap((day) => [day.range.from, ...cellsIn(question, day.range)]), range.to];
  if (cut.columns !== null) {
    const asked = { ...question, borders, account, filter: cut.columns, beyond };
    const read = await scope.access.attempt(async (store) => (await store.groupCalls(asked)) ?? 'undecided');
    if (read !== 'undecided') return read;
  }
  return groupRows(work, borders);
}

/** Tests row by row, and ends with a day once a page is full; before its first day where there is no time for that. */
async function groupRows(
  { scope, beyond, cut, question, isLate, signal }: GroupingWork,
  borders: readonly Instant[],
): Promise<Groups | null> {
  const { account } = scope;
  const { narrowing, parts } = cut;
  const range = { from: borders[0]!, to: borders.at(-1)! };
  const dayAfter = (Math.floor(range.from / DAY_MS) + 1) * DAY_MS;
  const calls: CallSession[] = [];
  let through = range.from;
  while (through < Math.min(range.to, dayAfter)) {
    signal.throwIfAborted();
    if (isLate()) return { groups: [], through: range.from };
    const rest = { from: through, to: range.to };
    const page = { account, range: rest, direction: 'ASC', limit: CALLS_AT_ONCE, parts, filter: narrowing } as const;
    const read = await scope.access.attempt((store) => store.readPage({ ...page, beyond }));
    if (read === null) return null;
    const matched = await matchKept(scope, cut, read.calls, signal);
    if (matched.problems[0]) throw matched.problems[0];
    // What was joined decides, and is no part of the groups: those are remembered, and names change.
    const passing = new Set(matched.calls.map(({ nativeId }) => nativeId));
    calls.push(...read.calls.map(toShownCall).filter(({ nativeId }) => passing.has(nativeId)));
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
  isEmptyRange({ from, to }) || stretchesOf(coverage).some((stretch) => stretch.from <= from && stretch.to >= to);
