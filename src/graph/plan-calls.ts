import { type CallField, type CallSelection, PLACE_SELECTION, ROW_SELECTION } from '../domain/call-selection.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { AgentField, PageJoins, QueueField, RelatedJoins } from '../loaders/joined-call.ts';
import { fieldsForQuestions, relatedQuestionsOf } from './related-question.ts';
import type { Selected } from './selected.ts';
import { vendorGraphOf } from './vendor-graph.ts';

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
  const readsTranscripts = recordings.some((each) => each.below('transcript').hasNow('text'));
  return {
    ...(isAsked(sessions, 'agents') && { agents: below(sessions, 'agents', AGENT_FIELDS) }),
    ...(isAsked(sessions, 'queues') && { queues: below(sessions, 'queues', QUEUE_FIELDS) }),
    ...(readsLegs && { legs: true }),
    ...(isAsked(legs, 'agent') && { legAgents: below(legs, 'agent', AGENT_FIELDS) }),
    ...(readsRecordings && { recordings: true }),
    ...(readsTranscripts && { transcripts: true }),
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

/**
 * Every selection that is answered from the calls of one page: a leg leads back to its session, a recording to its leg
 * and its session, and all of them are the same few objects.
 */
type ReachedCalls = {
  readonly sessions: readonly Selected[];
  readonly legs: readonly Selected[];
  readonly recordings: readonly Selected[];
};

/** Follows selections of calls, legs and recordings to one another and back. */
function reachCalls(starts: Partial<ReachedCalls>): ReachedCalls {
  const sessions: Selected[] = [];
  const legs: Selected[] = [];
  const recordings: Selected[] = [];
  const visitSession = (session: Selected): void => {
    sessions.push(session);
    if (session.has('legs')) visitLeg(session.below('legs'));
    if (session.has('recordings')) visitRecording(session.below('recordings'));
  };
  const visitLeg = (leg: Selected): void => {
    legs.push(leg);
    if (leg.has('session')) visitSession(leg.below('session'));
    if (leg.has('recordings')) visitRecording(leg.below('recordings'));
  };
  const visitRecording = (recording: Selected): void => {
    recordings.push(recording);
    if (recording.has('session')) visitSession(recording.below('session'));
    if (recording.has('leg')) visitLeg(recording.below('leg'));
  };
  starts.sessions?.forEach(visitSession);
  starts.legs?.forEach(visitLeg);
  starts.recordings?.forEach(visitRecording);
  return { sessions, legs, recordings };
}

/** Fields of CallSession that stand for themselves; the rest of its fields ask nothing of the row. */
const ROW_FIELDS: ReadonlySet<string> = new Set<CallField>([...ROW_SELECTION.fields, 'agents', 'queues', 'cost']);

/** What a query reads of the calls of one kind of provider: no more is asked of the vendor. */
function readCallSelection({ sessions, legs, recordings }: ReachedCalls, kind: ProviderKind): CallSelection {
  const fields = new Set<CallField>(PLACE_SELECTION.fields);
  for (const { names } of sessions) for (const name of names) if (isRowField(name)) fields.add(name);
  if (sessions.some((session) => session.below('line').has('displayName'))) fields.add('lineName');
  if (legs.length > 0) fields.add('legs');
  if (recordings.length > 0) fields.add('recordings');
  // A link lives by the length of what it plays, and some vendors say that of the call alone.
  if (recordings.some((each) => each.has('url') || each.has('urlExpiresAt'))) fields.add('durationSeconds');
  for (const field of fieldsForQuestions(relatedQuestionsOf(sessions))) fields.add(field);
  const detailsType = vendorGraphOf(kind)?.callDetails.name;
  const details = new Set(sessions.flatMap((session) => session.below('details', detailsType).names));
  return { fields, details, raw: sessions.some((session) => session.has('raw')) };
}

const isRowField = (name: string): name is CallField => ROW_FIELDS.has(name);
