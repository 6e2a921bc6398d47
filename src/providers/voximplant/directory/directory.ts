import { inOrderOfId } from '../../../domain/native-id.ts';
import { LRUCache } from 'lru-cache';
import type { Agent } from '../../../domain/agent.ts';
import { ProviderError, type Slot, asAnswer, orThrow } from '../../../domain/provider-error.ts';
import { booleanOrNull, idOrNull, objectsOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Instant } from '../../../time/instant.ts';
import { createMemory } from '../../create-memory.ts';
import type { Client } from '../api/client.ts';
import type { ApplicationRow, SessionRow, UserRow } from '../api/wire.ts';
import type { RowContext } from '../calls/row.ts';

/** The users of the account. The vendor lists them one application at a time, and rows say which those are. */
export type UserDirectory = ReturnType<typeof createDirectory>;

/** Users that were read, and the applications whose users were not. */
type UsersRead = { readonly find: RowContext['findUser']; readonly problems: readonly ProviderError[] };

type Users = { readonly byId: ReadonlyMap<string, Agent>; readonly byName: ReadonlyMap<string, Agent> };

/** People come and go seldom; a name that is a minute old is good enough. */
const KEPT_MS = 60_000;
const MOST_APPLICATIONS = 1000;
const MOST_USERS = 20_000;

/** Makes a directory that keeps what it has read for a minute. */
export function createDirectory(client: Client, provider: string, now: () => Instant) {
  const users = createMemory<Users>({ max: MOST_APPLICATIONS, keptMs: KEPT_MS, now });
  const applications = createMemory<readonly string[]>({ max: 1, keptMs: KEPT_MS, now });
  const seen = new LRUCache<string, string>({ max: MOST_USERS });

  const readApplication = async (id: string, signal: AbortSignal): Promise<Users> => {
    const kept = users.get(id);
    if (kept) return kept;
    const { result } = await client.getUsers(id, signal);
    const read = toUsers(objectsOf(result), provider);
    users.set(id, read);
    return read;
  };

  const readApplications = async (signal: AbortSignal): Promise<readonly string[]> => {
    const kept = applications.get('all');
    if (kept) return kept;
    const { result } = await client.getApplications(signal);
    const ids = objectsOf(result).flatMap((row: ApplicationRow) => textOrNull(row.application_id) ?? []);
    applications.set('all', ids);
    return ids;
  };

  /** The users of several applications, each with the error that stood in the way. */
  const readEach = (ids: readonly string[], signal: AbortSignal): Promise<(Users | ProviderError)[]> =>
    Promise.all(ids.map((id) => readApplication(id, signal).catch(asAnswer)));

  return {
    /** Remembers which applications there are, and whose users the rows name. */
    notice(rows: readonly SessionRow[]): void {
      for (const row of rows) {
        const application = textOrNull(row.application_id);
        const user = idOrNull(row.user_id);
        if (application !== null && user !== null) seen.set(user, application);
      }
    },
    /** Reads the users of applications; one that cannot be read is a problem, and the others are there. */
    async readUsers(ids: readonly string[], signal: AbortSignal): Promise<UsersRead> {
      const read = await readEach(ids, signal);
      const byApplication = new Map(ids.map((id, index) => [id, read[index]]));
      return {
        problems: read.filter((entry) => entry instanceof ProviderError),
        find(application, name) {
          const entry = byApplication.get(application);
          return entry instanceof ProviderError ? undefined : entry?.byName.get(name);
        },
      };
    },
    async getAgents(ids: readonly string[], signal: AbortSignal): Promise<Slot<Agent>[]> {
      if (ids.length === 0) return [];
      const named = new Set(ids.flatMap((id) => seen.get(id) ?? []));
      for (const [application, { byId }] of users.entries()) if (ids.some((id) => byId.has(id))) named.add(application);
      let read = await readEach([...named], signal);
      // An id that no row has named may be of any application.
      if (ids.some((id) => !seen.has(id) && agentAmong(id, read) === null)) {
        const all = await readApplications(signal).catch(asAnswer);
        read = all instanceof ProviderError ? [...read, all] : await readEach([...named.union(new Set(all))], signal);
      }
      const failure = read.find((entry) => entry instanceof ProviderError) ?? null;
      return ids.map((id) => agentAmong(id, read) ?? failure);
    },
    async listAgents(signal: AbortSignal): Promise<readonly Agent[]> {
      const read = await readEach(await readApplications(signal), signal);
      return inOrderOfId(read.flatMap((users) => [...orThrow(users).byId.values()]));
    },
  };
}

function toUsers(rows: readonly UserRow[], provider: string): Users {
  const byId = new Map<string, Agent>();
  const byName = new Map<string, Agent>();
  for (const row of rows) {
    const agent = toAgent(row, provider);
    const name = textOrNull(row.user_name);
    if (!agent) continue;
    byId.set(agent.nativeId, agent);
    if (name !== null) byName.set(name, agent);
  }
  return { byId, byName };
}

function agentAmong(id: string, read: readonly (Users | ProviderError)[]): Agent | null {
  for (const entry of read) {
    const agent = entry instanceof ProviderError ? undefined : entry.byId.get(id);
    if (agent) return agent;
  }
  return null;
}

/** A user of an application. The vendor keeps neither an address nor an extension for it. */
function toAgent(user: UserRow, provider: string): Agent | null {
  const nativeId = textOrNull(user.user_id);
  if (nativeId === null || !/^\d+$/.test(nativeId)) return null;
  return {
    provider,
    nativeId,
    displayName: textOrNull(user.user_display_name) ?? textOrNull(user.user_name),
    email: null,
    extension: null,
    isActive: booleanOrNull(user.user_active),
  };
}
