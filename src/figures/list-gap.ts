import type { CallSession } from '../domain/call-session.ts';
import type { Share } from '../domain/deadlines.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider, Question } from '../domain/provider.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import { type TimeRange, isEmptyRange } from '../time/time-range.ts';
import { createCallPages } from '../timeline/call-pages.ts';
import { type JoinedPart, isJoined } from '../domain/filter-parts.ts';
import type { JoinParts, ResidualFilter } from '../timeline/residual-filter.ts';

/** What the gaps of one provider share. */
export type LiveScope = {
  readonly provider: Provider;
  readonly question: Question;
  /** What the question leaves of its filter. */
  readonly residual: ResidualFilter;
  /** Parts that figures read, and rows may leave out. */
  readonly parts: ReadonlySet<JoinedPart>;
  readonly joinParts: JoinParts;
  readonly share: Share;
  readonly now: () => Instant;
  /** What may still be read, all gaps together. */
  readonly budget: { calls: number; pages: number };
};

/** The calls of a gap. */
type ListedGap = {
  readonly calls: readonly CallSession[];
  readonly problems: readonly ProviderError[];
  readonly asOf: Instant;
};

/** Reads what is not kept from the vendor; null where that would take more than is left of the budget. */
export async function listGap(scope: LiveScope, gap: TimeRange): Promise<ListedGap | null> {
  const { question, residual, share, now, budget } = scope;
  if (budget.calls <= 0 || (await isKnownToBeMore(scope, gap))) return null;
  const expect = budget.calls;
  const pages = createCallPages({ question, share, direction: 'DESC', expect, maxExpect: expect });
  const calls: CallSession[] = [];
  const problems: ProviderError[] = [];
  let asOf = now();
  try {
    for (let rest = gap; !isEmptyRange(rest);) {
      const page = await pages.next(rest);
      if (page === null) break;
      budget.calls -= page.calls.length;
      budget.pages -= 1;
      if (budget.calls < 0 || budget.pages < 0) return null;
      asOf = Math.min(asOf, page.asOf ?? asOf);
      const passing = await share.ask('what its filter reads', () => residual(page.calls));
      const joined = await joinMissing(scope, passing.calls);
      calls.push(...joined.filter((slot) => !(slot instanceof ProviderError)));
      problems.push(
        ...(page.problems ?? []),
        ...passing.problems,
        ...joined.filter((slot) => slot instanceof ProviderError),
      );
      rest = { from: rest.from, to: page.through };
    }
  } finally {
    pages.close();
  }
  return { calls, problems, asOf };
}

/** One request tells, where the vendor counts at all, that reading would be in vain. */
async function isKnownToBeMore({ provider, question, share, budget }: LiveScope, gap: TimeRange): Promise<boolean> {
  if (!provider.traits.countsCheaply || question.left.length > 0 || gap.to - gap.from <= DAY_MS) return false;
  const count = await share.ask('the number of its calls', () => question.count(gap, share.signal));
  return count !== null && count > budget.calls;
}

/** A call of which a part cannot be had would stand in the wrong bucket: its error takes its place. */
async function joinMissing(
  { parts, joinParts, share }: LiveScope,
  calls: readonly CallSession[],
): Promise<readonly (CallSession | ProviderError)[]> {
  const missing = [...parts].filter((part) => calls.some((call) => !isJoined(call, part)));
  if (missing.length === 0) return calls;
  return share.ask('what its calls consist of', () => joinParts(calls, new Set(missing)));
}
