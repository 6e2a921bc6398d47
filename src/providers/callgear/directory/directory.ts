import { inOrderOfId } from '../../../domain/native-id.ts';
import type { Agent, AgentMention } from '../../../domain/agent.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { type Line, distinctLines, toLine } from '../../../domain/line.ts';
import type { Queue } from '../../../domain/queue.ts';
import type { Instant } from '../../../time/instant.ts';
import { idOrNull, listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { createMemory } from '../../create-memory.ts';
import { type Account, type LineNames, NO_LINE_NAMES } from '../api/account.ts';
import { MOST_ITEMS } from '../api/ask-in-parts.ts';
import type { Client } from '../api/client.ts';
import { isClosed } from '../api/to-error.ts';
import type { CallRow, EmployeeRow } from '../api/wire.ts';
import { PEOPLE } from '../calls/columns-for.ts';

/** Who works there, where calls wait and which numbers there are; nothing is remembered. */
export function createDirectory(account: Account) {
  const { client, provider, defaultCountry } = account;
  const toAgents = (rows: readonly EmployeeRow[]): Agent[] => rows.flatMap((row) => toAgent(row, provider) ?? []);
  /** The vendor's groups, which one question lists whole. */
  const listQueues = async (signal: AbortSignal): Promise<readonly Queue[]> => {
    const rows = await client.groups(signal);
    const queues = rows.flatMap((row): Queue | [] => {
      const nativeId = idOrNull(row.id);
      return nativeId === null ? [] : { provider, nativeId, name: textOrNull(row.name) };
    });
    return inOrderOfId(queues);
  };
  return {
    async getAgents(ids: readonly string[], signal: AbortSignal): Promise<Slot<Agent>[]> {
      const known = [...new Set(ids)].filter((id) => /^\d{1,19}$/.test(id));
      if (known.length === 0) return ids.map(() => null);
      const rows = await findEmployees(known, client, signal);
      const agents = new Map(toAgents(rows).map((agent) => [agent.nativeId, agent]));
      return ids.map((id) => agents.get(id) ?? null);
    },
    listAgents: async (signal: AbortSignal): Promise<readonly Agent[]> =>
      inOrderOfId(toAgents(await client.employees(signal))),
    async getQueues(ids: readonly string[], signal: AbortSignal): Promise<Slot<Queue>[]> {
      if (ids.length === 0) return [];
      const queues = new Map((await listQueues(signal)).map((queue) => [queue.nativeId, queue]));
      return ids.map((id) => queues.get(id) ?? null);
    },
    listQueues,
    /** The account's own numbers; null where they are not open to this key. */
    async listLines(signal: AbortSignal): Promise<readonly Line[] | null> {
      const { numbers, problem } = await account.lineNames(signal);
      if (problem) throw problem;
      if (numbers === undefined) return null;
      const lines = numbers.flatMap(
        ({ number, name }) => toLine(provider, { number, displayName: name, defaultCountry }, name) ?? [],
      );
      return inOrderOfId(distinctLines(lines));
    },
  };
}

/**
 * The employees of these ids, and maybe others: at most as many ids go into a filter as it is trusted with. For more of
 * them, or where the filter is refused, the whole directory is asked for: it is one page, whatever the ids.
 */
async function findEmployees(
  ids: readonly string[],
  client: Pick<Client, 'employees'>,
  signal: AbortSignal,
): Promise<readonly EmployeeRow[]> {
  if (ids.length > MOST_ITEMS) return client.employees(signal);
  try {
    return await client.employees(signal, { field: 'id', operator: 'in', value: ids.map(BigInt) });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'unsupported') throw error;
    return client.employees(signal);
  }
}

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** An employee of the directory; null for one without an id. No field says that an employee is switched off. */
function toAgent(row: EmployeeRow, provider: string): Agent | null {
  const nativeId = idOrNull(row.id);
  if (nativeId === null) return null;
  const email = textOrNull(row.email);
  const names = [textOrNull(row.last_name), textOrNull(row.first_name)].filter((name) => name !== null);
  return {
    provider,
    nativeId,
    displayName: textOrNull(row.full_name) ?? (names.join(' ') || null),
    email: email !== null && EMAIL.test(email) ? email : null,
    extension: textOrNull(recordOf(row.extension).extension_phone_number),
    isActive: null,
  };
}

/** Everybody a call names, each once: who took part, and the first and last to pick up and to talk. */
export function toMentions(row: CallRow, provider: string): AgentMention[] {
  const agents = new Map<string, AgentMention>();
  const add = (id: unknown, name: unknown): void => {
    const nativeId = textOrNull(id);
    if (nativeId === null || agents.has(nativeId)) return;
    const displayName = textOrNull(name);
    agents.set(nativeId, { provider, nativeId, ...(displayName === null ? {} : { displayName }) });
  };
  for (const part of listOf(row.employees)) {
    const { employee_id, employee_full_name } = recordOf(part);
    add(employee_id, employee_full_name);
  }
  for (const name of PEOPLE) add(row[`${name}_employee_id`], row[`${name}_employee_full_name`]);
  return [...agents.values()];
}

/** Numbers are named seldom; a name that is a minute old is good enough. */
const KEPT_MS = 60_000;

/** Reads the names of the account's numbers, one question for all of them. Calls stand without them. */
export function createReadLineNames(client: Pick<Client, 'virtualNumbers'>, now: () => Instant): Account['lineNames'] {
  const kept = createMemory<LineNames>({ max: 1, keptMs: KEPT_MS, now });
  return async (signal) => {
    const known = kept.get('all');
    if (known) return known;
    try {
      const rows = await client.virtualNumbers(signal);
      const numbers = rows.flatMap((row) => {
        const number = textOrNull(row.virtual_phone_number);
        return number === null ? [] : { number, name: textOrNull(row.name) };
      });
      const named = numbers.flatMap(({ number, name }) => (name === null ? [] : [[number, name] as const]));
      const names = { numbers, byNumber: new Map(named), problem: null };
      kept.set('all', names);
      return names;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (!isClosed(error)) return { ...NO_LINE_NAMES, problem: error };
      // An account that does not open its numbers to this key leaves them without names: nothing is missing that could come.
      kept.set('all', NO_LINE_NAMES);
      return NO_LINE_NAMES;
    }
  };
}
