import type { Instant } from '../../../time/instant.ts';
import type { TimeRange } from '../../../time/time-range.ts';

/** Something to find: its id, and the time it lies in. */
export type LookUp = { readonly nativeId: string; readonly span: TimeRange };

/** One request or more: a window that many lie in, or one of them by its id. */
export type LookUpStep =
  | { readonly by: 'window'; readonly window: TimeRange; readonly lookUps: readonly LookUp[] }
  | { readonly by: 'id'; readonly lookUp: LookUp };

/** What look-ups are planned by. */
export type LookUpPlan = {
  readonly pageSize: number;
  readonly maxMs: number;
  /** About how many rows a window of this length holds; null while nobody knows. */
  readonly rowsWithin: (ms: number) => number | null;
};

/**
 * Groups look-ups into the fewest requests: neighbours share a window where reading its pages costs less than asking
 * for each by its id.
 */
export function planLookUps(lookUps: readonly LookUp[], plan: LookUpPlan): LookUpStep[] {
  const sorted = lookUps.toSorted((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
  const groups: Group[] = [];
  for (const lookUp of sorted) {
    const group = groups.at(-1);
    const joined = group && join(group, lookUp);
    const isNear = joined !== undefined && joined.to - joined.from <= plan.maxMs;
    // One more page or less is no dearer than one more request.
    if (group && isNear && pagesOf(joined, plan) <= pagesOf(group, plan) + 1) groups[groups.length - 1] = joined;
    else groups.push({ ...lookUp.span, lookUps: [lookUp] });
  }
  // While nobody knows how crowded a window is, two ids are no reason to look into one.
  return groups.flatMap((group): LookUpStep[] =>
    group.lookUps.length > (plan.rowsWithin(1) === null ? 2 : 1) && pagesOf(group, plan) < group.lookUps.length
      ? [{ by: 'window', window: { from: group.from, to: group.to }, lookUps: group.lookUps }]
      : group.lookUps.map((lookUp) => ({ by: 'id', lookUp })),
  );
}

type Group = { readonly from: Instant; readonly to: Instant; readonly lookUps: readonly LookUp[] };

const join = (group: Group, lookUp: LookUp): Group => ({
  from: Math.min(group.from, lookUp.span.from),
  to: Math.max(group.to, lookUp.span.to),
  lookUps: [...group.lookUps, lookUp],
});

const pagesOf = ({ from, to }: TimeRange, { pageSize, rowsWithin }: LookUpPlan): number =>
  Math.max(1, Math.ceil((rowsWithin(to - from) ?? 0) / pageSize));
