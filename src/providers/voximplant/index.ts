import { isDeepStrictEqual } from 'node:util';
import { readsOf } from '../../domain/filter-parts.ts';
import { type CallField, KEPT_SELECTION, PLACE_SELECTION, withFields } from '../../domain/call-selection.ts';
import type { CallSession } from '../../domain/call-session.ts';
import { DAY_MS } from '../../time/instant.ts';
import type { Money } from '../../domain/money.ts';
import { ProviderError, type Slot } from '../../domain/provider-error.ts';
import type { Provider } from '../../domain/provider.ts';
import { type ProviderTools, type VendorFacts, membersOf } from '../provider-kinds.ts';
import { check } from './check.ts';
import { createClient } from './api/client.ts';
import { countCalls } from './calls/count-calls.ts';
import { createDirectory } from './directory/directory.ts';
import { APPLIED_FIELDS, compileFilter } from './calls/filter.ts';
import { createGetCalls } from './calls/get-calls.ts';
import { createHistory } from './api/history.ts';
import { isNativeId } from './calls/row.ts';
import { LARGEST_PAGE, listCalls } from './calls/list-calls.ts';
import { createOpenMedia } from './media/open-media.ts';
import { createPlaces } from './media/places.ts';
import { getTranscripts } from './media/get-transcripts.ts';
import { planParts } from './calls/plan-parts.ts';
import { createReadHook } from './hooks/read-hook.ts';
import { remap, toKept } from './calls/to-kept.ts';
import { createReadRows } from './calls/read-rows.ts';
import { type VoximplantSettings, identityOf } from './settings.ts';

const FACTS: VendorFacts = {
  traits: {
    pagination: 'OFFSET',
    maxPageSize: LARGEST_PAGE,
    filters: APPLIED_FIELDS,
    countsCheaply: true,
    ownsSessionIds: true,
  },
  // The longest session, and what the vendor needs to write it down: nothing documented proves less than a day.
  settlesAfterMs: DAY_MS,
  // What a session costs grows for minutes after it has ended, and is put right in the days of its billing.
  staysOpenMs: { recording: 2 * DAY_MS, transcript: 2 * DAY_MS, cost: 8 * DAY_MS },
};

/** Makes the provider of one Voximplant account. */
export function createVoximplant(settings: VoximplantSettings, tools: ProviderTools): Provider {
  const key = settings.id;
  const account = {
    provider: key,
    currency: settings.currency ?? null,
    defaultCountry: settings.defaultCountry ?? null,
  };
  const client = createClient(settings, tools);
  const history = createHistory(client, key);
  const directory = createDirectory(client, key, tools.now);
  const readRows = createReadRows(account, directory, tools.log);
  const getCalls = createGetCalls(history, readRows, key, tools.now);
  const places = createPlaces(getCalls, tools.now);
  const openMedia = createOpenMedia(client, places, key);
  const identity = identityOf(settings);

  /** Parts of calls that are there already are read again: what a call costs and has grows after it has ended. */
  const readAgain = <Part>(fields: readonly CallField[], partOf: (call: CallSession | null) => Part) => {
    const plan = planParts(withFields(PLACE_SELECTION, fields));
    return async (calls: readonly CallSession[], signal: AbortSignal): Promise<Slot<Part>[]> => {
      const found = await getCalls(calls, plan, signal);
      return found.map((slot) => (slot instanceof ProviderError ? slot : partOf(slot)));
    };
  };

  return {
    ...membersOf(settings, FACTS, tools),
    status: client.status,
    check: (signal) => check(history, directory, tools.now(), signal),
    prepare(filter, selection) {
      const compiled = compileFilter(filter, account.defaultCountry);
      const plan = planParts(withFields(selection, readsOf(filter, [...compiled.left, ...compiled.numbers])));
      return {
        ...compiled,
        list: (query, signal) => listCalls({ history, readRows, provider: key }, query, compiled, plan, signal),
        count: (range, signal) => countCalls(history, range, compiled, signal),
      };
    },
    getCalls: (keys, selection, signal) => getCalls(keys, planParts(selection), signal),
    isNativeId,
    getLegs: readAgain(['legs', 'agents'], (call) => call?.legs ?? []),
    // A recording's leg is told by the legs.
    getRecordings: readAgain(['legs', 'recordings'], (call) => call?.recordings ?? []),
    getCosts: readAgain(['legs', 'cost'], (call) => call && { session: call.cost ?? null, legs: legCosts(call) }),
    getAgents: (ids, signal) => directory.getAgents(ids, signal),
    listAgents: (signal) => directory.listAgents(signal),
    openMedia,
    ...(settings.hook && { readHook: createReadHook(settings.hook) }),
    getTranscripts: (recordings, signal) => getTranscripts(recordings, { provider: key, client, places }, signal),
    keeping: {
      // To be changed with whatever the same row becomes.
      mapper: '1',
      defaultCountry: account.defaultCountry,
      settingsPrint: identity,
      // Each reply names the zone of its dates.
      account: () => Promise.resolve({ identity, timeZone: 'UTC' }),
      everything: {},
      isWhole: (selection) => isDeepStrictEqual(planParts(selection), planParts(KEPT_SELECTION)),
      toKept,
      remap: (call) => remap(call, account),
    },
  };
}

const legCosts = (call: CallSession): ReadonlyMap<string, Money> =>
  new Map((call.legs ?? []).flatMap((leg) => (leg.cost ? [[leg.nativeId, leg.cost] as const] : [])));
