import { DAY_MS, type Instant } from '../time/instant.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { CallStream } from './call-stream.ts';
import type { CountQuestion, KnownCount } from './count-memory.ts';
import type { PageScope } from './page-scope.ts';
import type { PagePart } from './plan-page.ts';

/** A total, and when the oldest of what it rests on was read. */
export type Total = { readonly count: number | null | ProviderError; readonly asOf: Instant };

/**
 * Counts the calls of all providers, at the same time as the page is read. Null where one of them cannot count at a fair
 * price; the first failure where one fails. `sources` are those of the page, in the order of its parts, or none.
 * `noTotal` ends what is asked once it is known that there is no total, here or by whoever reads the page.
 */
export async function countTotal(
  scope: PageScope,
  sources: readonly CallStream[],
  noTotal: AbortController,
): Promise<Total> {
  const { parts } = scope.plan;
  const none: Total = { count: null, asOf: Infinity };
  // Counting what a filter leaves would mean reading every row, unless they are kept; then nobody needs to count at all.
  if (parts.some(({ question }) => question.left.length > 0 && question.oldestReading === undefined)) return none;
  const isInVain = (span: Span): boolean => recall(scope, span.question)?.count === null;
  if (parts.some((part) => divide(scope, part).some(isInVain))) return none;
  const signal = AbortSignal.any([scope.signal, noTotal.signal]);
  const counts = await Promise.all(
    parts.map(async (part, index) => {
      const counted = await countPart({ ...scope, signal }, part, sources[index]).catch((error: unknown) => {
        if (error instanceof ProviderError) return error;
        if (noTotal.signal.aborted && !scope.signal.aborted) return null;
        throw error;
      });
      if (counted === null) noTotal.abort(NO_TOTAL);
      return counted;
    }),
  );
  const sum = { count: 0, asOf: Infinity };
  for (const counted of counts) {
    if (counted === null || noTotal.signal.aborted) return none;
    if (counted instanceof ProviderError) return { count: counted, asOf: Infinity };
    sum.count += counted.count;
    sum.asOf = Math.min(sum.asOf, counted.asOf);
  }
  return sum;
}

/** Keeps what the page's lists said of their totals. */
export function keepTotals(scope: PageScope, sources: readonly CallStream[]): void {
  for (const [index, source] of sources.entries()) {
    const part = scope.plan.parts[index];
    const total = source.total();
    // What its filter leaves to be applied above is counted too.
    if (!part || !total || part.question.left.length > 0) continue;
    const { count, readAt, settledThrough } = total;
    const isSettled = part.range.to <= settledThrough;
    scope.tools.counts.keep(questionOf(scope, part), { count, readAt, asOf: readAt, isSettled, isBrought: true });
  }
}

/** Why a count ends that nobody can add up; made once, since it takes note of where it is made. */
export const NO_TOTAL = new DOMException('There is no total.', 'AbortError');

type Counted = { readonly count: number; readonly asOf: Instant };

/** Null where it cannot be counted at a fair price. */
async function countPart(scope: PageScope, part: PagePart, source: CallStream | undefined): Promise<Counted | null> {
  const { plan, tools } = scope;
  const whole = questionOf(scope, part);
  const known = recall(scope, whole);
  if (known !== undefined) return toCounted(known);
  if (source && plan.start === null && tools.counts.wasBrought(whole)) {
    // The page asks this source first of all, and asking twice is asking once.
    await source.pull();
    if (source.hasFailed()) return null;
    const total = source.total();
    if (total) return { count: total.count, asOf: total.readAt };
  }
  const counts = await Promise.all(divide(scope, part).map((span) => countSpan(scope, part, span)));
  return counts.map(toCounted).reduce((sum, each) => sum && each && add(sum, each), { count: 0, asOf: Infinity });
}

const toCounted = ({ count, asOf }: Pick<KnownCount, 'count' | 'asOf'>): Counted | null =>
  count === null ? null : { count, asOf };

const add = (a: Counted, b: Counted): Counted => ({ count: a.count + b.count, asOf: Math.min(a.asOf, b.asOf) });

/** A span of a range, with the name that its count goes by. */
type Span = { readonly question: CountQuestion; readonly range: TimeRange; readonly isSettled: boolean };

/**
 * What takes many questions is closed history for the most part, which need not be counted anew with what is young. The
 * border stays where it is for a day, so that the pages of a walk name the same count.
 */
function divide(scope: PageScope, part: PagePart): readonly Span[] {
  const { provider, range } = part;
  const question = questionOf(scope, part);
  const settledThrough = provider.settledThrough();
  const isSettled = range.to <= settledThrough;
  const border = Math.floor(settledThrough / DAY_MS) * DAY_MS;
  if (provider.traits.countsCheaply || isSettled || border <= range.from) return [{ question, range, isSettled }];
  return [
    { question: { ...question, to: border }, range: { from: range.from, to: border }, isSettled: true },
    { question: { ...question, from: border }, range: { from: border, to: range.to }, isSettled: false },
  ];
}

async function countSpan(scope: PageScope, part: PagePart, { question, range, isSettled }: Span): Promise<KnownCount> {
  const known = recall(scope, question);
  if (known !== undefined) return known;
  const share = scope.request.deadlines.share(part.provider, scope.signal);
  const count = (signal: AbortSignal) => part.question.count(range, signal);
  const oldestReading = () => part.question.oldestReading?.(range) ?? Promise.resolve(null);
  return scope.tools.counts.ask(question, { isSettled, share, count, oldestReading });
}

const recall = ({ request, tools }: PageScope, question: CountQuestion): KnownCount | undefined =>
  tools.counts.recall(question, request.age?.maxAgeMs);

/** Ends that nobody asked for are named as such: they move with the clock while a walk goes on. */
const questionOf = ({ request }: PageScope, { provider, filterText, range }: PagePart): CountQuestion => ({
  provider: provider.key,
  filterText,
  from: request.range?.from === undefined ? null : range.from,
  to: request.range?.to === undefined ? null : range.to,
});
