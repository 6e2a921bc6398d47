import { readsOf } from '../../domain/filter-parts.ts';
import { isWholeSelection, withFields } from '../../domain/call-selection.ts';
import { DAY_MS } from '../../time/instant.ts';
import type { Provider } from '../../domain/provider.ts';
import { createFileHosts } from '../../transport/file-hosts.ts';
import { type ProviderTools, type VendorFacts, membersOf } from '../provider-kinds.ts';
import { type Account, createReadCurrency, createReadZone, readVendorAccount, settingsPrintOf } from './api/account.ts';
import { check } from './check.ts';
import { MAX_PAGE, createClient } from './api/client.ts';
import { countCalls } from './calls/count-calls.ts';
import { APPLIED_FIELDS, compileFilter } from './calls/filter.ts';
import { createDirectory, createReadLineNames } from './directory/directory.ts';
import { getCalls } from './calls/get-calls.ts';
import { getCosts, getLegs } from './calls/get-parts.ts';
import { createGetLinkedCalls } from './calls/get-linked-calls.ts';
import { getRecordings } from './media/get-recordings.ts';
import { isNativeId } from './calls/row.ts';
import { createReadHook } from './hooks/read-hook.ts';
import { listCalls } from './calls/list-calls.ts';
import { createOpenMedia } from './media/open-media.ts';
import { createRpc } from './api/rpc.ts';
import { remap, toKept } from './calls/to-kept.ts';
import { INCLUDE_ONGOING } from './calls/vendor-filter.ts';
import { type CallgearSettings, mediaBaseUrlOf } from './settings.ts';

const FACTS: VendorFacts = {
  traits: {
    pagination: 'OFFSET',
    maxPageSize: MAX_PAGE,
    filters: APPLIED_FIELDS,
    countsCheaply: true,
    ownsSessionIds: false,
  },
  // A call appears when it ends; none is known to have lasted a day.
  settlesAfterMs: DAY_MS,
  // Files come within minutes, and charges when billing is done; marks and comments may come at any time.
  staysOpenMs: { recording: 2 * DAY_MS, transcript: 2 * DAY_MS, cost: 8 * DAY_MS },
};

/** A CallGear account (also sold as CoMagic, UIS and Novofon) behind the port. */
export function createCallgear(settings: CallgearSettings, tools: ProviderTools): Provider {
  const { id: key, defaultCountry = null } = settings;
  const mediaBaseUrl = mediaBaseUrlOf(settings);
  const rpc = createRpc(settings, tools);
  // Glued recordings are served by a host beside that of the others.
  const glued = new URL(mediaBaseUrl).host.replace(/^app\./, 'media.');
  const client = createClient(rpc, createFileHosts([mediaBaseUrl], [glued]));
  const members = membersOf(settings, FACTS, tools);
  const account: Account = {
    provider: key,
    client,
    defaultCountry,
    now: tools.now,
    log: tools.log,
    mediaBaseUrl,
    historySince: members.historySince,
    zone: createReadZone(settings, client),
    currency: createReadCurrency(settings, client),
    lineNames: createReadLineNames(client, tools.now),
  };

  return {
    ...members,
    status: () => rpc.status(),
    check: (signal) => check(account, settings.timeZone, signal),
    prepare(filter, selection) {
      const compiled = compileFilter(filter, defaultCountry);
      const asked = withFields(selection, readsOf(filter, compiled.left));
      return {
        ...compiled,
        list: (query, signal) => listCalls(query, compiled, asked, account, signal),
        count: (range, signal) => countCalls(range, compiled, account, signal),
      };
    },
    getCalls: (keys, selection, signal) => getCalls(keys, selection, account, signal),
    isNativeId,
    linkedCalls: { by: ['externalIds'], get: createGetLinkedCalls(account) },
    getLegs: (calls, signal) => getLegs(calls, account, signal),
    getRecordings: (calls, signal) => getRecordings(calls, account, signal),
    getCosts: (calls, signal) => getCosts(calls, account, signal),
    ...createDirectory(account),
    openMedia: createOpenMedia(account),
    ...(settings.hook && { readHook: createReadHook(settings.hook) }),
    keeping: {
      // To be changed with whatever the same row becomes.
      mapper: '1',
      defaultCountry,
      settingsPrint: settingsPrintOf(settings),
      account: (signal) => readVendorAccount(settings, account, signal),
      everything: { vendor: { [INCLUDE_ONGOING]: true } },
      isWhole: isWholeSelection,
      toKept,
      remap: (call) => remap(call, account),
    },
    dayLimit: () => rpc.dayLimit(),
  };
}
