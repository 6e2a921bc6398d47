import type { Agent } from '../../domain/agent.ts';
import { compareText } from '../../domain/call-session.ts';
import { DAY_MS, type Instant } from '../../domain/instant.ts';
import { readCurrency } from '../../domain/money.ts';
import type { Provider, ProviderCapabilities } from '../../domain/provider.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Queue } from '../../domain/queue.ts';
import { createFileHosts } from '../../transport/file-hosts.ts';
import { textOrNull } from '../../transport/read-wire.ts';
import { historySinceOf } from '../history-since-of.ts';
import type { ProviderTools } from '../provider-tools.ts';
import type { Account } from './account.ts';
import { type AccountZone, accountZone } from './account-zone.ts';
import { checkAccount } from './check.ts';
import { type Client, MAX_PAGE, createClient } from './client.ts';
import { countCalls } from './count-calls.ts';
import { APPLIED_FIELDS, compileFilter } from './filter.ts';
import { findCalls } from './find-calls.ts';
import { findEmployees, listEmployees } from './find-employees.ts';
import { createGetLinkedCalls } from './get-linked-calls.ts';
import { isNativeId } from './is-native-id.ts';
import { getCosts, getLegs } from './join-legs.ts';
import { getRecordings } from './join-recordings.ts';
import { createReadLineNames } from './line-names.ts';
import { listCalls } from './list-calls.ts';
import { createOpenMedia } from './open-media.ts';
import { createRpc } from './rpc.ts';
import { type CallgearSettings, mediaBaseUrlOf } from './settings.ts';
import { toAgent } from './to-agent.ts';
import type { EmployeeRow } from './wire.ts';

const CAPABILITIES: ProviderCapabilities = {
  pagination: 'OFFSET',
  maxPageSize: MAX_PAGE,
  filters: APPLIED_FIELDS,
  orderFields: ['STARTED_AT'],
  countsCheaply: true,
  hasRecordings: true,
  hasLegs: true,
  hasQueues: true,
  ownsSessionIds: false,
  references: ['externalIds'],
  canFinishExternalCalls: false,
};

/** A call appears when it ends; none is known to have lasted a day. */
const SETTLES_AFTER_MS = DAY_MS;

/** A CallGear account (also sold as CoMagic, UIS and Novofon) behind the port. */
export function createCallgear(settings: CallgearSettings, tools: ProviderTools): Provider {
  const { id: key, defaultCountry = null } = settings;
  const mediaBaseUrl = mediaBaseUrlOf(settings);
  const rpc = createRpc(settings, tools);
  // Glued recordings are served by a host beside that of the others.
  const glued = new URL(mediaBaseUrl).host.replace(/^app\./, 'media.');
  const client = createClient(rpc.ask, tools, createFileHosts([mediaBaseUrl], [glued]));
  const historySince = (): Instant => historySinceOf(settings, tools.now());
  const account: Account = {
    provider: key,
    client,
    defaultCountry,
    now: tools.now,
    log: tools.log,
    mediaBaseUrl,
    historySince,
    zone: createZoneSource(settings, client),
    currency: createCurrencySource(settings, client),
    lineNames: createReadLineNames(client),
  };
  const toAgents = (rows: readonly EmployeeRow[]): Agent[] =>
    rows.map((row) => toAgent(row, key)).filter((agent) => agent !== null);

  return {
    key,
    kind: 'callgear',
    name: settings.name ?? key,
    capabilities: CAPABILITIES,
    deadlineMs: settings.deadlineMs,
    historySince,
    settledThrough: () => tools.now() - SETTLES_AFTER_MS,
    status: () => rpc.status(),
    check: (signal) => checkAccount(account, settings.timeZone, signal),
    planFilter(filter) {
      const { applied, matchesNothing } = compileFilter(filter, { defaultCountry, toWall: String });
      return { applied, matchesNothing };
    },
    listCalls: (query, signal) => listCalls(query, account, signal),
    countCalls: (range, filter, signal) => countCalls(range, filter, account, signal),
    getCalls: (keys, selection, signal) => findCalls(keys, selection, account, signal),
    isNativeId,
    getLinkedCalls: createGetLinkedCalls(account),
    getLegs: (calls, signal) => getLegs(calls, account, signal),
    getRecordings: (calls, signal) => getRecordings(calls, account, signal),
    getCosts: (calls, signal) => getCosts(calls, account, signal),
    async getAgents(ids, signal) {
      const known = [...new Set(ids)].filter((id) => /^\d{1,19}$/.test(id));
      if (known.length === 0) return ids.map(() => null);
      const rows = await findEmployees(known, client, signal);
      const agents = new Map(toAgents(rows).map((agent) => [agent.nativeId, agent]));
      return ids.map((id) => agents.get(id) ?? null);
    },
    async getQueues(ids, signal) {
      if (ids.length === 0) return [];
      const queues = new Map<string, Queue>();
      for (const row of await client.groups(signal)) {
        const nativeId = textOrNull(row.id);
        if (nativeId !== null) queues.set(nativeId, { provider: key, nativeId, name: textOrNull(row.name) });
      }
      return ids.map((id) => queues.get(id) ?? null);
    },
    async listAgents(signal) {
      const agents = toAgents(await listEmployees(client, signal));
      return agents.sort((a, b) => compareText(a.nativeId, b.nativeId));
    },
    openMedia: createOpenMedia(account),
    close: () => tools.http.close(),
  };
}

function createZoneSource({ id, timeZone }: CallgearSettings, client: Client): Account['zone'] {
  let zone: AccountZone | null = timeZone === undefined ? null : accountZone(timeZone);
  const misconfigured = (said: string, cause: unknown) =>
    new ProviderError(id, 'misconfigured', `CallGear, asked for the zone of the account: ${said}. Set timeZone.`, {
      cause,
    });
  return async (signal) => {
    if (zone !== null) return zone;
    const { timezone } = await client.account(signal).catch((error: unknown) => {
      // An agent's key may not read the account.
      throw isClosed(error) ? misconfigured(error.message, error) : error;
    });
    const name = textOrNull(timezone);
    if (name === null) throw misconfigured('it names none', undefined);
    try {
      zone = accountZone(name);
      return zone;
    } catch (cause) {
      throw misconfigured(`${JSON.stringify(name)} is not known here`, cause);
    }
  };
}

/** An account without the component that tells its currency keeps its costs to itself; anything else passes. */
function createCurrencySource({ currency }: CallgearSettings, client: Client): Account['currency'] {
  let known: string | null | undefined = currency;
  return async (signal) => {
    if (known !== undefined) return known;
    try {
      known = readCurrency(await client.reportCurrency(signal));
      return known;
    } catch (error) {
      if (!isClosed(error)) throw error;
      known = null;
      return null;
    }
  };
}

/** Whether the account does not open a method to this key. */
const isClosed = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && (error.kind === 'forbidden' || error.kind === 'unsupported');
