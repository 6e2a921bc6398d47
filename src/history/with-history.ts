import type { Agent } from '../domain/agent.ts';
import { type CallFilter, fieldsOf } from '../domain/call-filter.ts';
import { rangeOfGroups } from '../domain/call-groups.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { Line } from '../domain/line.ts';
import type { Provider, Question } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import { type ReadingAge, USUAL_AGE } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import { isEmptyRange } from '../time/time-range.ts';
import { countCut, oldestReading } from './count-cut.ts';
import { type FigureMemory, createFigureMemory } from './figures/figure-memory.ts';
import { groupKept } from './figures/group-kept.ts';
import type { Freshness } from './freshness.ts';
import type { Follower, HistoryScope } from './history-scope.ts';
import { getKeptCalls, getKeptLinks, getKeptPart } from './kept-calls.ts';
import { createKeptList } from './kept-list.ts';
import { createKeptNames } from './kept-names.ts';
import { getKeptSpokenWords, getKeptTranscripts } from './kept-transcripts.ts';
import { keptSince } from './kept-since.ts';
import { costsOf, partsOf } from './kept-parts.ts';
import { listByValue } from './list-by-value.ts';
import { type CutQuestion, listCut } from './list-cut.ts';
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
  readonly follower?: Follower;
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
  const judge = () => ({ age, freshness, now: now(), settledThrough: settledThrough() });
  const getAgents: Provider['getAgents'] = (ids, signal) =>
    names.agents.get(ids, age, (unknown) => live.getAgents(unknown, signal));
  const getKeptWords: Provider['getSpokenWords'] = async (calls, words) => {
    const current = account();
    return current === null ? calls.map(() => []) : getKeptSpokenWords(access, current, calls, words);
  };
  const getSpokenWords = keepsTranscripts === true && live.getTranscripts !== undefined ? getKeptWords : null;
  const scope: HistoryScope = {
    ...{ provider: live, access, age, freshness, now, judge, follower, getAgents, returned, getSpokenWords },
  };
  const { linkedCalls } = live;
  const since = (): Instant => keptSince(provider, keepDays, now());

  return {
    ...live,
    keptSince: since,
    at: (other) => viewAt(provider, options, memories, other),
    prepare: (filter, selection) => prepareCut(scope, account, filter, selection, figures),
    getCalls(keys, selection, signal) {
      const current = account();
      return current === null
        ? live.getCalls(keys, selection, signal)
        : getKeptCalls(scope, current, keys, selection, signal);
    },
    ...(live.getLegs && {
      getLegs(calls, signal) {
        const current = account();
        if (current === null) return live.getLegs!(calls, signal);
        return getKeptPart(
          scope,
          current,
          calls,
          ['legs'],
          ({ call }) => call.legs ?? [],
          (others) => live.getLegs!(others, signal),
        );
      },
    }),
    ...(live.getRecordings && {
      getRecordings(calls, signal) {
        const current = account();
        if (current === null) return live.getRecordings!(calls, signal);
        return getKeptPart(
          scope,
          current,
          calls,
          ['recordings'],
          ({ call }) => call.recordings ?? [],
          (others) => live.getRecordings!(others, signal),
        );
      },
    }),
    ...(getSpokenWords && {
      getSpokenWords,
      getTranscripts(recordings, signal) {
        const current = account();
        return current === null
          ? live.getTranscripts!(recordings, signal)
          : getKeptTranscripts(scope, current, recordings, signal);
      },
    }),
    ...(live.getCosts && {
      getCosts(calls, signal) {
        const current = account();
        if (current === null) return live.getCosts!(calls, signal);
        return getKeptPart(scope, current, calls, ['legs', 'costs'], costsOf, (others) =>
          live.getCosts!(others, signal),
        );
      },
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
          if (queues !== null) await names.queues.learn(queues);
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
        get(links, selection, signal) {
          const current = account();
          if (current === null) return linkedCalls.get(links, selection, signal);
          return getKeptLinks(scope, current, links, selection, (others) => linkedCalls.get(others, selection, signal));
        },
      },
    }),
  };
}

function prepareCut(
  scope: HistoryScope,
  account: WithHistoryOptions['account'],
  filter: CallFilter,
  selection: CallSelection,
  memory: FigureMemory,
): Question {
  const live = scope.provider.prepare(filter, selection);
  const { matches, columns, matchesNothing, joins } = live;
  const { returned } = scope;
  const readFirst: Question['readFirst'] =
    joins.includes('isReturned') && returned
      ? ({ from }, signal) => returned.readFirst(from, scope.age, signal)
      : undefined;
  // Only its vendor can say what such a filter finds.
  if (matches === null || matchesNothing) return { ...live, ...(readFirst && { readFirst }) };
  const { vendor: _vendor, ...narrowing } = filter;
  const isUnfiltered = fieldsOf(filter).length === 0;
  const bringsWhole = scope.provider.keeping.isWhole(selection);
  const parts = partsOf(selection, live.reads);
  const question: CutQuestion = { live, matches, narrowing, joins, parts, isUnfiltered, bringsWhole };
  return {
    ...live,
    ...(readFirst && { readFirst }),
    list(query, signal) {
      const current = account();
      return current === null || isEmptyRange(query.range)
        ? live.list(query, signal)
        : listCut(scope, current, question, query, signal);
    },
    async listByValue(query, signal) {
      const current = account();
      return current === null ? { kept: null } : listByValue(scope, current, question, query, signal);
    },
    count(range, signal) {
      const current = account();
      return current === null || isEmptyRange(range) || scope.age.maxAgeMs === 0
        ? live.count(range, signal)
        : countCut(scope, current, question, columns, range, signal);
    },
    async groupKept(asked, signal) {
      const current = account();
      if (current === null) {
        const gaps = [{ range: rangeOfGroups(asked), problem: null }];
        return { groups: [], gaps, asOf: null, failure: null };
      }
      return groupKept(scope, current, { cut: question, columns, filter }, asked, memory, signal);
    },
    async oldestReading(range) {
      const current = account();
      return current === null || scope.age.maxAgeMs === 0 ? null : oldestReading(scope, current, question, range);
    },
  };
}
