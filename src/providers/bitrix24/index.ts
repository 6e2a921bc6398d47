import type { CallFilter } from '../../domain/call-filter.ts';
import { DAY_MS } from '../../time/instant.ts';
import type { Provider, ProviderCapabilities } from '../../domain/provider.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { historySinceOf } from '../history-since-of.ts';
import type { ProviderTools } from '../provider-tools.ts';
import { check } from './check.ts';
import { createClient } from './api/client.ts';
import { countCalls } from './calls/count-calls.ts';
import { createExternalCalls } from './writes/external-calls.ts';
import { APPLIED_FIELDS, compileFilter } from './calls/filter.ts';
import { getAgents, listAgents } from './directory/get-agents.ts';
import { getCalls } from './calls/get-calls.ts';
import { getLinkedCalls } from './calls/get-linked-calls.ts';
import { getRecordings } from './media/get-recordings.ts';
import { isNativeId } from './calls/is-native-id.ts';
import { PAGE_SIZE, listCalls } from './calls/list-calls.ts';
import { listCallsByOffset } from './calls/list-calls-by-offset.ts';
import { openMedia } from './media/open-media.ts';
import { isMediaUrl } from './media/portal-hosts.ts';
import type { Bitrix24Settings } from './settings.ts';
import type { Portal } from './api/portal.ts';

const CAPABILITIES: Omit<ProviderCapabilities, 'canFinishExternalCalls'> = {
  pagination: 'OFFSET',
  maxPageSize: PAGE_SIZE,
  filters: APPLIED_FIELDS,
  orderFields: ['STARTED_AT', 'DURATION', 'COST'],
  countsCheaply: true,
  hasRecordings: true,
  hasLegs: false,
  hasQueues: false,
  ownsSessionIds: false,
  references: ['sessionIds', 'externalIds'],
};

/** A call is written down when it ends; the longest ones, and integrations that report late, fit into a day. */
const SETTLES_AFTER_MS = DAY_MS;

/** Call history of one Bitrix24 portal. */
export function createBitrix24(settings: Bitrix24Settings, tools: ProviderTools): Provider {
  const { id: provider } = settings;
  const client = createClient(settings, tools);
  const defaultCountry = settings.defaultCountry ?? null;
  const portal: Portal = {
    provider,
    defaultCountry,
    mayFetch: (url) => isMediaUrl(url, client.origin(), settings.mediaHosts),
  };
  const parts = { client, portal, provider, log: tools.log };
  const compile = (filter: CallFilter) => compileFilter(filter, defaultCountry);
  const refuse = async (what: string): Promise<never> => {
    throw new ProviderError(provider, 'unsupported', `Bitrix24 has no ${what}: it keeps one row for each call.`);
  };

  return {
    key: provider,
    kind: 'bitrix24',
    name: settings.name ?? provider,
    // The vendor lets an application write calls down, and no webhook.
    capabilities: { ...CAPABILITIES, canFinishExternalCalls: settings.oauth !== undefined },
    deadlineMs: settings.deadlineMs,
    historySince: () => historySinceOf(settings, tools.now()),
    settledThrough: () => tools.now() - SETTLES_AFTER_MS,
    status: () => client.status(),
    check: (signal) => check({ client, isWebhook: settings.webhookUrl !== undefined, now: tools.now() }, signal),

    planFilter: compile,
    listCalls: (query, signal) => listCalls(query, compile(query.filter), parts, signal),
    countCalls: async (range, filter, signal) => countCalls(range, compile(filter), parts, signal),
    getCalls: (keys, _selection, signal) => getCalls(keys, parts, signal),
    isNativeId,
    getLinkedCalls: (links, _selection, signal) => getLinkedCalls(links, parts, signal),

    getLegs: () => refuse('call legs'),
    getRecordings: (calls, signal) => getRecordings(calls, parts, signal),
    getCosts: async (calls) => calls.map((call) => ({ session: call.cost ?? null, legs: new Map() })),
    getAgents: (ids, signal) => getAgents(ids, parts, signal),
    getQueues: () => refuse('queues'),
    listAgents: (signal) => listAgents(parts, signal),
    openMedia: (key, request, signal) => openMedia(key, request, parts, signal),
    listCallsByOffset: (query, signal) => listCallsByOffset(query, compile(query.filter), parts, signal),
    ...(settings.oauth && { externalCalls: createExternalCalls({ ...parts, deadlineMs: settings.deadlineMs }) }),
    close: () => tools.http.close(),
  };
}
