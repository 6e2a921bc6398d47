import type { Agent } from '../../../src/domain/agent.ts';
import type { CallKey, CallSession } from '../../../src/domain/call-session.ts';
import { compareText } from '../../../src/domain/call-session.ts';
import type { Provider, ProviderTraits } from '../../../src/domain/provider.ts';
import { historySinceOf } from '../../../src/providers/history-since-of.ts';
import type { ProviderTools } from '../../../src/providers/provider-tools.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { isEmptyRange } from '../../../src/time/time-range.ts';
import { createClient } from './client.ts';
import { APPLIED_FIELDS, compileFilter } from './filter.ts';
import { PAGE_SIZE, type Reader, listCalls, readRows, toRange } from './list-calls.ts';
import type { LarkspurSettings } from './settings.ts';
import { toAgent } from './to-call-session.ts';

const TRAITS: ProviderTraits = {
  pagination: 'TOKEN',
  maxPageSize: PAGE_SIZE,
  filters: APPLIED_FIELDS,
  countsCheaply: true,
  ownsSessionIds: false,
};

/** Makes the provider of one Larkspur account. */
export function createLarkspur(settings: LarkspurSettings, tools: ProviderTools): Provider {
  const { id: provider, defaultCountry = null } = settings;
  const client = createClient(settings, tools);
  const reader: Reader = { client, account: { provider, defaultCountry }, log: tools.log };
  const listAgents = async (signal: AbortSignal): Promise<Agent[]> =>
    (await client.listUsers(signal)).rows
      .map((row) => toAgent(row, provider))
      .sort((a, b) => compareText(a.nativeId, b.nativeId));

  return {
    key: provider,
    kind: 'larkspur',
    name: settings.name ?? provider,
    traits: TRAITS,
    deadlineMs: settings.deadlineMs,
    historySince: () => historySinceOf(settings, tools.now()),
    settledThrough: () => tools.now() - DAY_MS,
    status: client.status,
    async check(signal) {
      const lastDay = toRange({ from: tools.now() - DAY_MS, to: tools.now() });
      const [calls, agents] = await Promise.all([client.countCalls(lastDay, signal), listAgents(signal)]);
      return { summary: `${calls} calls in the last day, ${agents.length} agents`, warnings: [] };
    },
    prepare(filter) {
      const compiled = compileFilter(filter);
      return {
        ...compiled,
        list: (query, signal) => listCalls(query, compiled, reader, signal),
        async count(range, signal) {
          if (isEmptyRange(range) || compiled.matchesNothing) return 0;
          if (compiled.left.length > 0) return null;
          return client.countCalls({ ...compiled.parameters, ...toRange(range) }, signal);
        },
      };
    },
    getCalls: (keys, _selection, signal) => getCalls(keys, reader, signal),
    isNativeId: (text) => /^c\d{1,15}$/.test(text),
    async getAgents(ids, signal) {
      if (ids.length === 0) return [];
      const agents = new Map((await listAgents(signal)).map((agent) => [agent.nativeId, agent]));
      return ids.map((id) => agents.get(id) ?? null);
    },
    listAgents,
    close: () => tools.http.close(),
  };
}

/** Finds calls by id, as many at once as a page has rows. */
async function getCalls(
  keys: readonly CallKey[],
  reader: Reader,
  signal: AbortSignal,
): Promise<(CallSession | null)[]> {
  const ids = [...new Set(keys.map(({ nativeId }) => nativeId))];
  const batches = Array.from({ length: Math.ceil(ids.length / PAGE_SIZE) }, (_, batch) =>
    ids.slice(batch * PAGE_SIZE, (batch + 1) * PAGE_SIZE),
  );
  const pages = await Promise.all(batches.map((id) => reader.client.listCalls({ id }, signal)));
  const found = new Map(
    pages.flatMap(({ rows }) => readRows(rows, reader).calls.map((call) => [call.nativeId, call] as const)),
  );
  return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
}
