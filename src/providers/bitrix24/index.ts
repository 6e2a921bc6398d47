import { DAY_MS } from '../../time/instant.ts';
import type { Provider } from '../../domain/provider.ts';
import { type ProviderTools, type VendorFacts, membersOf } from '../provider-kinds.ts';
import { check } from './check.ts';
import { createClient } from './api/client.ts';
import { countCalls } from './calls/count-calls.ts';
import { createExternalCalls } from './writes/external-calls.ts';
import { createReadHook } from './hooks/read-hook.ts';
import { APPLIED_FIELDS, compileFilter } from './calls/filter.ts';
import { getAgents, listAgents, listLines } from './directory/directory.ts';
import { getCalls } from './calls/get-calls.ts';
import { getLinkedCalls } from './calls/get-linked-calls.ts';
import { getRecordings } from './media/get-recordings.ts';
import { type Portal, isNativeId } from './calls/row.ts';
import { PAGE_SIZE, listCalls } from './calls/list-calls.ts';
import { listCallsByOffset } from './calls/list-calls-by-offset.ts';
import { openMedia } from './media/open-media.ts';
import { remap, toKept } from './calls/to-kept.ts';
import { isMediaUrl } from './media/media-hosts.ts';
import { type Bitrix24Settings, identityOf } from './settings.ts';

const FACTS: VendorFacts = {
  traits: {
    pagination: 'OFFSET',
    maxPageSize: PAGE_SIZE,
    filters: APPLIED_FIELDS,
    countsCheaply: true,
    ownsSessionIds: false,
  },
  // A call is written down when it ends; the longest ones, and integrations that report late, fit into a day.
  settlesAfterMs: DAY_MS,
  // Files and transcripts are attached soon after the call, by whoever recorded it; votes and comments at any time.
  staysOpenMs: { recording: 8 * DAY_MS, transcript: 8 * DAY_MS },
};

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
  const parts = { client, portal, log: tools.log };

  return {
    ...membersOf(settings, FACTS, tools),
    status: () => client.status(),
    check: (signal) => check({ client, isWebhook: settings.webhookUrl !== undefined, now: tools.now() }, signal),

    prepare(filter) {
      const compiled = compileFilter(filter, defaultCountry);
      return {
        ...compiled,
        list: (query, signal) => listCalls(query, compiled, parts, signal),
        count: (range, signal) => countCalls(range, compiled, parts, signal),
        listByOffset: (query, signal) => listCallsByOffset(query, compiled, parts, signal),
      };
    },
    getCalls: (keys, _selection, signal) => getCalls(keys, parts, signal),
    isNativeId,
    getRecordings: (calls, signal) => getRecordings(calls, parts, signal),
    getAgents: (ids, signal) => getAgents(ids, parts, signal),
    listAgents: (signal) => listAgents(parts, signal),
    listLines: (signal) => listLines(parts, signal),
    openMedia: (key, request, signal) => openMedia(key, request, parts, signal),
    linkedCalls: {
      by: ['sessionIds', 'externalIds'],
      get: (links, _selection, signal) => getLinkedCalls(links, parts, signal),
    },
    keeping: {
      // To be changed with whatever the same row becomes.
      mapper: '1',
      defaultCountry,
      settingsPrint: identityOf(settings),
      // Rows carry the offsets of their times.
      account: () => Promise.resolve({ identity: identityOf(settings), timeZone: 'UTC' }),
      everything: {},
      // A row comes with all its columns, whatever is selected.
      isWhole: () => true,
      toKept,
      remap: (call) => remap(call, portal),
    },
    offsetOrders: ['DURATION', 'COST'],
    // The vendor lets an application write calls down, and no webhook.
    ...(settings.oauth && { externalCalls: createExternalCalls({ ...parts, deadlineMs: settings.deadlineMs }) }),
    ...(settings.hook && { readHook: createReadHook(settings.hook, tools.now) }),
    async close() {
      await client.close();
      await tools.http.close();
    },
  };
}
