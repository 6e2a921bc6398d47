import type { Agent } from '../../../domain/agent.ts';
import { compareText } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import type { Account } from '../api/account.ts';
import { toAgent } from './to-agent.ts';
import type { EmployeeRow, WireFilter } from '../api/wire.ts';
import type { Client } from '../api/client.ts';
import { MOST_ITEMS, readWhole } from '../api/ask-in-parts.ts';
import { type Line, distinctLines, toLine } from '../../../domain/line.ts';
import type { Queue } from '../../../domain/queue.ts';
import { idOrNull, textOrNull } from '../../../transport/read-wire.ts';

/** Agents by id, in the order of the ids. */
export async function getAgents(
  ids: readonly string[],
  { client, provider }: Pick<Account, 'client' | 'provider'>,
  signal: AbortSignal,
): Promise<Slot<Agent>[]> {
  const known = [...new Set(ids)].filter((id) => /^\d{1,19}$/.test(id));
  if (known.length === 0) return ids.map(() => null);
  const rows = await findEmployees(known, client, signal);
  const agents = new Map(toAgents(rows, provider).map((agent) => [agent.nativeId, agent]));
  return ids.map((id) => agents.get(id) ?? null);
}

/** The whole directory. */
export async function listAgents(
  { client, provider }: Pick<Account, 'client' | 'provider'>,
  signal: AbortSignal,
): Promise<readonly Agent[]> {
  const agents = toAgents(await listEmployees(client, signal), provider);
  return agents.sort((a, b) => compareText(a.nativeId, b.nativeId));
}

const toAgents = (rows: readonly EmployeeRow[], provider: string): Agent[] =>
  rows.map((row) => toAgent(row, provider)).filter((agent) => agent !== null);

/**
 * The employees of these ids, and maybe others: at most as many ids go into a filter as it is trusted with. For more of
 * them, or where the filter is refused, the whole directory is asked for: it is one page, whatever the ids.
 */
export async function findEmployees(
  ids: readonly string[],
  client: Pick<Client, 'employees'>,
  signal: AbortSignal,
): Promise<readonly EmployeeRow[]> {
  if (ids.length > MOST_ITEMS) return listEmployees(client, signal);
  const filter: WireFilter = { field: 'id', operator: 'in', value: ids.map(BigInt) };
  try {
    return await readWhole((offset) => client.employees({ filter, offset }, signal));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'unsupported') throw error;
    return listEmployees(client, signal);
  }
}

/** The whole directory. */
export const listEmployees = (
  client: Pick<Client, 'employees'>,
  signal: AbortSignal,
): Promise<readonly EmployeeRow[]> => readWhole((offset) => client.employees({ filter: null, offset }, signal));

/** Queues by id, in the order of the ids. */
export async function getQueues(
  ids: readonly string[],
  account: Pick<Account, 'client' | 'provider'>,
  signal: AbortSignal,
): Promise<Slot<Queue>[]> {
  if (ids.length === 0) return [];
  const queues = new Map((await listQueues(account, signal)).map((queue) => [queue.nativeId, queue]));
  return ids.map((id) => queues.get(id) ?? null);
}

/** The vendor's groups, which one question lists whole. */
export async function listQueues(
  { client, provider }: Pick<Account, 'client' | 'provider'>,
  signal: AbortSignal,
): Promise<readonly Queue[]> {
  const queues = new Map<string, Queue>();
  for (const row of await client.groups(signal)) {
    const nativeId = idOrNull(row.id);
    if (nativeId !== null) queues.set(nativeId, { provider, nativeId, name: textOrNull(row.name) });
  }
  return [...queues.values()].sort((a, b) => compareText(a.nativeId, b.nativeId));
}

/** The account's own numbers; null where they are not open to this key. */
export async function listLines(
  { lineNames, provider, defaultCountry }: Pick<Account, 'lineNames' | 'provider' | 'defaultCountry'>,
  signal: AbortSignal,
): Promise<readonly Line[] | null> {
  const { numbers, problem } = await lineNames(signal);
  if (problem) throw problem;
  const lines = numbers?.map(({ number, name }) =>
    toLine(provider, { number, displayName: name, defaultCountry }, name),
  );
  if (lines === undefined) return null;
  return distinctLines(lines.filter((line) => line !== null)).sort((a, b) => compareText(a.nativeId, b.nativeId));
}
