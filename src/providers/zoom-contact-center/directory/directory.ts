import { inOrderOfId } from '../../../domain/native-id.ts';
import type { Agent } from '../../../domain/agent.ts';
import type { ProviderError, Slot } from '../../../domain/provider-error.ts';
import type { Provider } from '../../../domain/provider.ts';
import type { Queue } from '../../../domain/queue.ts';
import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Client } from '../api/client.ts';
import { collectFailures } from '../../collect-failures.ts';
import { type Account, toQueue } from '../api/read-fields.ts';
import { readPages } from '../api/read-pages.ts';
import type { Page, Parameters, QueueRow, UserRow } from '../api/wire.ts';

type ListedPeople = Required<Pick<Provider, 'getAgents' | 'getQueues' | 'listAgents' | 'listQueues'>>;

const PAGE_SIZE = 300;

/** Who works in the contact centre, and where calls wait; nothing is remembered. */
export function createDirectory(account: Account, client: Client): ListedPeople {
  const { provider } = account;
  const users: LookUp<Agent> = {
    list: client.listUsers,
    get: client.getUser,
    read: (row) => toAgent(row, provider),
    idsOf: (row) => [textOrNull(recordOf(row).user_id)],
  };
  const queues: LookUp<Queue> = {
    list: client.listQueues,
    get: client.getQueue,
    read: (row) => toQueue(row, account),
    // Either of its two ids names a queue.
    idsOf: (row) => [recordOf(row).cc_queue_id, (recordOf(row) as QueueRow).queue_id].map(textOrNull),
  };

  return {
    getAgents: (ids, signal) => findAll(provider, users, ids, signal),
    getQueues: (ids, signal) => findAll(provider, queues, ids, signal),
    listAgents: (signal) => listAll(provider, users, signal),
    listQueues: (signal) => listAll(provider, queues, signal),
  };
}

/** How things of one sort are found: all in a list, or one by its id. */
type LookUp<Thing> = {
  readonly list: (parameters: Parameters, signal: AbortSignal) => Promise<Page>;
  readonly get: (id: string, signal: AbortSignal) => Promise<unknown>;
  readonly read: (row: unknown) => Thing | null;
  readonly idsOf: (row: unknown) => readonly (string | null)[];
};

/** The whole list, in order of native id. */
async function listAll<Thing extends { readonly nativeId: string }>(
  provider: string,
  { list, read }: LookUp<Thing>,
  signal: AbortSignal,
): Promise<readonly Thing[]> {
  const { rows } = await readPages(provider, list, { page_size: String(PAGE_SIZE) }, signal);
  return inOrderOfId(rows.flatMap((row) => read(row) ?? []));
}

/** One is asked for by its id, several by the list, unless it turns out to be longer than what is missing. */
async function findAll<Thing>(
  provider: string,
  lookUp: LookUp<Thing>,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Slot<Thing>[]> {
  const slots = new Map<string, Slot<Thing>>();
  const missing = new Set(ids);
  const missingAfter = (rows: readonly unknown[]): number =>
    missing.difference(new Set(rows.flatMap((row) => lookUp.idsOf(row)))).size;
  const put = (row: unknown, only?: string): void => {
    for (const id of only === undefined ? lookUp.idsOf(row) : [only]) {
      if (id === null || !missing.delete(id)) continue;
      slots.set(id, lookUp.read(row));
    }
  };
  if (missing.size > 1) {
    const { rows, isWhole } = await readPages(
      provider,
      lookUp.list,
      { page_size: String(PAGE_SIZE) },
      signal,
      (sofar, page) => missingAfter(sofar) <= pagesLeft(sofar, page),
    );
    for (const row of rows) put(row);
    // Who is not in the whole list is nobody's agent or queue any more.
    if (isWhole) missing.clear();
  }
  await collectFailures(
    [...missing],
    async (id) => {
      const row = await lookUp.get(id, signal);
      if (row !== null) put(row, id);
    },
    (id, error: ProviderError) => slots.set(id, error),
  );
  return ids.map((id) => slots.get(id) ?? null);
}

const pagesLeft = (rows: readonly unknown[], { total }: Page): number =>
  total === null ? 1 : Math.ceil((total - rows.length) / PAGE_SIZE);

/** Reads a user of the contact centre; null for a row without an id. */
function toAgent(value: unknown, provider: string): Agent | null {
  const row: UserRow = recordOf(value);
  const nativeId = idOrNull(row.user_id);
  if (nativeId === null) return null;
  const access = textOrNull(row.user_access);
  return {
    provider,
    nativeId,
    displayName: textOrNull(row.display_name),
    email: textOrNull(row.user_email),
    extension: null,
    isActive: access === 'active' ? true : access === 'inactive' ? false : null,
  };
}
