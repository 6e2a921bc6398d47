import { orThrow } from '../../../domain/provider-error.ts';
import { type TimeRange, intersectRanges, isEmptyRange, wholeSeconds } from '../../../time/time-range.ts';
import type { CompiledFilter } from './filter.ts';
import type { PortalParts } from './row.ts';

/** Counts calls with one request; null where the vendor would count others than are listed. */
export async function countCalls(
  range: TimeRange,
  filter: CompiledFilter,
  { client }: PortalParts,
  signal: AbortSignal,
): Promise<number | null> {
  const whole = intersectRanges(wholeSeconds(range), filter.range);
  if (filter.matchesNothing || isEmptyRange(whole)) return 0;
  if (!filter.isCountExact) return null;
  const [first = [], second] = filter.alternatives;
  // What meets either is what meets the one and the other, less what meets both.
  const counted = second === undefined ? [first] : [first, second, [...new Set([...first, ...second])]];
  const pages = await client.listStatisticsTogether(
    counted.map((conditions) => ({ conditions, range: whole, offset: 0 })),
    signal,
  );
  const [one = null, other = 0, both = 0] = pages.map((page) => orThrow(page).total);
  return one === null || other === null || both === null ? null : one + other - both;
}
