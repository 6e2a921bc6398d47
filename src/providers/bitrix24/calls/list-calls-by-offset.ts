import { CallFilterError } from '../../../domain/call-filter.ts';
import type { OffsetPage, OffsetQuery, ProviderOrderField } from '../../../domain/provider.ts';
import { orThrow } from '../../../domain/provider-error.ts';
import { intersectRanges, isEmptyRange, wholeSeconds } from '../../../time/time-range.ts';
import type { CompiledFilter } from './filter.ts';
import { PAGE_SIZE, createRowReader } from './list-calls.ts';
import type { PortalParts } from './row.ts';

/** What the vendor sorts by, by our words. */
const SORT_FIELDS = {
  STARTED_AT: 'CALL_START_DATE',
  DURATION: 'CALL_DURATION',
  COST: 'COST',
} as const satisfies Record<ProviderOrderField, string>;

/**
 * One page over the vendor's own offsets. Rows with the same duration or cost have no fixed order there, and offsets
 * shift while calls are written: a page may repeat or miss what the timeline never would.
 */
export async function listCallsByOffset(
  { range, order, offset, limit }: OffsetQuery,
  filter: CompiledFilter,
  parts: PortalParts,
  signal: AbortSignal,
): Promise<OffsetPage> {
  const whole = intersectRanges(wholeSeconds(range), filter.range);
  if (isEmptyRange(whole) || filter.matchesNothing) return { rows: [], total: 0 };
  const [conditions, ...others] = filter.alternatives;
  // Offsets count the vendor's rows: what it does not filter itself cannot be taken out of them.
  if (conditions === undefined || others.length > 0 || !filter.isCountExact)
    throw new CallFilterError(
      'UNSUPPORTED_FILTER',
      `${parts.portal.provider} cannot apply this filter while it orders by ${order.field}: leave out number and hasRecording, or order by STARTED_AT.`,
    );
  const sort = { field: SORT_FIELDS[order.field], direction: order.direction };
  const question = { conditions, range: whole, sort };
  const offsets = Array.from({ length: Math.ceil(limit / PAGE_SIZE) }, (_, index) => offset + index * PAGE_SIZE);
  const answers = await parts.client.listStatisticsTogether(
    offsets.map((start) => ({ ...question, offset: start })),
    signal,
  );
  const pages = answers.map(orThrow);
  const rows = pages.flatMap((page) => page.rows).slice(0, limit);
  const read = createRowReader(parts.portal, parts.log)(rows);
  return {
    rows: read.slots.map((call) => (call !== null && filter.accepts(call) ? call : null)),
    total: pages[0]?.total ?? null,
    problems: read.problems,
  };
}
