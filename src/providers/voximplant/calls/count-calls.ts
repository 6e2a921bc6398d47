import { MAX_COUNT_REQUESTS } from '../../../domain/provider.ts';
import { type TimeRange, isEmptyRange, wholeSeconds } from '../../../time/time-range.ts';
import type { CompiledFilter } from './filter.ts';
import { type History, isSecond } from '../api/history.ts';
import { toSwitches } from './plan-parts.ts';

const NO_LISTS = toSwitches({ calls: false, records: false, otherResources: false });

/** Counts by asking for the total of a page of one row; null where rows would have to be read. */
export async function countCalls(
  history: History,
  asked: TimeRange,
  filter: CompiledFilter,
  signal: AbortSignal,
): Promise<number | null> {
  let rest = wholeSeconds(asked);
  if (isEmptyRange(rest) || filter.matchesNothing) return 0;
  // The vendor finds numbers in every call of a session, and so too many.
  if (filter.left.length > 0 || filter.numbers.length > 0) return null;
  const parameters = { ...filter.parameters, ...NO_LISTS };
  let sum = 0;
  for (let requests = 0; !isEmptyRange(rest); requests += 1) {
    if (requests === MAX_COUNT_REQUESTS) return null;
    const page = await history.read({ range: rest, direction: 'ASC', count: 1, withTotal: true, parameters }, signal);
    // Where an hour is lived twice, the vendor is asked for more than is wanted.
    const isExact = [rest.from, rest.to - 1].every((end) => isSecond(page.clock.blockOf(end)));
    if (page.total === null || !isExact) return null;
    sum += page.total;
    rest = { from: page.range.to, to: rest.to };
  }
  return sum;
}
