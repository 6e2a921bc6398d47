import { SECOND_MS } from '../../../time/instant.ts';
import { MAX_COUNT_REQUESTS } from '../../../domain/provider.ts';
import { type TimeRange, isEmptyRange } from '../../../time/time-range.ts';
import { splitRange } from '../../../time/time-windows.ts';
import { type Client, toWindow } from '../api/client.ts';
import type { CallQueries } from './filter.ts';
import { MAX_WINDOW_MS } from './list-calls.ts';

/** Adds up what Zoom says of each month; null where the filter is not wholly Zoom's, or the range too long. */
export async function countCalls(
  range: TimeRange,
  plan: CallQueries,
  client: Client,
  signal: AbortSignal,
): Promise<number | null> {
  if (plan.matchesNothing || isEmptyRange(range)) return 0;
  const slices = splitRange(range, MAX_WINDOW_MS);
  if (!plan.isExact || slices.length > MAX_COUNT_REQUESTS) return null;
  const [parameters = {}] = plan.queries;
  const ids = parameters.user_ids ?? parameters.cc_queue_ids;
  const count = async ({ from, to }: TimeRange): Promise<number | 'unknown' | null> => {
    // Both ends belong to a window of Zoom's, and the end of a slice to the next one.
    const window = toWindow({ from, to: to - SECOND_MS });
    const page = await client.listVoiceCalls({ ...parameters, ...window, page_size: '1' }, signal);
    return 'unknown' in page ? 'unknown' : page.total;
  };
  // An id that Zoom does not know in one month it knows in none: the first one tells.
  const [first, ...others] = slices;
  const begun = ids === undefined || first === undefined ? [] : [await count(first)];
  const rest = begun.includes('unknown') ? [] : begun.length > 0 ? others : slices;
  const totals = [...begun, ...(await Promise.all(rest.map(count)))];
  // A list of ids with an unknown one is refused whole, whatever the others have.
  if (totals.includes('unknown')) return ids?.includes(',') === true ? null : 0;
  return totals.reduce<number | null>(
    (sum, total) => (sum === null || typeof total !== 'number' ? null : sum + total),
    0,
  );
}
