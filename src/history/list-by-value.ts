import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { type NotKept, type ValuePage, type ValueQuery, orderValue } from '../domain/value-order.ts';
import { type Instant, SECOND_MS } from '../time/instant.ts';
import { type TimeRange, isEmptyRange, wholeSeconds } from '../time/time-range.ts';
import { freshSpans, oldestOf, stretchesOf } from './freshness.ts';
import type { CutQuestion, KeptScope } from './history-scope.ts';
import { matchKept, readKnowledge } from './join-kept.ts';
import type { Account } from './store/account.ts';
import type { OrderedQuestion } from './store/pages/read-ordered.ts';
import { gapsIn } from './sync/gaps.ts';

/** What is looked at for one piece. */
const MOST_CALLS = 1000;
const LEAST_CALLS = 20;

/** Lists a range by a number of its calls, where all of it is kept. */
export async function listByValue(
  scope: KeptScope,
  question: CutQuestion,
  query: ValueQuery,
  signal: AbortSignal,
): Promise<ValuePage | NotKept> {
  const { account } = scope;
  const range = wholeSeconds(query.range);
  const whole = await findWhole(scope, question, range, signal);
  if ('kept' in whole) return whole;
  const beyond = await readKnowledge(scope, question.narrowing, signal);
  const calls: CallSession[] = [];
  const problems: ProviderError[] = [];
  let from: OrderedQuestion['from'] = query.from && {
    value: orderValue(query.from.value),
    second: Math.floor(query.from.startedAt / SECOND_MS),
  };
  for (;;) {
    signal.throwIfAborted();
    const asked: OrderedQuestion = {
      ...{ account, range, beyond, from, order: query.order, parts: question.parts, filter: question.narrowing },
      limit: Math.min(Math.max(LEAST_CALLS, query.limit), MOST_CALLS),
    };
    const page = await scope.access.attempt((store) => store.readOrdered(asked));
    if (page === null) throw notTold(account);
    const matched = await matchKept(scope, question, page.calls, signal);
    calls.push(...matched.calls);
    problems.push(...matched.problems);
    const isAtEnd = page.through === null;
    if (isAtEnd || calls.length >= query.limit) return { calls, isAtEnd, problems, asOf: whole.asOf };
    from = { ...page.through, isAfter: true };
  }
}

/** Says how old the oldest of a range is that is kept whole, or what is kept where it is not. */
async function findWhole(
  scope: KeptScope,
  { parts }: CutQuestion,
  range: TimeRange,
  signal: AbortSignal,
): Promise<{ readonly asOf: Instant } | NotKept> {
  const { access, account, judge, follower, age } = scope;
  for (let hasFollowed = false; ; hasFollowed = true) {
    const coverage = await access.attempt((store) => store.coverage(account, range, parts));
    if (coverage === null) throw notTold(account);
    const spans = freshSpans(coverage, range, judge());
    const kept = stretchesOf(spans);
    const gaps = gapsIn(range, kept);
    if (gaps.length === 0) return { asOf: Math.min(oldestOf(spans), scope.now()) };
    const [first] = gaps;
    const isOpen = first!.from >= judge().settledThrough;
    if (isOpen && !hasFollowed && follower !== null && age.isKeptOnly !== true) {
      if (await follower.follow({ from: first!.from, to: range.to }, age, signal)) continue;
    }
    // Whoever asks again may find it.
    follower?.readNext(range);
    const newest = kept.findLast((stretch) => !isEmptyRange(stretch));
    return { kept: newest ?? null };
  }
}

const notTold = ({ key }: Account): ProviderError =>
  new ProviderError(
    key,
    'unavailable',
    `The kept history of ${key} does not answer now, and nobody else can order its calls.`,
  );
