import { DAY_MS } from '../../time/instant.ts';
import { readsOf } from '../../domain/filter-parts.ts';
import { withFields } from '../../domain/call-selection.ts';
import type { Provider } from '../../domain/provider.ts';
import { type ProviderTools, type VendorFacts, membersOf } from '../provider-kinds.ts';
import { check } from './check.ts';
import { createClient } from './api/client.ts';
import { countCalls } from './calls/count-calls.ts';
import { createDirectory } from './directory/directory.ts';
import { APPLIED_FIELDS, planFilter } from './calls/filter.ts';
import { createGetCalls } from './calls/get-calls.ts';
import { createRecordingFinder } from './media/get-recordings.ts';
import { getTranscripts } from './media/get-transcripts.ts';
import { isNativeId } from './calls/row.ts';
import { type Account, createLastingQueues } from './api/read-fields.ts';
import { createDensities, listCalls, viewFor } from './calls/list-calls.ts';
import { createReadHook } from './hooks/read-hook.ts';
import { remap, toKept } from './calls/to-kept.ts';
import { openMedia } from './media/open-media.ts';
import { PAGE_SIZE, createWindowReader } from './calls/read-window.ts';
import { type ZoomContactCenterSettings, identityOf } from './settings.ts';
import { toCallLegs } from './calls/to-call-leg.ts';
import type { EngagementRow } from './api/wire.ts';

/** Zoom's own record of an engagement, which costs a request for each: asked for by the graph's details alone. */
export type ZoomContactCenter = Provider & {
  getEngagement(engagementId: string, signal: AbortSignal): Promise<EngagementRow | null>;
};

const FACTS: VendorFacts = {
  traits: {
    pagination: 'TOKEN',
    maxPageSize: PAGE_SIZE,
    filters: APPLIED_FIELDS,
    countsCheaply: false,
    ownsSessionIds: false,
  },
  // A call appears at Zoom within a minute of its end, and no call lasts longer than a day.
  settlesAfterMs: DAY_MS,
  // A recording is processed within a day, its transcript after it; what was charged comes with the row.
  staysOpenMs: { recording: 2 * DAY_MS, transcript: 4 * DAY_MS },
};

/** Zoom Contact Center as a provider: the voice call log, users, queues and recordings of one account. */
export function createZoomContactCenter(settings: ZoomContactCenterSettings, tools: ProviderTools): ZoomContactCenter {
  const { id: key } = settings;
  const { now } = tools;
  const account: Account = {
    provider: key,
    defaultCountry: settings.defaultCountry ?? null,
    lastingQueues: createLastingQueues(),
  };
  const client = createClient(settings, tools);
  const reader = createWindowReader(client, account, tools);
  const densities = createDensities();
  const getCalls = createGetCalls(client, reader, densities);
  const recordings = createRecordingFinder(key, client, now);
  const mediaParts = { provider: key, client, recordings };
  const identity = identityOf(settings);

  return {
    ...membersOf(settings, FACTS, tools),
    status: () => client.status(),
    dayLimit: () => client.dayLimit(),
    check: (signal) => check(client, now(), signal),

    prepare(filter, selection) {
      const plan = planFilter(filter, account);
      const view = viewFor(withFields(selection, readsOf(filter, plan.left)));
      return {
        ...plan,
        list: (query, signal) => listCalls(query, plan, view, reader, densities, signal),
        count: (range, signal) => countCalls(range, plan, client, signal),
      };
    },
    getCalls: (keys, selection, signal) => getCalls(keys, viewFor(selection), signal),
    isNativeId,

    async getLegs(sessions, signal) {
      const without = sessions.filter((call) => call.legs === undefined);
      const slots = await getCalls(without, 'detail', signal);
      const found = new Map(without.map((call, index) => [call.nativeId, slots[index] ?? null]));
      return sessions.map((call) => {
        const slot = call.legs === undefined ? found.get(call.nativeId) : call;
        return slot instanceof Error ? slot : (slot?.legs ?? toCallLegs(call, account));
      });
    },
    getRecordings: (sessions, signal) => recordings.find(sessions, signal),
    ...createDirectory(account, client),
    openMedia: (mediaKey, request, signal) => openMedia(mediaKey, request, mediaParts, signal),
    ...(settings.hook && { readHook: createReadHook(settings.hook, now) }),
    getTranscripts: (found, signal) => getTranscripts(found, mediaParts, signal),
    keeping: {
      // To be changed with whatever the same row becomes.
      mapper: '1',
      defaultCountry: account.defaultCountry,
      settingsPrint: identity,
      account: () => Promise.resolve({ identity, timeZone: 'UTC' }),
      everything: {},
      isWhole: (selection) => viewFor(selection) === 'detail',
      toKept,
      remap: (call) => remap(call, account),
    },
    getEngagement: (engagementId, signal) => client.getEngagement(engagementId, signal),
  };
}
