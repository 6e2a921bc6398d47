import { MAX_COUNT_REQUESTS } from '../domain/provider.ts';
import type { Instant } from '../time/instant.ts';
import { type TimeRange, isEmptyRange } from '../time/time-range.ts';
import { freshSpans, oldestOf, stretchesOf } from './freshness.ts';
import { gapsIn } from './sync/gaps.ts';
import type { CutQuestion, KeptScope } from './history-scope.ts';
import { matchKept, readKnowledge } from './join-kept.ts';
import type { FilterKnowledge } from './store/kept-page.ts';

/** Calls of one page, where rows have to be tested. */
const CALLS_AT_ONCE = 1000;

/**
 * Counts a range: what is kept exactly, whatever the filter, and of gaps what the vendor counts. Null where it does not
 * count them.
 */
export async function countCut(
  scope: KeptScope,
  question: CutQuestion,
  range: TimeRange,
  signal: AbortSignal,
): Promise<number | null> {
  const { access, account, judge } = scope;
  const coverage = await access.attempt((store) => store.coverage(account, range, question.parts));
  const kept = stretchesOf(freshSpans(coverage ?? [], range, judge()));
  if (kept.length === 0) return question.live.count(range, signal);
  const gaps = gapsIn(range, kept);
  if (gaps.length > MAX_COUNT_REQUESTS) return null;
  const missing = await Promise.all(gaps.map((gap) => question.live.count(gap, signal)));
  if (missing.includes(null)) return null;
  const beyond = await readKnowledge(scope, question.narrowing, signal);
  let sum = missing.reduce<number>((total, count) => total + (count ?? 0), 0);
  for (const piece of kept) {
    const count = await countKept(scope, question, { range: piece, beyond }, signal);
    if (count === null) return question.live.count(range, signal);
    sum += count;
  }
  return sum;
}

/** When the oldest of what such a count rests on was read; null where nothing of it is kept. */
export async function oldestReading(
  { access, account, judge }: KeptScope,
  { parts }: CutQuestion,
  range: TimeRange,
): Promise<Instant | null> {
  const coverage = await access.attempt((store) => store.coverage(account, range, parts));
  const spans = freshSpans(coverage ?? [], range, judge());
  return spans.length === 0 ? null : oldestOf(spans);
}

/** Null while the store cannot be asked. */
async function countKept(
  scope: KeptScope,
  question: CutQuestion,
  { range, beyond }: { readonly range: TimeRange; readonly beyond: FilterKnowledge },
  signal: AbortSignal,
): Promise<number | null> {
  const { access, account } = scope;
  const { columns, parts, narrowing } = question;
  if (columns !== null) {
    const counted = await access.attempt((store) => store.countCalls({ account, range, filter: columns, beyond }));
    if (counted === null) return null;
    if (counted.count !== null) return counted.count;
  }
  let count = 0;
  for (let rest = range; !isEmptyRange(rest);) {
    signal.throwIfAborted();
    const asked = { account, range: rest, direction: 'ASC', limit: CALLS_AT_ONCE, parts, filter: narrowing } as const;
    const page = await access.attempt((store) => store.readPage({ ...asked, beyond }));
    if (page === null) return null;
    const { calls, problems } = await matchKept(scope, question, page.calls, signal);
    if (problems.length > 0) return null;
    count += calls.length;
    rest = { from: page.through, to: rest.to };
  }
  return count;
}
