import { KEPT_SELECTION } from '../domain/call-selection.ts';
import type { OrderDirection } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { CallPage, ListQuery } from '../domain/provider.ts';
import type { Instant } from '../time/instant.ts';
import {
  type TimeRange,
  doneOf,
  endOf,
  intersectRanges,
  isEmptyRange,
  isWithin,
  restOf,
  startOf,
  wholeSeconds,
} from '../time/time-range.ts';
import { untilAborted } from '../time/until-aborted.ts';
import { withDeadline } from '../time/with-deadline.ts';
import { type Gap, followGap, liveMs, neededOf, toMissing } from './follow-gap.ts';
import { matchKept, readKnowledge } from './join-kept.ts';
import { type Judge, freshSpans, oldestOf, stretchesOf } from './freshness.ts';
import type { CutQuestion, KeptScope } from './history-scope.ts';
import { carriedParts, toCarriedCall } from './reading.ts';
import type { KeptPage } from './store/kept-page.ts';
import type { CallPart } from './store/vendor-reading.ts';

/** Calls of one page of the store. */
const LEAST_CALLS = 20;
const MOST_CALLS = 1000;

/**
 * Lists a range in pieces: what is kept from the store, gaps and open hours from the vendor, in one order. A piece that
 * the vendor cannot bring is missing, and named; the list goes on where something is kept beyond it.
 */
export async function* listCut(
  scope: KeptScope,
  question: CutQuestion,
  query: ListQuery,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  signal.throwIfAborted();
  const { access, account, follower } = scope;
  const { parts, narrowing } = question;
  const { direction } = query;
  const limit = Math.min(Math.max(LEAST_CALLS, query.expect), MOST_CALLS);
  const whole = wholeSeconds(query.range);
  let reached = startOf(whole, direction);
  const isForced = scope.age.maxAgeMs === 0;
  // Young enough when the list began is young enough: what people wait for must not become too old while they wait.
  const judge = scope.judge();
  let hasFollowed = isForced;
  const beyond = isForced ? {} : await readKnowledge(scope, narrowing, signal);
  /** Says how far the list has come. Where the range ends between two seconds, its last page says so. */
  const goOn = (through: Instant): Instant => {
    reached = through;
    return through === endOf(whole, direction) ? endOf(query.range, direction) : through;
  };

  for (;;) {
    const range = restOf(whole, direction, reached);
    if (isEmptyRange(range)) return;
    const page = isForced
      ? null
      : await access.attempt((store) =>
          store.readPage({ account, range, direction, limit, parts, filter: narrowing, beyond }),
        );
    signal.throwIfAborted();
    const kept = page && firstStretch(page, { range, direction }, judge);
    if (kept) {
      const through = goOn(endOf(kept.range, direction));
      const { calls, problems } = await matchKept(
        scope,
        question,
        page.calls.filter(({ call }) => isWithin(kept.range, call.startedAt)),
        signal,
      );
      yield { calls, through, asOf: kept.readAt, ...(problems.length > 0 && { problems }) };
      continue;
    }
    const gap =
      page === null ? { range, isLast: true, read: [] } : await nextGap(scope, judge, parts, { range, direction });
    if (isEmptyRange(gap.range)) continue;
    if (page !== null && !hasFollowed && follower) {
      hasFollowed = true;
      const needed = neededOf(gap, page.through, direction, judge);
      const followed = needed && (await followGap(scope, needed, gap, signal));
      if (followed === true) continue;
      if (followed instanceof ProviderError) {
        yield { calls: [], through: goOn(endOf(gap.range, direction)), problems: [followed] };
        continue;
      }
    }
    const isWhole = gap.range.from === whole.from && gap.range.to === whole.to;
    try {
      for await (const live of listLive(scope, question, { ...query, range: gap.range }, gap.isLast, signal)) {
        const { total, ...others } = live;
        yield { ...others, through: goOn(live.through), ...(isWhole && total !== undefined && { total }) };
      }
      // A list that ends has reached the end of its range.
      goOn(endOf(gap.range, direction));
    } finally {
      want(scope, gap.range, doneOf(range, direction, reached), direction);
    }
  }
}

/**
 * Says that people have read so far into a gap, and are about to read on: the sync reads that next, and as much again.
 * Those who take only what is kept ask for nothing.
 */
function want({ follower, age }: KeptScope, gap: TimeRange, { from, to }: TimeRange, direction: OrderDirection): void {
  if (age.isKeptOnly === true) return;
  const further = to - from;
  const ahead = direction === 'ASC' ? { from, to: to + further } : { from: from - further, to };
  follower?.readNext(intersectRanges(gap, ahead));
}

type Walk = Pick<ListQuery, 'range' | 'direction'>;

type Stretch = { readonly range: TimeRange; readonly readAt: Instant };

/** What is kept without a hole from where the list stands; what a page says to be kept lies within it. */
function firstStretch(page: KeptPage, { range, direction }: Walk, judge: Judge): Stretch | null {
  const reach = direction === 'ASC' ? { from: range.from, to: page.through } : range;
  const spans = freshSpans(page.coverage, reach, judge);
  const stretch = stretchesOf(spans).find((joined) => startOf(joined, direction) === startOf(range, direction));
  return stretch === undefined
    ? null
    : { range: stretch, readAt: oldestOf(spans.filter(({ range }) => !isEmptyRange(intersectRanges(range, stretch)))) };
}

/** How far nothing is kept from where the list stands, and whether anything is beyond. */
async function nextGap(
  { access, account }: KeptScope,
  judge: Judge,
  parts: readonly CallPart[],
  { range, direction }: Walk,
): Promise<Gap> {
  const coverage = (await access.attempt((store) => store.coverage(account, range, parts))) ?? [];
  const read = coverage.map((span) => span.range);
  const spans = freshSpans(coverage, range, judge);
  const next = direction === 'ASC' ? spans[0]?.range.from : spans.at(-1)?.range.to;
  if (next === undefined) return { range, isLast: true, read };
  // Where it was read meanwhile, nothing is left of it: the list looks again.
  return { range: doneOf(range, direction, next), isLast: false, read };
}

/**
 * A piece from the vendor. Who leaves nothing out, and wants everything new or all of each row, reads calls whole: what has
 * been read so is kept for everybody else.
 */
async function* listLive(
  scope: KeptScope,
  question: CutQuestion,
  query: ListQuery,
  isLast: boolean,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  const piece = isLast ? signal : withDeadline(signal, liveMs(scope, signal));
  const isKept = question.isUnfiltered && (scope.age.maxAgeMs === 0 || question.bringsWhole);
  const list = isKept ? listAndKeep(scope, question, query, piece) : question.live.list(query, piece);
  const pages = list[Symbol.asyncIterator]();
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
    yield { calls: [], through: endOf(query.range, query.direction), problems: [failure] };
  } finally {
    // Nobody waits for a list that hangs.
    void Promise.resolve(pages.return?.()).catch(() => {});
  }
}

const RAN_OUT: ReadonlySet<ProviderError['kind']> = new Set(['timed-out', 'rate-limited']);

async function* listAndKeep(
  { provider, access, account, now }: KeptScope,
  { matches }: CutQuestion,
  query: ListQuery,
  signal: AbortSignal,
): AsyncGenerator<CallPage, void, undefined> {
  const { keeping } = provider;
  const { direction } = query;
  const timesNow = () => ({ readAt: now(), settledThrough: provider.settledThrough() });
  let rest = query.range;
  // Before the vendor is asked for a page.
  let times = timesNow();
  for await (const page of provider.prepare(keeping.everything, KEPT_SELECTION).list(query, signal)) {
    const range = doneOf(rest, direction, page.through);
    const isWhole = (page.problems ?? []).length === 0;
    const reading = {
      ...{ account, lease: null, ...times },
      covers: isWhole && !isEmptyRange(range) ? { range, parts: carriedParts(page.calls) } : null,
      calls: page.calls.map((call) => toCarriedCall(keeping, call)),
    };
    await access.attemptToKeep((store) => store.keep(reading));
    yield { ...page, calls: page.calls.filter(matches) };
    rest = restOf(rest, direction, page.through);
    times = timesNow();
  }
}
