import type { Instant } from '../time/instant.ts';
import { type CallStream, createCallStream } from './call-stream.ts';
import type { CountMemory } from './count-memory.ts';
import type { LookAhead, Walk } from './look-ahead.ts';
import type { PageSizeLimits } from './page-size.ts';
import type { Place } from './place.ts';
import { type PagePart, type PagePlan, opposite } from './plan-page.ts';
import type { TimelineRequest } from './timeline-request.ts';

/** What a timeline has beside the request. */
export type TimelineTools = {
  readonly now: () => Instant;
  readonly limits: PageSizeLimits;
  readonly lookAhead: LookAhead;
  readonly counts: CountMemory;
};

/** One page in the making. */
export type PageScope = {
  readonly tools: TimelineTools;
  readonly request: TimelineRequest;
  readonly plan: PagePlan;
  readonly askedAt: Instant;
  /** Aborted when the caller has gone, and when the page is done. */
  readonly signal: AbortSignal;
  /** Whether the row after the page is looked for, and any before it, in the direction of reading. */
  readonly wantsFurther: boolean;
  readonly wantsBehind: boolean;
  /** Everything to be closed with the page. */
  readonly opened: CallStream[];
};

/**
 * The largest list that a walk which goes on may expect: of its own pages, and of calls. What is read far ahead makes one
 * page wait for several of the vendor's, and is lost when the walk ends or its process does.
 */
const WALK_PAGES = 4;
const WALK_ROWS = 200;
/** The largest list while a filter is applied above: nobody knows how many calls it takes to fill the page. */
const SEARCH_ROWS = 1000;

/** Opens one provider's calls from where the page starts. */
export function openSource(scope: PageScope, part: PagePart): CallStream {
  const { plan, tools, request } = scope;
  const { start, reading } = plan;
  const rows = Math.max(1, plan.size + (scope.wantsFurther ? 1 : 0));
  const isSearch = part.question.left.length > 0;
  const most = isSearch
    ? Math.min(SEARCH_ROWS, part.provider.traits.maxPageSize)
    : Math.min(WALK_ROWS, WALK_PAGES * rows);
  const maxExpect = Math.max(rows, most);
  const ahead = start && tools.lookAhead.take(walkOf(part, plan), start, request.age?.maxAgeMs);
  // A walk that went on here goes on, as a rule. A cursor alone earns no more than its page: the call it names comes too.
  const expect = ahead ? ahead.expect * 2 : start ? rows + 1 : rows;
  return open(scope, {
    ...part,
    direction: reading,
    start: start && { place: start, inclusive: false },
    ahead,
    expect: Math.min(maxExpect, expect),
    maxExpect,
  });
}

/** Opens one provider's calls from the page's start backwards, its own call included. */
export function openBehind(scope: PageScope, part: PagePart, start: Place): CallStream {
  return open(scope, {
    ...part,
    direction: opposite(scope.plan.reading),
    start: { place: start, inclusive: true },
    ahead: null,
    expect: 1,
    maxExpect: part.question.left.length > 0 ? part.provider.traits.maxPageSize : 1,
  });
}

/** The walk that a page of a provider belongs to. */
export const walkOf = ({ provider, filterText, selectionText }: PagePart, { reading }: PagePlan): Walk => ({
  provider: provider.key,
  direction: reading,
  filterText,
  selectionText,
});

function open(
  { tools, request, signal, opened }: PageScope,
  options: Omit<Parameters<typeof createCallStream>[0], 'share' | 'now'>,
): CallStream {
  const source = createCallStream({
    ...options,
    share: request.deadlines.share(options.provider, signal),
    now: tools.now,
  });
  opened.push(source);
  return source;
}
