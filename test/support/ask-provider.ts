import type { CallFilter } from '../../src/domain/call-filter.ts';
import { type CallSelection, PLACE_SELECTION, ROW_SELECTION } from '../../src/domain/call-selection.ts';
import type { CallPage, ListQuery, OffsetPage, OffsetQuery, Provider } from '../../src/domain/provider.ts';
import type { TimeRange } from '../../src/time/time-range.ts';

/** What is asked about calls; without a filter about all of them. */
export type Asked = { readonly filter?: CallFilter; readonly selection?: CallSelection };

/** Prepares a question and lists its calls. */
export const listCalls = (
  provider: Provider,
  { filter = {}, selection = ROW_SELECTION, ...query }: ListQuery & Asked,
  signal: AbortSignal,
): AsyncIterable<CallPage> => provider.prepare(filter, selection).list(query, signal);

/** Prepares a question and counts its calls. */
export const countCalls = async (
  provider: Provider,
  range: TimeRange,
  filter: CallFilter,
  signal: AbortSignal,
): Promise<number | null> => provider.prepare(filter, PLACE_SELECTION).count(range, signal);

/** Prepares a question and reads one page of it by the vendor's offsets. */
export const listCallsByOffset = async (
  provider: Provider,
  { filter = {}, selection = ROW_SELECTION, ...query }: OffsetQuery & Asked,
  signal: AbortSignal,
): Promise<OffsetPage> => provider.prepare(filter, selection).listByOffset!(query, signal);
