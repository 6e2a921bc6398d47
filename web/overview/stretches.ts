import type { CallOutcome } from '../graph/generated/graphql.ts';
import { OUTCOME_GROUPS, type OutcomeGroup, groupOf } from './outcome-groups.ts';
import { type Range, earlier } from './range.ts';

/** One bar: an hour, a day, a week or a month of the viewer's calendar. */
export type Stretch = {
  readonly from: Date;
  readonly to: Date;
  readonly calls: number;
  readonly groups: Readonly<Record<OutcomeGroup, number>>;
  /** The calls of the same stretch of the period before; null where that has none such. */
  readonly before: number | null;
};

type Bucket = { readonly from: string; readonly figures: { readonly calls: number } };
type OutcomeBucket = Bucket & { readonly outcome: CallOutcome | null };
type Buckets<B> = { readonly buckets: readonly B[] };

export type TimesRead = {
  readonly stretches: Buckets<Bucket & { readonly to: string }>;
  readonly outcomes: Buckets<OutcomeBucket>;
  readonly stretchesBefore: Buckets<Bucket>;
};

/** Joins the bars of a period to how their calls ended, and to the period before. */
export function toStretches(
  { stretches, outcomes, stretchesBefore: { buckets: before } }: TimesRead,
  { days, every }: Pick<Range, 'days' | 'every'>,
): Stretch[] {
  const outcomesFrom = Map.groupBy(outcomes.buckets, ({ from }) => from);
  const callsFrom = new Map(before.map(({ from, figures }) => [Date.parse(from), figures.calls]));
  // Days and hours are compared by the calendar. Weeks and months of two periods need not begin alike: by their place.
  const isByCalendar = every === 'DAY' || every === 'HOUR';
  return stretches.buckets.map(({ from, to, figures }, place) => ({
    from: new Date(from),
    to: new Date(to),
    calls: figures.calls,
    groups: groupsOf(outcomesFrom.get(from) ?? []),
    before:
      (isByCalendar ? callsFrom.get(earlier(new Date(from), days).getTime()) : before[place]?.figures.calls) ?? null,
  }));
}

function groupsOf(buckets: readonly OutcomeBucket[]): Record<OutcomeGroup, number> {
  const groups = Object.fromEntries(OUTCOME_GROUPS.map((group) => [group, 0])) as Record<OutcomeGroup, number>;
  for (const { outcome, figures } of buckets) groups[groupOf(outcome ?? 'UNKNOWN')] += figures.calls;
  return groups;
}
