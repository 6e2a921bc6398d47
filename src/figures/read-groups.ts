import {
  type CallGroup,
  GROUPINGS,
  type GroupQuestion,
  type Grouping,
  groupCalls,
  selectionForGroups,
} from '../domain/call-groups.ts';
import type { FigureName } from '../domain/call-figures.ts';
import { ProviderError, asAnswer } from '../domain/provider-error.ts';
import type { Instant } from '../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../time/time-range.ts';
import type { JoinedPart } from '../domain/filter-parts.ts';
import { refuseUnreturnable } from '../timeline/plan-page.ts';
import { readFirst } from '../timeline/read-first.ts';
import { createResidualFilter } from '../timeline/residual-filter.ts';
import { type FiguresRequest, figuresSince } from './figures-request.ts';
import { type LiveScope, listGap } from './list-gap.ts';
import { notKept, unanswered, unread } from './missing-calls.ts';
import type { TimeCells } from './time-cells.ts';

/** What is read of one provider, and what could not be. */
type ReadGroups = {
  readonly provider: string;
  readonly groups: readonly CallGroup[];
  readonly problems: readonly ProviderError[];
  /** When the oldest of it was read; null where nothing was. */
  readonly asOf: Instant | null;
};

/** Pages of vendors that are read at most, also where they are nearly empty. */
const MAX_LIVE_PAGES = 40;

/** Reads the groups of one provider: what is kept as it is kept, the rest call by call as far as a page's requests go. */
export async function readGroups(
  { provider, filter }: FiguresRequest['queries'][number],
  { by, figures, range, age, deadlines, joinParts }: FiguresRequest,
  cells: TimeCells,
  { now, maxLiveCalls }: { readonly now: () => Instant; readonly maxLiveCalls: number },
  signal: AbortSignal,
): Promise<ReadGroups> {
  const groupings = new Set(GROUPINGS.filter((grouping) => (by as readonly string[]).includes(grouping)));
  const question = provider.prepare(filter, selectionForGroups(groupings, figures));
  refuseUnreturnable(provider, question);
  const since = range.from === undefined ? figuresSince(provider) : -Infinity;
  const reading = intersectRanges(cells.reading, { from: since, to: Infinity });
  const nothing: ReadGroups = { provider: provider.key, groups: [], problems: [], asOf: null };
  if (question.matchesNothing || isEmptyRange(reading)) return nothing;

  const isKeptOnly = age.isKeptOnly === true;
  const share = deadlines.share(provider, signal);
  const questionOf = (part: TimeRange): GroupQuestion => ({ borders: cells.bordersIn(part), by: groupings, figures });
  const groups: (readonly CallGroup[])[] = [];
  const first = await readFirst([{ provider, question, range: reading }], { deadlines }, signal);
  const problems: ProviderError[] = [...first.problems];
  try {
    const { groupKept } = question;
    const kept =
      groupKept && (await share.ask('figures of its calls', () => groupKept(questionOf(reading), share.signal)));
    groups.push(kept?.groups ?? []);
    let asOf = kept?.asOf ?? null;
    const gaps = kept?.gaps ?? [{ range: reading, problem: null }];
    const scope: LiveScope = {
      provider,
      question,
      residual: createResidualFilter(filter, question.left, joinParts),
      parts: partsRead(groupings, figures),
      joinParts,
      share,
      now,
      budget: { calls: maxLiveCalls, pages: MAX_LIVE_PAGES },
    };
    const left: TimeRange[] = [];
    // The newest first: it is what people look for, and what is not kept yet.
    for (const { range: gap, problem } of gaps.toReversed()) {
      // A vendor that does not answer takes its gap away, and nothing that is kept.
      const read = problem ?? (isKeptOnly ? null : await listGap(scope, gap).catch(asAnswer));
      if (read === null) left.unshift(gap);
      else if (read instanceof ProviderError) problems.push(read === problem ? read : unread(read, gap));
      else {
        groups.push(groupCalls(read.calls, questionOf(gap)));
        problems.push(...read.problems);
        asOf = Math.min(asOf ?? Infinity, read.asOf);
      }
    }
    if (left.length > 0)
      problems.push(
        kept?.failure
          ? unanswered(provider, kept.failure, left)
          : notKept(provider, left, reading, { keeps: groupKept !== undefined, isKeptOnly }),
      );
    return { provider: provider.key, groups: groups.flat(), problems: [...new Set(problems)], asOf };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ...nothing, problems: [...problems, error] };
  }
}

const partsRead = (groupings: ReadonlySet<Grouping>, figures: ReadonlySet<FigureName>): ReadonlySet<JoinedPart> =>
  new Set<JoinedPart>([
    ...(groupings.has('AGENT') ? (['agents'] as const) : []),
    ...(groupings.has('QUEUE') ? (['queues'] as const) : []),
    ...(figures.has('cost') ? (['cost'] as const) : []),
  ]);
