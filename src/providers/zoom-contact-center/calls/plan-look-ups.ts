import type { ProviderError } from '../../../domain/provider-error.ts';
import type { RowDensity } from '../../../time/time-windows.ts';
import { collectFailures } from '../../collect-failures.ts';
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

/** How things are found: one by its id, or many in a window that they share. */
export type LookUpWays = Pick<LookUpPlan, 'pageSize' | 'maxMs'> & {
  readonly density: RowDensity;
  readonly readOne: (lookUp: LookUp) => Promise<void>;
  /** Reads a window, and gives who is to be asked for by id after it; null where its rows are too many to be read. */
  readonly readWindow: (
    window: TimeRange,
    lookUps: readonly LookUp[],
  ) => Promise<{ readonly count: number; readonly missing: readonly LookUp[] | null }>;
  readonly noteFailure: (nativeId: string, error: ProviderError) => void;
};

/** Finds all, in the fewest requests. A window that turns out to be crowded is planned anew, by what it holds. */
export async function findAll(all: readonly LookUp[], ways: LookUpWays): Promise<void> {
  const { density, pageSize, maxMs } = ways;
  const stepsFor = (lookUps: readonly LookUp[], rowsWithin: LookUpPlan['rowsWithin']) =>
    planLookUps(lookUps, { pageSize, maxMs, rowsWithin });
  const read = async (step: LookUpStep): Promise<void> => {
    if (step.by === 'id') return ways.readOne(step.lookUp);
    const windowMs = step.window.to - step.window.from;
    const { count, missing } = await ways.readWindow(step.window, step.lookUps);
    density.note(count, windowMs);
    return readSteps(
      missing?.map((lookUp) => ({ by: 'id', lookUp })) ??
        stepsFor(step.lookUps, (ms) => Math.ceil((count * ms) / windowMs)),
    );
  };
  const readSteps = (steps: readonly LookUpStep[]): Promise<void> =>
    collectFailures(steps, read, (step, error) => {
      for (const { nativeId } of step.by === 'id' ? [step.lookUp] : step.lookUps) ways.noteFailure(nativeId, error);
    });
  const lengthOfRow = density.lengthOf(1);
  await readSteps(stepsFor(all, (ms) => (lengthOfRow === null ? null : ms / lengthOfRow)));
}

type Group = { readonly from: Instant; readonly to: Instant; readonly lookUps: readonly LookUp[] };

const join = (group: Group, lookUp: LookUp): Group => ({
  from: Math.min(group.from, lookUp.span.from),
  to: Math.max(group.to, lookUp.span.to),
  lookUps: [...group.lookUps, lookUp],
});

const pagesOf = ({ from, to }: TimeRange, { pageSize, rowsWithin }: LookUpPlan): number =>
  Math.max(1, Math.ceil((rowsWithin(to - from) ?? 0) / pageSize));
