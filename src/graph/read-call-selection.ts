import { type CallField, type CallSelection, PLACE_SELECTION } from '../domain/call-selection.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { ReachedCalls } from './reached-calls.ts';
import { fieldsForQuestions, relatedQuestionsOf } from './related-question.ts';
import { vendorGraphOf } from './vendor-graph.ts';

/** Fields of CallSession that stand for themselves; the rest of its fields ask nothing of the row. */
const ROW_FIELDS: ReadonlySet<string> = new Set<CallField>([
  'endedAt',
  'durationSeconds',
  'talkSeconds',
  'waitSeconds',
  'direction',
  'kind',
  'outcome',
  'outcomeDetail',
  'customer',
  'line',
  'agents',
  'queues',
  'cost',
  'rating',
  'note',
]);

/** What a query reads of the calls of one kind of provider: no more is asked of the vendor. */
export function readCallSelection({ sessions, legs, recordings }: ReachedCalls, kind: ProviderKind): CallSelection {
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
