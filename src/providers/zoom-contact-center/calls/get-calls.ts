import type { CallKey, CallSession } from '../../../domain/call-session.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import type { Client } from '../api/client.ts';
import { collectFailures } from '../../collect-failures.ts';
import { type Densities, MAX_WINDOW_MS } from './list-calls.ts';
import { type LookUp, type LookUpStep, planLookUps } from './plan-look-ups.ts';
import { instantOrNull } from '../../columns/read-cell.ts';
import { PAGE_SIZE, type WindowReader } from './read-window.ts';
import type { View } from './to-call-session.ts';

/** Gives calls by id, in the order of the keys, null for the unknown. */
export type GetCalls = (keys: readonly CallKey[], view: View, signal: AbortSignal) => Promise<Slot<CallSession>[]>;

/** Finds calls by their engagement ids: many in a window they share, others one by one. */
export function createGetCalls(client: Client, reader: WindowReader, densities: Densities): GetCalls {
  const rowsWithin = (ms: number): number | null => {
    const length = densities.of([{}]).lengthOf(1);
    return length === null ? null : ms / length;
  };

  return async (keys, view, signal) => {
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

    const readById = async ({ nativeId, span }: LookUp): Promise<void> => {
      const result = await reader.read(aroundOf(span), { engagement_id: nativeId }, view, Infinity, signal);
      const rows = 'rows' in result ? result.rows : [];
      const found = rows.find((row) => !(row instanceof ProviderError) && row.nativeId === nativeId);
      // A row that cannot be read has no id: where the call is missing, it may be the one.
      slots.set(nativeId, found ?? rows.find((row) => row instanceof ProviderError) ?? null);
    };
    const readWindow = async (window: TimeRange, lookUps: readonly LookUp[]): Promise<LookUpStep[]> => {
      // Not one page more than asking for each by its id would cost.
      const result = await reader.read(window, {}, view, (lookUps.length - 1) * PAGE_SIZE, signal);
      const windowMs = window.to - window.from;
      const count = 'rows' in result ? result.rows.length : result.total;
      densities.of([{}]).note(count, windowMs);
      if (!('rows' in result))
        return planLookUps(lookUps, { ...plan, rowsWithin: (ms) => Math.ceil((count * ms) / windowMs) });
      for (const row of result.rows) if (!(row instanceof ProviderError)) slots.set(row.nativeId, row);
      // A start that somebody wrote by hand may be off: who is not here is asked for by id.
      return lookUps.flatMap((lookUp) => (slots.has(lookUp.nativeId) ? [] : [{ by: 'id' as const, lookUp }]));
    };
    const read = async (step: LookUpStep): Promise<void> =>
      step.by === 'id' ? readById(step.lookUp) : readAll(await readWindow(step.window, step.lookUps));
    const readAll = (steps: readonly LookUpStep[]): Promise<void> =>
      collectFailures(steps, read, (step, error) => {
        for (const { nativeId } of step.by === 'id' ? [step.lookUp] : step.lookUps)
          if (!slots.has(nativeId)) slots.set(nativeId, error);
      });

    const plan = { pageSize: PAGE_SIZE, maxMs: MAX_WINDOW_MS, rowsWithin };
    const placed = [...starts].flatMap(([nativeId, startedAt]) =>
      startedAt === undefined || slots.has(nativeId) ? [] : [{ nativeId, span: spanOf(startedAt) }],
    );
    await readAll(planLookUps(placed, plan));
    return keys.map(({ nativeId }) => slots.get(nativeId) ?? null);
  };
}

const spanOf = (startedAt: Instant): TimeRange => ({ from: startedAt, to: startedAt + SECOND_MS });

/** A month around a start: an id is looked for in it at the price of one request, whatever else it holds. */
const aroundOf = ({ from, to }: TimeRange): TimeRange => {
  const margin = Math.floor((MAX_WINDOW_MS - (to - from)) / 2 / SECOND_MS) * SECOND_MS;
  return { from: from - margin, to: to + margin };
};
