import { KEPT_SELECTION } from '../domain/call-selection.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { CallPage, ListQuery, Question } from '../domain/provider.ts';
import { type Instant, ceilToSecond } from '../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../time/time-range.ts';
import { untilAborted } from '../time/until-aborted.ts';
import { withDeadline } from '../time/with-deadline.ts';
import { type Gap, followGap, liveMs, neededOf, toMissing } from './follow-gap.ts';
import type { JoinedPart } from '../domain/filter-parts.ts';
import { joinKept, readKnowledge } from './join-kept.ts';
import { type Judge, freshSpans, joinRanges, oldestOf } from './freshness.ts';
import { toShownCall } from './kept-parts.ts';
import type { HistoryScope } from './history-scope.ts';
import { carriedParts, toCarriedCall } from './reading.ts';
import type { Account } from './store/account.ts';
import type { KeptPage } from './store/kept-page.ts';
import type { CallPart } from './store/vendor-reading.ts';

/** A question whose kept pieces can be answered: every row decides its filter. */
export type CutQuestion = {
  readonly live: Question;
  readonly matches: (call: CallSession) => boolean;
  /** What columns can narrow by. */
  readonly narrowing: CallFilter;
  /** What `matches` reads beyond rows. */
  readonly joins: readonly JoinedPart[];
  readonly parts: readonly CallPart[];
  /** Whether it leaves nothing out. */
  readonly isUnfiltered: boolean;
  /** Whether its rows come whole by themselves. */
  readonly bringsWhole: boolean;
};

/** Calls of one page of the store. */
const LEAST_CALLS = 20;
const MOST_CALLS = 1000;

/**
 * Lists a range in pieces: what is kept from the store, gaps and open hours from the vendor, in one order. A piece that
 * the vendor cannot bring is missing, and named; the list goes on where something is kept beyond it.
 */
export async function* listCut(
  scope: HistoryScope,
  account: Account,
  question: CutQuestion,
  query: ListQuery,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  signal.throwIfAborted();
  const isAscending = query.direction === 'ASC';
  const end = isAscending ? query.range.to : query.range.from;
  const whole = { from: ceilToSecond(query.range.from), to: ceilToSecond(query.range.to) };
  let rest = whole;
  const isForced = scope.age.maxAgeMs === 0;
  // Young enough when the list began is young enough: what people wait for must not become too old while they wait.
  const judge = scope.judge();
  let hasFollowed = isForced;
  const beyond = isForced ? {} : await readKnowledge(scope, account, question.narrowing, signal);
  // Where the range ends between two seconds, its last page says so.
  const borderOf = (through: Instant): Instant => (through === (isAscending ? whole.to : whole.from) ? end : through);
  const goOn = (through: Instant): void => {
    rest = isAscending ? { from: through, to: rest.to } : { from: rest.from, to: through };
  };

  while (!isEmptyRange(rest)) {
    const asked = { ...query, range: rest };
    const page = isForced
      ? null
      : await scope.access.attempt((store) => store.readPage({ ...toPageQuestion(account, question, asked), beyond }));
    signal.throwIfAborted();
    const kept = page && firstStretch(page, asked, judge);
    if (kept) {
      const calls = page.calls.filter(
        ({ call }) => call.startedAt >= kept.range.from && call.startedAt < kept.range.to,
      );
      const through = isAscending ? kept.range.to : kept.range.from;
      goOn(through);
      const joined = await joinKept(scope, question, calls.map(toShownCall), signal);
      yield {
        calls: joined.calls.filter(question.matches),
        through: borderOf(through),
        asOf: kept.readAt,
        ...(joined.problems.length > 0 && { problems: joined.problems }),
      };
      continue;
    }
    const gap =
      page === null ? { range: rest, isLast: true, read: [] } : await nextGap(scope, judge, account, question, asked);
    if (isEmptyRange(gap.range)) continue;
    if (page !== null && !hasFollowed && scope.follower) {
      hasFollowed = true;
      const needed = neededOf(gap, page.through, query.direction, judge);
      const followed = needed && (await followGap(scope, needed, gap, signal));
      if (followed === true) continue;
      if (followed instanceof ProviderError) {
        const through = isAscending ? gap.range.to : gap.range.from;
        goOn(through);
        yield { calls: [], through: borderOf(through), problems: [followed] };
        continue;
      }
    }
    const isWhole = gap.range.from === whole.from && gap.range.to === whole.to;
    const begin = rest;
    try {
      for await (const live of listLive(scope, account, question, { ...query, range: gap.range }, gap.isLast, signal)) {
        goOn(live.through);
        const { total, ...others } = live;
        yield { ...others, through: borderOf(live.through), ...(isWhole && total !== undefined && { total }) };
      }
      // A list that ends has reached the end of its range.
      goOn(isAscending ? gap.range.to : gap.range.from);
    } finally {
      want(scope, gap.range, isAscending ? [begin.from, rest.from] : [rest.to, begin.to], query.direction);
    }
  }
}

/**
 * Says that people have read so far into a gap, and are about to read on: the sync reads that next, and as much again.
 * Those who take only what is kept ask for nothing.
 */
function want(
  { follower, age }: HistoryScope,
  gap: TimeRange,
  [from, to]: readonly [Instant, Instant],
  direction: ListQuery['direction'],
): void {
  if (age.isKeptOnly === true) return;
  const further = to - from;
  const ahead = direction === 'ASC' ? { from, to: to + further } : { from: from - further, to };
  follower?.readNext(intersectRanges(gap, ahead));
}

const toPageQuestion = (
  account: Account,
  { narrowing, parts }: CutQuestion,
  { range, direction, expect }: ListQuery,
) => ({
  account,
  range,
  direction,
  limit: Math.min(Math.max(LEAST_CALLS, expect), MOST_CALLS),
  parts,
  filter: narrowing,
});

type Stretch = { readonly range: TimeRange; readonly readAt: Instant };

/** What is kept without a hole from where the list stands; what a page says to be kept lies within it. */
function firstStretch(page: KeptPage, { range, direction }: ListQuery, judge: Judge): Stretch | null {
  const reach = direction === 'ASC' ? { from: range.from, to: page.through } : range;
  const spans = freshSpans(page.coverage, reach, judge);
  const stretch = joinRanges(spans.map((span) => span.range)).find(({ from, to }) =>
    direction === 'ASC' ? from === range.from : to === range.to,
  );
  return stretch === undefined
    ? null
    : { range: stretch, readAt: oldestOf(spans.filter(({ range }) => !isEmptyRange(intersectRanges(range, stretch)))) };
}

/** How far nothing is kept from where the list stands, and whether anything is beyond. */
async function nextGap(
  { access }: HistoryScope,
  judge: Judge,
  account: Account,
  { parts }: CutQuestion,
  { range, direction }: ListQuery,
): Promise<Gap> {
  const coverage = (await access.attempt((store) => store.coverage(account, range, parts))) ?? [];
  const read = coverage.map((span) => span.range);
  const spans = freshSpans(coverage, range, judge);
  const next = direction === 'ASC' ? spans[0]?.range.from : spans.at(-1)?.range.to;
  if (next === undefined) return { range, isLast: true, read };
  const gap = direction === 'ASC' ? { from: range.from, to: next } : { from: next, to: range.to };
  // Read meanwhile: the list looks again.
  return { range: gap, isLast: false, read };
}

/** A piece from the vendor. */
async function* listLive(
  scope: HistoryScope,
  account: Account,
  question: CutQuestion,
  query: ListQuery,
  isLast: boolean,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  const piece = isLast ? signal : withDeadline(signal, liveMs(scope, signal));
  const pages = openLive(scope, account, question, query, piece)[Symbol.asyncIterator]();
  let hasMoved = false;
  try {
    for (;;) {
      const step = await untilAborted(pages.next(), piece);
      if (step.done === true) return;
      yield step.value;
      hasMoved = true;
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof ProviderError || piece.aborted)) throw error;
    const failure = toMissing(scope, query.range, error, liveMs(scope, signal));
    // A vendor that has answered and then ran out of time goes on with the next page: nothing is passed over.
    if (isLast || (hasMoved && RAN_OUT.has(failure.kind))) throw failure;
    const through = query.direction === 'ASC' ? query.range.to : query.range.from;
    yield { calls: [], through, problems: [failure] };
  } finally {
    // Nobody waits for a list that hangs.
    void Promise.resolve(pages.return?.()).catch(() => {});
  }
}

const RAN_OUT: ReadonlySet<ProviderError['kind']> = new Set(['timed-out', 'rate-limited']);

/**
 * Lists live. Who leaves nothing out, and wants everything new or all of each row, reads calls whole: what has been read so
 * is kept for everybody else.
 */
function openLive(
  scope: HistoryScope,
  account: Account,
  question: CutQuestion,
  query: ListQuery,
  signal: AbortSignal,
): AsyncIterable<CallPage> {
  return question.isUnfiltered && (scope.age.maxAgeMs === 0 || question.bringsWhole)
    ? listAndKeep(scope, account, question, query, signal)
    : question.live.list(query, signal);
}

async function* listAndKeep(
  { provider, access, now }: HistoryScope,
  account: Account,
  { matches }: CutQuestion,
  query: ListQuery,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  const { keeping } = provider;
  const pages = provider.prepare(keeping.everything, KEPT_SELECTION).list(query, signal)[Symbol.asyncIterator]();
  let border = query.direction === 'ASC' ? query.range.from : query.range.to;
  try {
    for (;;) {
      const readAt = now();
      const settledThrough = provider.settledThrough();
      const step = await pages.next();
      if (step.done === true) return;
      const page = step.value;
      const range = query.direction === 'ASC' ? { from: border, to: page.through } : { from: page.through, to: border };
      border = page.through;
      const isWhole = (page.problems ?? []).length === 0;
      await access.attemptToKeep((store) =>
        store.keep({
          account,
          lease: null,
          readAt,
          settledThrough,
          covers: isWhole && !isEmptyRange(range) ? { range, parts: carriedParts(page.calls) } : null,
          calls: page.calls.map((call) => toCarriedCall(keeping, call)),
        }),
      );
      yield { ...page, calls: page.calls.filter(matches) };
    }
  } finally {
    await pages.return?.();
  }
}
