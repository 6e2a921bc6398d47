import type { Agent } from '../../../domain/agent.ts';
import { compareText } from '../../../domain/call-session.ts';
import type { Slot } from '../../../domain/provider-error.ts';
import type { Account } from '../api/account.ts';
import { findEmployees, listEmployees } from './find-employees.ts';
import { toAgent } from './to-agent.ts';
import type { EmployeeRow } from '../api/wire.ts';

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
