import type { CallKey, CallSession } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { chunksOf } from '../../chunks-of.ts';
import type { Bitrix24Client } from '../api/client.ts';
import type { SentCondition } from './filter-fields.ts';
import { type Portal, isNativeId } from './row.ts';
import { PAGE_SIZE } from './list-calls.ts';
import { toCallSession } from './to-call-session.ts';

/** Finds calls by id: a list of ids fills one page, and many lists travel together. */
export async function getCalls(
  keys: readonly CallKey[],
  { client, portal }: { client: Pick<Bitrix24Client, 'listStatisticsTogether'>; portal: Portal },
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  const ids = [...new Set(keys.map((key) => key.nativeId))].filter(isNativeId);
  const chunks = chunksOf(ids, PAGE_SIZE);
  const questions = chunks.map((values) => ({ conditions: [{ ...BY_ID, values }] }));
  const pages = await client.listStatisticsTogether(questions, signal);
  const found = new Map<string, Slot<CallSession>>();
  for (const [index, page] of pages.entries()) {
    if (page instanceof ProviderError) for (const id of chunks[index] ?? []) found.set(id, page);
    else for (const row of page.rows) note(row, portal, found);
  }
  return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
}

const BY_ID: Omit<SentCondition, 'values'> = { field: 'ID', type: 'identifier', operator: 'in' };

function note(row: unknown, portal: Portal, found: Map<string, Slot<CallSession>>): void {
  const call = toCallSession(row, portal);
  // A row that cannot be read fails the key it belongs to; one without an id belongs to none.
  const id = textOrNull(recordOf(row).ID);
  if (id !== null) found.set(id, call);
}
