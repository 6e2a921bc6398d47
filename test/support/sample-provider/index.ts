import { type CallSession, compareText, sortCalls } from '../../../src/domain/call-session.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CallPage, ListQuery, Provider } from '../../../src/domain/provider.ts';
import { historySinceOf } from '../../../src/providers/provider-settings.ts';
import type { ProviderTools } from '../../../src/providers/provider-kinds.ts';
import { DAY_MS, SECOND_MS, ceilToSecond, floorToSecond } from '../../../src/time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../../src/time/time-range.ts';
import { type Parameters, createClient } from './client.ts';
import { APPLIED_FIELDS, type CompiledFilter, compileFilter } from './filter.ts';
import type { LarkspurSettings } from './settings.ts';
import { toAgent, toCallSession } from './to-call-session.ts';

/** Rows of the largest page. */
const PAGE_SIZE = 100;

/** Makes the provider of one Larkspur account. */
export function createLarkspur(settings: LarkspurSettings, tools: ProviderTools): Provider {
  const { id: provider, defaultCountry = null } = settings;
  const client = createClient(settings, tools);

  const listAgents = async (signal: AbortSignal) => {
    const rows = await client.listUsers(signal);
    return rows.map((row) => toAgent(row, provider)).sort((a, b) => compareText(a.nativeId, b.nativeId));
  };

  /** Reads a page; what of it cannot be read is told in the log, and apart. */
  const readPage = async (parameters: Parameters, signal: AbortSignal): Promise<CallsRead> => {
    const { rows, next } = await client.listCalls(parameters, signal);
    const read = rows.map((row) => toCallSession(row, provider, defaultCountry));
    const problems = read.filter((each) => each instanceof ProviderError);
    for (const { kind, message } of problems) tools.log.warn({ provider, kind }, message);
    return { calls: read.filter((each) => !(each instanceof ProviderError)), problems, next };
  };

  return {
    key: provider,
    kind: 'larkspur',
    name: settings.name ?? provider,
    traits: {
      pagination: 'TOKEN',
      maxPageSize: PAGE_SIZE,
      filters: APPLIED_FIELDS,
      countsCheaply: true,
      ownsSessionIds: false,
    },
    deadlineMs: settings.deadlineMs,
    historySince: () => historySinceOf(settings, tools.now()),
    settledThrough: () => tools.now() - DAY_MS,
    status: client.status,
    async check(signal) {
      const lastDay = toParameters({ from: tools.now() - DAY_MS, to: tools.now() });
      const [calls, agents] = await Promise.all([client.countCalls(lastDay, signal), listAgents(signal)]);
      return { summary: `${calls} calls in the last day, ${agents.length} agents`, warnings: [] };
    },
    prepare(filter) {
      const compiled = compileFilter(filter);
      return {
        ...compiled,
        list: (query, signal) => listCalls(query, compiled, readPage, signal),
        async count(range, signal) {
          if (isEmptyRange(range) || compiled.matchesNothing) return 0;
          if (compiled.left.length > 0) return null;
          return client.countCalls([...compiled.parameters, ...toParameters(range)], signal);
        },
      };
    },
    async getCalls(keys, _selection, signal) {
      const found = new Map<string, CallSession>();
      for (let done = 0; done < keys.length; done += PAGE_SIZE) {
        const ids = keys.slice(done, done + PAGE_SIZE).map(({ nativeId }) => ['id', nativeId] as const);
        for (const call of (await readPage(ids, signal)).calls) found.set(call.nativeId, call);
      }
      return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
    },
    isNativeId: (text) => /^c\d{1,15}$/.test(text),
    async getAgents(ids, signal) {
      const agents = ids.length === 0 ? [] : await listAgents(signal);
      return ids.map((id) => agents.find(({ nativeId }) => nativeId === id) ?? null);
    },
    listAgents,
    close: () => tools.http.close(),
  };
}

type CallsRead = { readonly calls: CallSession[]; readonly problems: ProviderError[]; readonly next: string | null };

/**
 * Lists calls page by page. The vendor orders them by start alone, so the last second of a page is held back until all of
 * it is there, and sorted.
 */
async function* listCalls(
  { range, direction, expect }: ListQuery,
  { matchesNothing, parameters }: CompiledFilter,
  readPage: (parameters: Parameters, signal: AbortSignal) => Promise<CallsRead>,
  signal: AbortSignal,
): AsyncGenerator<CallPage, undefined> {
  const isAscending = direction === 'ASC';
  const [start, end] = isAscending ? [range.from, range.to] : [range.to, range.from];
  signal.throwIfAborted();
  if (isEmptyRange(range)) return;
  if (matchesNothing) return void (yield { calls: [], through: end });
  const limit = String(Math.min(Math.max(expect, 1), PAGE_SIZE));
  const ordered: Parameters = [...toParameters(range), ['order', direction.toLowerCase()], ['limit', limit]];
  let held: readonly CallSession[] = [];
  let cursor: string | null = '';
  do {
    const page: CallsRead = await readPage([...parameters, ...ordered, ['cursor', cursor]], signal);
    cursor = page.next;
    held = [...held, ...page.calls];
    // Where the second begins that the next row may fall into.
    const second = floorToSecond(held.at(-1)?.startedAt ?? start);
    const border = isAscending ? Math.max(second, start) : Math.min(second + SECOND_MS, start);
    const through = cursor === null ? end : border;
    const isWhole = ({ startedAt }: CallSession) => cursor === null || isAscending === startedAt < through;
    yield { calls: sortCalls(held.filter(isWhole), direction), through, problems: page.problems };
    held = held.filter((call) => !isWhole(call));
  } while (cursor !== null);
}

/** Starts of whole seconds, as the vendor takes a range of them. */
const toParameters = ({ from, to }: TimeRange): Parameters => [
  ['since', new Date(ceilToSecond(from)).toISOString()],
  ['until', new Date(ceilToSecond(to)).toISOString()],
];
