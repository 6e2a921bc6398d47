import type { Agent } from '../../src/domain/agent.ts';
import {
  CALL_FILTER_FIELDS,
  CallFilterError,
  type CallFilter,
  type CallFilterField,
  type VendorFilter,
  fieldsOf,
  matchesFilter,
} from '../../src/domain/call-filter.ts';
import { joinsOf, readsOf } from '../../src/domain/filter-parts.ts';
import { type CallReferences, hasLink } from '../../src/domain/call-references.ts';
import { type CallSelection, isWholeSelection, withFields } from '../../src/domain/call-selection.ts';
import { type CallSession, compareCalls, compareText } from '../../src/domain/call-session.ts';
import { DAY_MS, type Instant, floorToSecond } from '../../src/time/instant.ts';
import type { Line } from '../../src/domain/line.ts';
import { compareDecimals } from '../../src/domain/money.ts';
import { ProviderError, type Slot } from '../../src/domain/provider-error.ts';
import {
  type CallCosts,
  type CallPage,
  type LinkedCalls,
  type ListQuery,
  MAX_COUNT_REQUESTS,
  type OffsetQuery,
  type Provider,
  type ProviderOrderField,
  type ProviderTraits,
} from '../../src/domain/provider.ts';
import { prepareFilter } from '../../src/domain/prepared-filter.ts';
import type { Queue } from '../../src/domain/queue.ts';
import { endOf, isEmptyRange } from '../../src/time/time-range.ts';
import { createCallStore, pageThrough } from './call-store.ts';
import { openMemoryMedia } from './memory-media.ts';
import { type MemoryFaults, type MemoryMethod, createMemoryRequests } from './memory-requests.ts';

/** A part of a call that a list may bring or leave to be joined. */
export type CallPart = 'agents' | 'queues' | 'legs' | 'recordings' | 'cost';

export type MemoryProviderOptions = {
  readonly key: string;
  /** Whole calls, in any order: legs, agents, recordings and cost included. */
  readonly calls: readonly CallSession[];
  readonly now: () => Instant;
  readonly agents?: readonly Agent[];
  readonly queues?: readonly Queue[];
  /** Its directory of numbers; null: not shown to this account. Without it, it has none. */
  readonly lines?: readonly Line[] | null;
  readonly deadlineMs?: number;
  readonly historySince?: Instant;
  /** How long after its start a call may still appear. */
  readonly settleMs?: number;
  /** Rows of the largest page. */
  readonly pageSize?: number;
  /** The longest span one request covers; grows while windows come back empty. */
  readonly windowMs?: number;
  /** Filter fields it applies itself; all of them when left out. */
  readonly applies?: readonly CallFilterField[];
  /** Parts that a list row carries when they are selected; the others are joined. */
  readonly brings?: readonly CallPart[];
  /** The longest span one request counts; the whole range when left out. */
  readonly countWindowMs?: number;
  /** Whether a page says the total of its range unasked. */
  readonly bringsTotal?: boolean;
  /** What a `vendor` filter means here; without it, every such filter is refused. */
  readonly matchesVendor?: (call: CallSession, filter: VendorFilter) => boolean;
  readonly traits?: Partial<ProviderTraits>;
  /** Optional members that it does not have. */
  readonly lacks?: readonly ('getLegs' | 'getRecordings' | 'getQueues' | 'listQueues')[];
  /** The ids of other systems that its rows carry. */
  readonly linkedBy?: readonly (keyof CallReferences)[];
  readonly offsetOrders?: readonly ProviderOrderField[];
  /** The form of its ids; any text will do when left out. */
  readonly isNativeId?: (text: string) => boolean;
};

/** The port over a list in memory, with handles to make it misbehave. */
export type MemoryProvider = Provider &
  MemoryFaults & {
    /** Every list as it was asked. */
    readonly queries: readonly MemoryQuery[];
    /** Questions that were prepared. */
    readonly prepared: number;
    /** Lists that were opened and not yet closed. */
    readonly openLists: number;
    /** Calls that the vendor registers afterwards. */
    addCalls(calls: readonly CallSession[]): void;
    /** Rows that cannot be read from now on. */
    garble(nativeIds: readonly string[]): void;
  };

/** A list, and the question it is one of. */
export type MemoryQuery = ListQuery & { readonly filter: CallFilter; readonly selection: CallSelection };

const ALL_PARTS: readonly CallPart[] = ['agents', 'queues', 'legs', 'recordings', 'cost'];

/** Makes a provider whose vendor is a list in memory. */
export function createMemoryProvider(options: MemoryProviderOptions): MemoryProvider {
  const { key, now, pageSize = 100, windowMs = Infinity, settleMs = DAY_MS } = options;
  const { applies = CALL_FILTER_FIELDS, brings = ALL_PARTS, bringsTotal = false, matchesVendor } = options;
  const { linkedBy, offsetOrders, lacks = [] } = options;
  const agents = options.agents ?? [];
  const queues = options.queues ?? [];
  const { lines } = options;
  const { request, faults, lastError } = createMemoryRequests(key);
  const queries: MemoryQuery[] = [];
  const garbled = new Set<string>();
  const store = createCallStore(options.calls);
  let openLists = 0;
  let prepared = 0;

  const isReadable = ({ nativeId }: CallSession): boolean => !garbled.has(nativeId);
  const unreadable = (nativeId: string): ProviderError =>
    new ProviderError(key, 'unreadable', `provider ${key} sent a row that cannot be read: call ${nativeId}`);

  const prepare = (filter: CallFilter) => {
    if (filter.vendor && !matchesVendor)
      throw new CallFilterError('UNSUPPORTED_FILTER', `provider ${key} has no filters of its own`);
    // Names of agents, and whether a call was returned, are no part of a vendor's rows.
    const isBeyondRows = (field: CallFilterField): boolean =>
      joinsOf(filter, [field]).some((part) => part === 'agentNames' || part === 'isReturned');
    const applied = fieldsOf(filter).filter(
      (field) => field === 'vendor' || (applies.includes(field) && !isBeyondRows(field)),
    );
    const passesVendor = (call: CallSession) => !filter.vendor || (matchesVendor?.(call, filter.vendor) ?? false);
    return {
      ...prepareFilter(filter, { applied: new Set(applied) }, { passes: passesVendor }),
      passes: (call: CallSession) => matchesFilter(call, filter, applied) && passesVendor(call),
    };
  };
  const select = (call: CallSession, selection: CallSelection): CallSession => {
    const dropped = ALL_PARTS.filter((part) => !brings.includes(part) || !selection.fields.has(part));
    const { references, ...rest } = { ...call, ...Object.fromEntries(dropped.map((part) => [part, undefined])) };
    return selection.fields.has('references') ? { ...rest, references } : rest;
  };

  async function* listPages(
    query: ListQuery,
    matches: (call: CallSession) => boolean,
    selection: CallSelection,
    signal: AbortSignal,
  ): AsyncGenerator<CallPage, void, undefined> {
    const size = Math.max(1, Math.min(pageSize, query.expect));
    const { from, to } = query.range;
    const total = bringsTotal ? { total: store.within(from, to).filter(matches).length } : {};
    const pages = pageThrough(store, query, matches, { size, windowMs });
    openLists += 1;
    try {
      for (let isLast = false; !isLast;) {
        await request('listCalls', signal);
        const page = pages.next().value;
        if (!page) return;
        yield {
          calls: page.rows.filter(isReadable).map((call) => select(call, selection)),
          through: page.isLast ? endOf(query.range, query.direction) : page.through,
          problems: page.rows.filter((call) => !isReadable(call)).map(({ nativeId }) => unreadable(nativeId)),
          ...total,
        };
        isLast = page.isLast;
      }
    } finally {
      openLists -= 1;
    }
  }

  const join = async <Value>(
    method: MemoryMethod,
    of: readonly CallSession[],
    part: (call: CallSession) => Value,
    signal: AbortSignal,
  ): Promise<Slot<Value>[]> => {
    if (of.length === 0) return [];
    await request(method, signal, idsOf(of));
    return of.map(({ nativeId }) => {
      const call = store.get(nativeId);
      return garbled.has(nativeId) ? unreadable(nativeId) : call ? part(call) : null;
    });
  };
  const find = async <Item extends { readonly nativeId: string }>(
    method: MemoryMethod,
    items: readonly Item[],
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Slot<Item>[]> => {
    if (ids.length === 0) return [];
    await request(method, signal, ids);
    return ids.map((id) => items.find(({ nativeId }) => nativeId === id) ?? null);
  };

  const provider: Omit<MemoryProvider, keyof MemoryFaults> = {
    key,
    kind: 'voximplant',
    name: `Memory ${key}`,
    traits: {
      pagination: 'TOKEN',
      maxPageSize: pageSize,
      filters: applies.filter((field) => field !== 'alongside'),
      countsCheaply: options.countWindowMs === undefined,
      ownsSessionIds: false,
      ...options.traits,
    },
    deadlineMs: options.deadlineMs ?? 10_000,
    historySince: () => options.historySince ?? now() - 365 * DAY_MS,
    settledThrough: () => floorToSecond(now() - settleMs),
    status: () => ({
      state: lastError() ? 'DOWN' : 'UP',
      lastError: lastError()?.message ?? null,
      lastErrorKind: lastError()?.kind ?? null,
      rateLimit: null,
    }),
    async check(signal) {
      await request('check', signal);
      return { summary: `${store.size} calls, ${agents.length} agents`, warnings: [] };
    },
    prepare(filter, selected) {
      prepared += 1;
      const { passes, ...question } = prepare(filter);
      const selection = withFields(selected, readsOf(filter, question.left));
      return {
        ...question,
        list(query, signal) {
          queries.push({ ...query, filter, selection });
          return listPages(query, passes, selection, signal);
        },
        async count(range, signal) {
          if (question.left.length > 0) return null;
          if (isEmptyRange(range) || question.matchesNothing) return 0;
          const windows = Math.ceil((range.to - range.from) / (options.countWindowMs ?? Infinity)) || 1;
          if (windows > MAX_COUNT_REQUESTS) return null;
          await Promise.all(Array.from({ length: windows }, () => request('countCalls', signal)));
          return store.within(range.from, range.to).filter(passes).length;
        },
        ...(offsetOrders && {
          async listByOffset({ range, order, offset, limit }: OffsetQuery, signal: AbortSignal) {
            await request('listCallsByOffset', signal);
            const found = store
              .within(range.from, range.to)
              .filter(passes)
              .sort((a, b) => ORDERS[order.field](a, b) || compareCalls(a, b));
            if (order.direction === 'DESC') found.reverse();
            const rows = found.slice(offset, offset + limit);
            return { rows: rows.map((call) => select(call, selection)), total: found.length };
          },
        }),
      };
    },
    async getCalls(keys, selection, signal) {
      if (keys.length === 0) return [];
      await request('getCalls', signal, idsOf(keys));
      return keys.map(({ nativeId }) => {
        const call = store.get(nativeId);
        if (!call) return null;
        return garbled.has(nativeId) ? unreadable(nativeId) : select(call, selection);
      });
    },
    isNativeId: options.isNativeId ?? (() => true),
    ...(linkedBy && {
      linkedCalls: {
        by: linkedBy,
        async get(links, selection, signal) {
          if (links.length === 0) return [];
          await request(
            'getLinkedCalls',
            signal,
            links.map(({ id }) => id),
          );
          return links.map((link) => {
            const found = store.within(-Infinity, Infinity).filter((call) => hasLink(call, link));
            const hidden = found.find((call) => !isReadable(call));
            return hidden ? unreadable(hidden.nativeId) : found.map((call) => select(call, selection));
          });
        },
      } satisfies LinkedCalls,
    }),
    getLegs: (of, signal) => join('getLegs', of, ({ legs }) => legs ?? [], signal),
    getRecordings: (of, signal) => join('getRecordings', of, ({ recordings }) => recordings ?? [], signal),
    getCosts: (of, signal) => join('getCosts', of, costsOf, signal),
    getAgents: (ids, signal) => find('getAgents', agents, ids, signal),
    getQueues: (ids, signal) => find('getQueues', queues, ids, signal),
    async listAgents(signal) {
      await request('listAgents', signal);
      return agents.toSorted((a, b) => compareText(a.nativeId, b.nativeId));
    },
    async listQueues(signal) {
      await request('listQueues', signal);
      return queues.toSorted((a, b) => compareText(a.nativeId, b.nativeId));
    },
    ...(lines !== undefined && {
      async listLines(signal) {
        await request('listLines', signal);
        return lines && lines.toSorted((a, b) => compareText(a.nativeId, b.nativeId));
      },
    }),
    async openMedia(media, asked, signal) {
      await request('openMedia', signal);
      const recordings = store.get(media.session.nativeId)?.recordings ?? [];
      const isThere = recordings.some(({ nativeId, isAvailable }) => nativeId === media.nativeId && isAvailable);
      return media.kind === 'recording' && isThere ? openMemoryMedia(media.nativeId, asked, signal) : null;
    },
    ...(offsetOrders && { offsetOrders }),
    keeping: {
      mapper: '1',
      defaultCountry: null,
      settingsPrint: key,
      account: () => Promise.resolve({ identity: key, timeZone: 'UTC' }),
      everything: {},
      isWhole: isWholeSelection,
      toKept: (call) => call,
      remap: (call) => call,
    },
    async close() {},

    queries,
    get openLists() {
      return openLists;
    },
    get prepared() {
      return prepared;
    },
    addCalls(late) {
      store.add(late);
    },
    garble(nativeIds) {
      for (const nativeId of nativeIds) garbled.add(nativeId);
    },
  };
  for (const member of lacks) delete provider[member];
  // Assigning would read the counters once; they are to be read whenever somebody looks.
  return Object.defineProperties(provider, Object.getOwnPropertyDescriptors(faults)) as MemoryProvider;
}

const idsOf = (calls: readonly { readonly nativeId: string }[]): string[] => calls.map(({ nativeId }) => nativeId);

const costsOf = (call: CallSession): CallCosts => ({
  session: call.cost ?? null,
  legs: new Map((call.legs ?? []).flatMap(({ nativeId, cost }) => (cost ? [[nativeId, cost] as const] : []))),
});

const ORDERS: Record<OffsetQuery['order']['field'], (a: CallSession, b: CallSession) => number> = {
  STARTED_AT: (a, b) => a.startedAt - b.startedAt,
  DURATION: (a, b) => (a.durationSeconds ?? -1) - (b.durationSeconds ?? -1),
  COST: (a, b) => compareDecimals(a.cost?.amount ?? '0', b.cost?.amount ?? '0'),
};
