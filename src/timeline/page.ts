import { type CallSession, type OrderDirection, compareCalls } from '../domain/call-session.ts';
import type { CallStream } from './call-stream.ts';
import { writeCursor } from './cursor.ts';
import { hasRow, merge } from './merge.ts';
import { type PageScope, type TimelineTools, openBehind, openSource, walkOf } from './page-scope.ts';
import { type Place, borderAt, isAtOrBeyond, placeOf } from './place.ts';
import { planPage } from './plan-page.ts';
import { readFirst } from './read-first.ts';
import type { TimelineEdge, TimelinePage } from './timeline-page.ts';
import type { TimelineRequest } from './timeline-request.ts';
import { NO_TOTAL, type Total, countTotal, keepTotals } from './total.ts';

/** Reads a page of the timeline. */
export async function readTimelinePage(
  tools: TimelineTools,
  request: TimelineRequest,
  signal: AbortSignal,
): Promise<TimelinePage> {
  signal.throwIfAborted();
  const askedAt = tools.now();
  const plan = planPage(request, tools.limits, askedAt);
  const end = new AbortController();
  const { wantsHasNextPage = true, wantsHasPreviousPage = true } = request;
  const scope: PageScope = {
    tools,
    request,
    plan,
    askedAt,
    signal: AbortSignal.any([signal, end.signal]),
    wantsFurther: plan.isBackward ? wantsHasPreviousPage : wantsHasNextPage,
    wantsBehind: plan.isBackward ? wantsHasNextPage : wantsHasPreviousPage,
    opened: [],
  };
  try {
    const first = await readFirst(plan.parts, request, scope.signal);
    const sources = plan.size === 0 ? [] : plan.parts.map((part) => openSource(scope, part));
    const noTotal = new AbortController();
    const [{ isWholeList, ...page }, counted] = await Promise.all([
      readCalls(scope, sources).then((read) => {
        keepTotals(scope, sources);
        if (!read.isComplete || read.isWholeList) noTotal.abort(NO_TOTAL);
        return read;
      }),
      request.wantsTotal === true ? countTotal(scope, sources, noTotal) : NOT_COUNTED,
    ]);
    signal.throwIfAborted();
    const problems = [...first.problems, ...page.problems];
    const [problem] = problems;
    if (request.requireComplete === true && problem) throw problem;
    const isComplete = problems.length === 0;
    const total = isComplete ? counted : NOT_COUNTED;
    const isItsOwnTotal = isWholeList && request.wantsTotal === true;
    return {
      ...page,
      problems,
      isComplete,
      totalCount: isItsOwnTotal && isComplete ? page.edges.length : total.count,
      asOf: Math.min(page.asOf, total.asOf, first.asOf),
    };
  } finally {
    // Nothing that the page began goes on after it, however it ends.
    for (const source of scope.opened) source.close();
    end.abort(PAGE_IS_DONE);
  }
}

const NOT_COUNTED: Total = { count: null, asOf: Infinity };

/** Made once, since it takes note of where it is made. */
const PAGE_IS_DONE = new DOMException('The page is done.', 'AbortError');

/** A page without its total, which it says itself where it is the whole list, whoever applies the filter. */
type ReadPage = Omit<TimelinePage, 'totalCount'> & { readonly isWholeList: boolean };

async function readCalls(scope: PageScope, sources: readonly CallStream[]): Promise<ReadPage> {
  const { size, reading, start, stop } = scope.plan;
  const calls: CallSession[] = [];
  let isStopped = false;
  const stalled = await merge(sources, compareIn[reading], (call) => {
    isStopped = stop !== null && isAtOrBeyond(call, stop, reading);
    if (isStopped) return 'leave';
    calls.push(call);
    return calls.length === size ? 'last' : 'take';
  });
  const tell = () => sources.flatMap((source) => source.problems());
  const met = tell();
  const passedOver = sources.flatMap((source) => source.passedOver() ?? []);
  const border = stalled && borderAt(stalled.through());
  const last = calls.at(-1);
  const farPlace = border ?? (last ? placeOf(last) : null);
  const [isFurther, isBehind] = await Promise.all([
    border !== null || isStopped || (scope.wantsFurther && isThereMore(sources)),
    size > 0 && scope.wantsBehind && isThereAnyBehind(scope, sources),
  ]);
  // Where no page follows, this one also tells what is missing behind its last call.
  const problems = isFurther ? met : tell();
  if (farPlace) keepAhead(scope, sources, farPlace);
  const isAtEnd = !isFurther && (scope.wantsFurther || calls.length < size);
  const asOf = sources.reduce((least, source) => Math.min(least, source.asOf() ?? Infinity), scope.askedAt);
  const page = toPage(scope, { calls, border, isFurther, isBehind, problems, passedOver, asOf });
  return { ...page, isWholeList: size > 0 && page.isComplete && isAtEnd && start === null && stop === null };
}

const compareIn = {
  ASC: compareCalls,
  DESC: (a: CallSession, b: CallSession) => compareCalls(b, a),
};

/**
 * Whether a call follows the page. One who ran out of time beyond the page's last call, or who fails only now, is missing
 * from no page yet, and the next one shows whether it has any; one who failed before has been told of.
 */
async function isThereMore(sources: readonly CallStream[]): Promise<boolean> {
  if (sources.some((source) => source.hasStalled())) return true;
  const alive = sources.filter((source) => !source.hasFailed());
  return (await hasRow(sources)) || alive.some((source) => source.hasFailed());
}

/** Whether a call lies before the page. The call that the cursor names says so unasked, where it was read again. */
async function isThereAnyBehind(scope: PageScope, sources: readonly CallStream[]): Promise<boolean> {
  const { start, parts } = scope.plan;
  if (start === null) return false;
  if (sources.some((source) => source.followsCall())) return true;
  return hasRow(parts.map((part) => openBehind(scope, part, start)));
}

function keepAhead({ plan, tools }: PageScope, sources: readonly CallStream[], place: Place): void {
  for (const [index, source] of sources.entries()) {
    const part = plan.parts[index];
    const ahead = source.ahead();
    // What a failed source has may end before the place: the next page asks it again.
    if (!part || !ahead || source.hasFailed()) continue;
    tools.lookAhead.keep(walkOf(part, plan), place, { ...ahead, followsCall: part.provider.key === place.provider });
  }
}

/** A class: an object with a getter of its own costs more than all else that a page does for a call. */
class Edge implements TimelineEdge {
  readonly call: CallSession;
  readonly #direction: OrderDirection;

  constructor(call: CallSession, direction: OrderDirection) {
    this.call = call;
    this.#direction = direction;
  }

  get cursor(): string {
    return writeCursor(this.#direction, placeOf(this.call));
  }
}

function toPage(
  { plan, request }: PageScope,
  {
    calls,
    border,
    isFurther,
    isBehind,
    ...told
  }: Pick<TimelinePage, 'problems' | 'passedOver' | 'asOf'> & {
    readonly calls: readonly CallSession[];
    readonly border: Place | null;
    readonly isFurther: boolean;
    readonly isBehind: boolean;
  },
): Omit<TimelinePage, 'totalCount'> {
  const cursorOf = (place: Place): string => writeCursor(request.direction, place);
  const edges = calls.map((call) => new Edge(call, request.direction));
  if (plan.isBackward) edges.reverse();
  const far = border && cursorOf(border);
  return {
    edges,
    hasNextPage: plan.isBackward ? isBehind : isFurther,
    hasPreviousPage: plan.isBackward ? isFurther : isBehind,
    startCursor: (plan.isBackward ? far : null) ?? edges.at(0)?.cursor ?? null,
    endCursor: (plan.isBackward ? null : far) ?? edges.at(-1)?.cursor ?? null,
    isComplete: told.problems.length === 0,
    ...told,
  };
}
