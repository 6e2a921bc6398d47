import type { CallKey, CallSession } from '../../../domain/call-session.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import type { Client } from '../api/client.ts';
import { collectFailures } from '../../collect-failures.ts';
import { type Densities, MAX_WINDOW_MS } from './list-calls.ts';
import { findAll } from './plan-look-ups.ts';
import { instantOrNull } from '../../columns/read-cell.ts';
import { PAGE_SIZE, type WindowReader } from './read-window.ts';
import type { View } from './to-call-session.ts';

/** Finds calls by their engagement ids, null for the unknown: many in a window they share, others one by one. */
export function createGetCalls(client: Client, reader: WindowReader, densities: Densities) {
  return async (keys: readonly CallKey[], view: View, signal: AbortSignal): Promise<Slot<CallSession>[]> => {
    const slots = new Map<string, Slot<CallSession>>();
    const starts = new Map<string, Instant | undefined>();
    for (const { nativeId, startedAt } of keys) starts.set(nativeId, startedAt ?? starts.get(nativeId));

    // There is no look-up of a voice call without a window: its engagement tells when it was.
    const unplaced = [...starts].flatMap(([nativeId, startedAt]) => (startedAt === undefined ? [nativeId] : []));
    await collectFailures(
      unplaced,
      async (nativeId) => {
        const start = instantOrNull((await client.getEngagement(nativeId, signal))?.start_time);
        if (start === null) slots.set(nativeId, null);
        else starts.set(nativeId, start);
      },
      (nativeId, error) => slots.set(nativeId, error),
    );

    const placed = [...starts].flatMap(([nativeId, startedAt]) =>
      startedAt === undefined || slots.has(nativeId) ? [] : [{ nativeId, span: spanOf(startedAt) }],
    );
    await findAll(placed, {
      pageSize: PAGE_SIZE,
      maxMs: MAX_WINDOW_MS,
      density: densities.of([{}]),
      async readOne({ nativeId, span }) {
        const result = await reader.read(aroundOf(span), { engagement_id: nativeId }, view, Infinity, signal);
        const rows = 'rows' in result ? result.rows : [];
        const found = rows.find((row) => !(row instanceof ProviderError) && row.nativeId === nativeId);
        // A row that cannot be read has no id: where the call is missing, it may be the one.
        slots.set(nativeId, found ?? rows.find((row) => row instanceof ProviderError) ?? null);
      },
      async readWindow(window, lookUps) {
        // Not one page more than asking for each by its id would cost.
        const result = await reader.read(window, {}, view, (lookUps.length - 1) * PAGE_SIZE, signal);
        if (!('rows' in result)) return { count: result.total, missing: null };
        for (const row of result.rows) if (!(row instanceof ProviderError)) slots.set(row.nativeId, row);
        // A start that somebody wrote by hand may be off: who is not here is asked for by id.
        return { count: result.rows.length, missing: lookUps.filter(({ nativeId }) => !slots.has(nativeId)) };
      },
      noteFailure: (nativeId, error) => void (slots.has(nativeId) || slots.set(nativeId, error)),
    });
    return keys.map(({ nativeId }) => slots.get(nativeId) ?? null);
  };
}

const spanOf = (startedAt: Instant): TimeRange => ({ from: startedAt, to: startedAt + SECOND_MS });

/** A month around a start: an id is looked for in it at the price of one request, whatever else it holds. */
const aroundOf = ({ from, to }: TimeRange): TimeRange => {
  const margin = Math.floor((MAX_WINDOW_MS - (to - from)) / 2 / SECOND_MS) * SECOND_MS;
  return { from: from - margin, to: to + margin };
};
