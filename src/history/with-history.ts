import type { Agent } from '../domain/agent.ts';
import { type CallFilter, fieldsOf } from '../domain/call-filter.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { Line } from '../domain/line.ts';
import type { Provider, Question } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import { type ReadingAge, USUAL_AGE } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import { isEmptyRange } from '../time/time-range.ts';
import { countCut, oldestReading } from './count-cut.ts';
import { type FigureMemory, createFigureMemory } from './figures/figure-memory.ts';
import { groupKept, nothingKept } from './figures/group-kept.ts';
import type { Freshness } from './freshness.ts';
import type { CutQuestion, Follower, HistoryScope, KeptScope } from './history-scope.ts';
import { type AskedPart, getKeptCalls, getKeptLinks, getKeptPart } from './kept-calls.ts';
import { createKeptList } from './kept-list.ts';
import { createKeptNames } from './kept-names.ts';
import { getKeptSpokenWords, getKeptTranscripts } from './kept-transcripts.ts';
import { keptSince } from './kept-since.ts';
import { costsOf, partsOf } from './kept-parts.ts';
import { listByValue } from './list-by-value.ts';
import { listCut } from './list-cut.ts';
import { type KeptDirectory, listKept } from './list-kept.ts';
import type { KeepingProvider } from './reading.ts';
import type { ReturnedCalls } from './returned-calls.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';
import { withReadTimes } from './with-read-times.ts';

export type WithHistoryOptions = {
  readonly access: StoreAccess;
  /** Null while it is not known which account the calls are of: then the vendor is read live. */
  readonly account: () => Account | null;
  readonly freshness: Freshness;
  /** For how many days calls are kept; null for as far as the provider goes. */
  readonly keepDays: number | null;
  readonly now: () => Instant;
  /** Who follows the open hours; without one, each request reads its own. */
  readonly follower?: Follower | null;
  /** Over all providers; without it, nobody can tell which calls were returned. */
  readonly returned?: ReturnedCalls;
  /** Whether what was said in its calls is kept; not, where it is left out. */
  readonly keepsTranscripts?: boolean;
};

/**
 * The same provider, not asked again for what is kept: pages, counts, calls by id and their parts come from the store
 * wherever they were read whole, and from the vendor elsewhere. What opens media, what writes and what pages by a vendor's
 * offsets always goes to the vendor.
 */
export function withHistory(provider: KeepingProvider, options: WithHistoryOptions): Provider {
  const { access, account, now } = options;
  const named = { provider: provider.key, account, access, now };
  const directory: KeptDirectory = {
    names: {
      agents: createKeptNames<Agent>({ ...named, note: 'agents' }),
      queues: createKeptNames<Queue>({ ...named, note: 'queues' }),
    },
    lists: {
      agents: createKeptList<Agent>({ ...named, note: 'list of agents' }),
      queues: createKeptList<Queue>({ ...named, note: 'list of queues' }),
      lines: createKeptList<Line>({ ...named, note: 'list of lines' }),
    },
  };
  return viewAt(provider, options, { directory, figures: createFigureMemory() }, USUAL_AGE);
}

/** What outlives a request beside the store. */
type Memories = { readonly directory: KeptDirectory; readonly figures: FigureMemory };

function viewAt(provider: KeepingProvider, options: WithHistoryOptions, memories: Memories, age: ReadingAge): Provider {
  const { directory, figures } = memories;
  const { names, lists } = directory;
  const { access, account, freshness, keepDays, now, follower = null, returned = null, keepsTranscripts } = options;
  const settledThrough = (): Instant => follower?.settledThrough() ?? provider.settledThrough();
  const live: KeepingProvider = { ...withReadTimes(provider, now, age), settledThrough, keeping: provider.keeping };
  const { linkedCalls } = live;
  const judge = () => ({ age, freshness, now: now(), settledThrough: settledThrough() });
  const getAgents: Provider['getAgents'] = (ids, signal) =>
    names.agents.get(ids, age, (unknown) => live.getAgents(unknown, signal));
  const whenKept: WhenKept = (kept, otherwise) => {
    return (...asked) => {
      const current = account();
      return current === null ? otherwise(...asked) : kept({ ...scope, account: current }, ...asked);
    };
  };
  const getSpokenWords: HistoryScope['getSpokenWords'] =
    keepsTranscripts === true && live.getTranscripts !== undefined
      ? whenKept(getKeptSpokenWords, async (calls) => calls.map(() => []))
      : null;
  const scope: HistoryScope = {
    ...{ provider: live, access, age, now, judge, follower, getAgents, returned, getSpokenWords },
  };
  const partOf = <Value>(part: AskedPart<Value>): AskedPart<Value>['ask'] =>
    whenKept((kept, calls, signal) => getKeptPart(kept, part, calls, signal), part.ask);
  const since = (): Instant => keptSince(provider, keepDays, now());

  return {
    ...live,
    keptSince: since,
    at: (other) => viewAt(provider, options, memories, other),
    prepare: (filter, selection) => prepareCut(scope, whenKept, filter, selection, figures),
    getCalls: whenKept(getKeptCalls, (keys, selection, signal) => live.getCalls(keys, selection, signal)),
    ...(live.getLegs && {
      getLegs: partOf({
        parts: ['legs'],
        valueOf: ({ call }) => call.legs ?? [],
        ask: (calls, signal) => live.getLegs!(calls, signal),
      }),
    }),
    ...(live.getRecordings && {
      getRecordings: partOf({
        parts: ['recordings'],
        valueOf: ({ call }) => call.recordings ?? [],
        ask: (calls, signal) => live.getRecordings!(calls, signal),
      }),
    }),
    ...(live.getCosts && {
      getCosts: partOf({
        parts: ['legs', 'costs'],
        valueOf: costsOf,
        ask: (calls, signal) => live.getCosts!(calls, signal),
      }),
    }),
    ...(getSpokenWords && {
      getSpokenWords,
      getTranscripts: whenKept(getKeptTranscripts, (recordings, signal) => live.getTranscripts!(recordings, signal)),
    }),
    ...(returned && { getReturned: (calls) => returned.of(calls) }),
    getAgents,
    ...(live.getQueues && {
      getQueues: (ids, signal) => names.queues.get(ids, age, (unknown) => live.getQueues!(unknown, signal)),
    }),
    listAgents: (signal) =>
      lists.agents.read(age, async () => {
        const agents = await live.listAgents(signal);
        await names.agents.learn(agents);
        return agents;
      }),
    ...(live.listQueues && {
      listQueues: (signal) =>
        lists.queues.read(age, async () => {
          const queues = await live.listQueues!(signal);
          await names.queues.learn(queues);
          return queues;
        }),
    }),
    ...(live.listLines && { listLines: (signal) => lists.lines.read(age, () => live.listLines!(signal)) }),
    async listKept(sort) {
      const current = account();
      const history = { from: since(), to: provider.settledThrough() };
      return current === null ? null : listKept(sort, directory, { provider, account: current, access, history });
    },
    ...(linkedCalls && {
      linkedCalls: {
        by: linkedCalls.by,
        get: whenKept(getKeptLinks, (links, selection, signal) => linkedCalls.get(links, selection, signal)),
      },
    }),
  };
}

/** Answers from what is kept once it is known of which account that is, and otherwise until then. */
type WhenKept = <Asked extends unknown[], Answer>(
  kept: (scope: KeptScope, ...asked: Asked) => Answer,
  otherwise: (...asked: Asked) => Answer,
) => (...asked: Asked) => Answer;

function prepareCut(
  scope: HistoryScope,
  whenKept: WhenKept,
  filter: CallFilter,
  selection: CallSelection,
  memory: FigureMemory,
): Question {
  const { returned, provider, age } = scope;
  const asked = provider.prepare(filter, selection);
  const { matches, columns, matchesNothing, joins, reads } = asked;
  const readsFirst = joins.includes('isReturned') && returned !== null;
  const live: Question = {
    ...asked,
    ...(readsFirst && { readFirst: ({ from }, signal) => returned.readFirst(from, age, signal) }),
  };
  // Only its vendor can say what such a filter finds.
  if (matches === null || matchesNothing) return live;
  const { vendor: _vendor, ...narrowing } = filter;
  const isUnfiltered = fieldsOf(filter).length === 0;
  const bringsWhole = provider.keeping.isWhole(selection);
  const question: CutQuestion = {
    ...{ live, filter, matches, narrowing, columns, joins, isUnfiltered, bringsWhole },
    parts: partsOf(selection, reads),
  };
  return {
    ...live,
    list: whenKept(
      (kept, query, signal) =>
        isEmptyRange(query.range) ? live.list(query, signal) : listCut(kept, question, query, signal),
      (query, signal) => live.list(query, signal),
    ),
    listByValue: whenKept(
      (kept, query, signal) => listByValue(kept, question, query, signal),
      async (_query) => ({ kept: null }),
    ),
    count: whenKept(
      (kept, range, signal) =>
        isEmptyRange(range) || age.maxAgeMs === 0 ? live.count(range, signal) : countCut(kept, question, range, signal),
      (range, signal) => live.count(range, signal),
    ),
    groupKept: whenKept(
      (kept, groups, signal) => groupKept(kept, question, groups, memory, signal),
      async (groups) => nothingKept(groups),
    ),
    oldestReading: whenKept(
      async (kept, range) => (age.maxAgeMs === 0 ? null : oldestReading(kept, question, range)),
      async (_range) => null,
    ),
  };
}
