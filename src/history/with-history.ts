import type { Agent } from '../domain/agent.ts';
import { type CallFilter, fieldsOf } from '../domain/call-filter.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { Provider, Question } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import { type ReadingAge, USUAL_AGE } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import { isEmptyRange } from '../time/time-range.ts';
import { countCut, oldestReading } from './count-cut.ts';
import type { Freshness } from './freshness.ts';
import type { Follow, HistoryScope } from './history-scope.ts';
import { getKeptCalls, getKeptLinks, getKeptPart } from './kept-calls.ts';
import { type KeptNames, createKeptNames } from './kept-names.ts';
import { costsOf, partsOf } from './kept-parts.ts';
import { type CutQuestion, listCut } from './list-cut.ts';
import type { KeepingProvider } from './reading.ts';
import type { ReturnedCalls } from './returned-calls.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/history-store.ts';
import { withReadTimes } from './with-read-times.ts';

export type HistoryOptions = {
  readonly access: StoreAccess;
  /** Null while it is not known which account the calls are of: then the vendor is read live. */
  readonly account: () => Account | null;
  readonly freshness: Freshness;
  readonly now: () => Instant;
  /** Who follows the open hours; without one, each request reads its own. */
  readonly follow?: Follow;
  /** Over all providers; without it, nobody can tell which calls were returned. */
  readonly returned?: ReturnedCalls;
};

/**
 * The same provider, not asked again for what is kept: pages, counts, calls by id and their parts come from the store
 * wherever they were read whole, and from the vendor elsewhere. What opens media, what writes and what pages by a vendor's
 * offsets always goes to the vendor.
 */
export function withHistory(provider: KeepingProvider, options: HistoryOptions): Provider {
  const { access, account, now } = options;
  const named = { provider: provider.key, account, access, now };
  const names = {
    agents: createKeptNames<Agent>({ ...named, note: 'agents' }),
    queues: createKeptNames<Queue>({ ...named, note: 'queues' }),
  };
  return viewAt(provider, options, names, USUAL_AGE);
}

type Names = { readonly agents: KeptNames<Agent>; readonly queues: KeptNames<Queue> };

function viewAt(provider: KeepingProvider, options: HistoryOptions, names: Names, age: ReadingAge): Provider {
  const { access, account, freshness, now, follow = null, returned = null } = options;
  const live: KeepingProvider = { ...withReadTimes(provider, now, age), keeping: provider.keeping };
  const judge = () => ({ age, freshness, now: now() });
  const getAgents: Provider['getAgents'] = (ids, signal) =>
    names.agents.get(ids, age, (unknown) => live.getAgents(unknown, signal));
  const scope: HistoryScope = { provider: live, access, age, freshness, now, judge, follow, getAgents, returned };
  const { linkedCalls } = live;

  return {
    ...live,
    at: (other) => viewAt(provider, options, names, other),
    prepare: (filter, selection) => prepareCut(scope, account, filter, selection),
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
    async listAgents(signal) {
      const agents = await live.listAgents(signal);
      await names.agents.learn(agents);
      return agents;
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
  account: HistoryOptions['account'],
  filter: CallFilter,
  selection: CallSelection,
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
  const parts = partsOf(selection, live.reads);
  const question: CutQuestion = { live, matches, narrowing, joins, parts, isUnfiltered };
  return {
    ...live,
    ...(readFirst && { readFirst }),
    list(query, signal) {
      const current = account();
      return current === null || isEmptyRange(query.range)
        ? live.list(query, signal)
        : listCut(scope, current, question, query, signal);
    },
    count(range, signal) {
      const current = account();
      return current === null || isEmptyRange(range) || scope.age.maxAgeMs === 0
        ? live.count(range, signal)
        : countCut(scope, current, question, columns, range, signal);
    },
    async oldestReading(range) {
      const current = account();
      return current === null || scope.age.maxAgeMs === 0 ? null : oldestReading(scope, current, question, range);
    },
  };
}
