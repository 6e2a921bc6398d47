import type { CallKey, CallSession } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { chunksOf } from '../../chunks-of.ts';
import type { RowPage } from '../api/client.ts';
import type { StatisticsQuestion } from '../api/to-parameters.ts';
import { type PortalParts, isNativeId } from './row.ts';
import { PAGE_SIZE } from './list-calls.ts';
import { toCallSession } from './to-call-session.ts';

/** Finds calls by id. */
export function getCalls(
  keys: readonly CallKey[],
  { client, portal }: PortalParts,
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  return findByIds(
    keys.map(({ nativeId }) => nativeId),
    (lists) => client.listStatisticsTogether(lists.map(toQuestion), signal),
    (row) => toCallSession(row, portal),
  );
}

const toQuestion = (values: readonly string[]): StatisticsQuestion => ({
  conditions: [{ field: 'ID', type: 'identifier', operator: 'in', values }],
});

/** Finds things by the ids of their rows: a list of ids fills one page, and many lists travel together. */
export async function findByIds<Found>(
  ids: readonly string[],
  ask: (lists: readonly (readonly string[])[]) => Promise<readonly (RowPage | ProviderError)[]>,
  read: (row: unknown) => Slot<Found>,
): Promise<Slot<Found>[]> {
  const lists = chunksOf([...new Set(ids)].filter(isNativeId), PAGE_SIZE);
  const pages = await ask(lists);
  const found = new Map<string, Slot<Found>>();
  for (const [index, page] of pages.entries()) {
    if (page instanceof ProviderError) for (const id of lists[index] ?? []) found.set(id, page);
    // A row that cannot be read fails the id it belongs to; one without an id belongs to none.
    else
      for (const row of page.rows) {
        const id = textOrNull(recordOf(row).ID);
        if (id !== null) found.set(id, read(row));
      }
  }
  return ids.map((id) => found.get(id) ?? null);
}
