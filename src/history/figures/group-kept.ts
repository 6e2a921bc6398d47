import { type GroupQuestion, type KeptGroups, rangeOfGroups } from '../../domain/call-groups.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import { deadlineOf } from '../../time/with-deadline.ts';
import { freshSpans, oldestOf, stretchesOf } from '../freshness.ts';
import { type Gap, followGap, neededOf } from '../follow-gap.ts';
import type { CutQuestion, HistoryScope, KeptScope } from '../history-scope.ts';
import { readKnowledge } from '../join-kept.ts';
import { gapsIn } from '../sync/gaps.ts';
import type { FigureMemory } from './figure-memory.ts';
import { groupPieces } from './group-days.ts';

/** How often it is begun anew because something was forgotten meanwhile. */
const MOST_ATTEMPTS = 3;
/** So much of a provider's time is left for what is not kept. */
const LEFT_SHARE = 0.25;

/**
 * Groups what is kept of a range. Whole days that were grouped before and have not changed are not grouped again; the
 * others are by the store, or row by row where columns do not decide the filter. Every question to the store is a short
 * one: a range that takes long is no sign of a store that fails, and what there is no time for is said to be kept.
 */
export async function groupKept(
  scope: KeptScope,
  cut: CutQuestion,
  question: GroupQuestion,
  memory: FigureMemory,
  signal: AbortSignal,
): Promise<KeptGroups> {
  const { access, account, age, provider } = scope;
  const range = rangeOfGroups(question);
  const nothing = nothingKept(question);
  if (age.maxAgeMs === 0) return nothing;
  const beyond = await readKnowledge(scope, cut.narrowing, signal);
  const known = memory.of(account, cut.filter, question, beyond);
  const problem = await followOpenHours(scope, cut, range, signal);
  const isLate = (): boolean => (deadlineOf(signal) ?? Infinity) - performance.now() < LEFT_SHARE * provider.deadlineMs;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    signal.throwIfAborted();
    const days = await access.attempt((store) => store.readDays(account, range, cut.parts));
    if (days === null) return { ...nothing, failure: notAnswering(scope) };
    const spans = freshSpans(days.coverage, range, scope.judge());
    const kept = stretchesOf(spans);
    const covered = stretchesOf(days.coverage);
    const work = { scope, beyond, cut, question, days, covered, known, isLate, signal };
    const { groups, through, stopped } = await groupPieces(work, kept);
    if (stopped === 'lost') continue;
    const gaps = gapsIn(range, kept);
    // What is missing is what is read next.
    if (gaps.length > 0 && age.isKeptOnly !== true) scope.follower?.readNext(gaps.at(-1)!);
    const unfinished = kept.map((piece) => intersectRanges(piece, { from: through, to: Infinity })).filter(hasTime);
    const late = stopped === 'late' ? outOfTime(scope, unfinished, known.remembers) : null;
    return {
      groups,
      gaps: [
        ...gaps.map((gap) => ({ range: gap, problem: isOpen(scope, gap) ? problem : null })),
        ...unfinished.map((piece) => ({ range: piece, problem: late })),
      ].sort((a, b) => a.range.from - b.range.from),
      asOf: spans.length === 0 ? null : oldestOf(spans),
      failure: stopped === 'failing' ? notAnswering(scope) : null,
    };
  }
  return { ...nothing, failure: alwaysChanging(scope) };
}

/** What is there of an account that is not known: nothing of it is kept, and nothing is wrong. */
export const nothingKept = (question: GroupQuestion): KeptGroups => ({
  ...{ groups: [], asOf: null, failure: null },
  gaps: [{ range: rangeOfGroups(question), problem: null }],
});

const hasTime = (range: TimeRange): boolean => !isEmptyRange(range);

const notAnswering = ({ provider: { key } }: HistoryScope): ProviderError =>
  new ProviderError(key, 'unavailable', `The kept history of ${key} does not answer now.`);

const alwaysChanging = ({ provider: { key } }: HistoryScope): ProviderError =>
  new ProviderError(key, 'unavailable', `What is kept of ${key} was dropped again and again while it was counted.`);

/** Says which calls there was no time for. */
function outOfTime({ provider }: HistoryScope, unfinished: readonly TimeRange[], remembers: boolean): ProviderError {
  const { key, deadlineMs } = provider;
  const [from, to] = [unfinished[0]!.from, unfinished.at(-1)!.to].map((instant) => new Date(instant).toISOString());
  const hint = remembers ? 'Ask again: what was counted is remembered.' : 'Ask for a shorter range.';
  return new ProviderError(
    key,
    'timed-out',
    `The calls of ${key} from ${from} to ${to} are kept, but counting them takes longer than the ${deadlineMs} ms of this provider. They are missing from these figures. ${hint}`,
  );
}

/** Waits until open hours that are too old have been read again, with all who wait for them; what went wrong, if anything. */
async function followOpenHours(
  scope: KeptScope,
  { parts }: CutQuestion,
  range: TimeRange,
  signal: AbortSignal,
): Promise<ProviderError | null> {
  const judge = scope.judge();
  const open = intersectRanges(range, { from: judge.settledThrough, to: Infinity });
  if (scope.follower === null || scope.age.isKeptOnly === true || isEmptyRange(open)) return null;
  const coverage = await scope.access.attempt((store) => store.coverage(scope.account, open, parts));
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
