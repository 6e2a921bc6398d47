import type { CallSelection } from '../domain/call-selection.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { AgentField, PageJoins, QueueField, RelatedJoins } from '../loaders/joined-call.ts';
import { type ReachedCalls, reachCalls } from './reached-calls.ts';
import { readCallSelection } from './read-call-selection.ts';
import { relatedQuestionsOf } from './related-question.ts';
import type { Selected } from './selected.ts';

/** What a query needs of the calls of a page, read off its text before anybody is asked. */
export type CallPlan = {
  readonly selectionFor: (kind: ProviderKind) => CallSelection;
  readonly joins: PageJoins;
};

/**
 * Plans what is read of calls, and of legs and recordings where a query starts there. Joins behind @defer are left out:
 * they are made when their turn comes.
 */
export function planCalls(starts: Partial<ReachedCalls>): CallPlan {
  const reached = reachCalls(starts);
  const selections = new Map<ProviderKind, CallSelection>();
  return {
    selectionFor(kind) {
      const known = selections.get(kind);
      if (known) return known;
      const selection = readCallSelection(reached, kind);
      selections.set(kind, selection);
      return selection;
    },
    joins: readJoins(reached, starts),
  };
}

const AGENT_FIELDS: readonly AgentField[] = ['displayName', 'email', 'extension', 'isActive'];
const QUEUE_FIELDS: readonly QueueField[] = ['name'];

function readJoins({ sessions, legs, recordings }: ReachedCalls, starts: Partial<ReachedCalls>): PageJoins {
  const isAsked = (places: readonly Selected[], field: string): boolean => places.some((place) => place.hasNow(field));
  const below = <Name extends string>(places: readonly Selected[], field: string, names: readonly Name[]): Set<Name> =>
    new Set(names.filter((name) => places.some((place) => place.below(field).has(name))));
  const readsLegs = isAsked(sessions, 'legs') || isAsked(recordings, 'leg') || starts.legs !== undefined;
  const readsRecordings =
    isAsked(sessions, 'recordings') || isAsked(legs, 'recordings') || starts.recordings !== undefined;
  return {
    ...(isAsked(sessions, 'agents') && { agents: below(sessions, 'agents', AGENT_FIELDS) }),
    ...(isAsked(sessions, 'queues') && { queues: below(sessions, 'queues', QUEUE_FIELDS) }),
    ...(readsLegs && { legs: true }),
    ...(isAsked(legs, 'agent') && { legAgents: below(legs, 'agent', AGENT_FIELDS) }),
    ...(readsRecordings && { recordings: true }),
    ...(isAsked(sessions, 'cost') && { cost: true }),
    ...(isAsked(legs, 'cost') && { legCosts: true }),
    ...(isAsked(sessions, 'related') && { related: planRelated(sessions) }),
  };
}

/** Related calls are calls of their own: what is read of them is planned as for a page. */
const planRelated = (sessions: readonly Selected[]): RelatedJoins => ({
  questions: relatedQuestionsOf(sessions),
  ...planCalls({ sessions: sessions.map((session) => session.below('related').below('session')) }),
});
