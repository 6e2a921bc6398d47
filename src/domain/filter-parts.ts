import { type CallFilter, type CallFilterField, fieldsOf } from './call-filter.ts';
import type { CallField } from './call-selection.ts';
import type { CallSession } from './call-session.ts';
import { wordsOf } from './fold-text.ts';

/** Fields of a call that conditions read. Agents, queues and recordings may have to be joined first. */
export const readsOf = (filter: CallFilter, fields: readonly CallFilterField[]): CallField[] =>
  fields.flatMap((field) => (field === 'not' ? readsOf(filter.not!, fieldsOf(filter.not!)) : READS[field]));

/** A part of a call that a condition, or a figure, reads and that a row may leave to be joined. */
export type JoinedPart = 'agents' | 'agentNames' | 'spokenWords' | 'queues' | 'recordings' | 'isReturned' | 'cost';

/** The parts of a call that conditions read and that may have to be joined first. */
export const joinsOf = (filter: CallFilter, fields: readonly CallFilterField[]): JoinedPart[] => [
  ...new Set(
    fields.flatMap((field): readonly JoinedPart[] => {
      if (field === 'not') return joinsOf(filter.not!, fieldsOf(filter.not!));
      return field === 'text' && filter.searchesTranscripts ? [...JOINS.text!, 'spokenWords'] : (JOINS[field] ?? []);
    }),
  ),
];

/** The words that a filter looks for in what was said. */
export const transcriptWordsOf = ({ text, searchesTranscripts, not }: CallFilter): readonly string[] => [
  ...new Set([
    ...(searchesTranscripts && text !== undefined ? wordsOf(text) : []),
    ...(not ? transcriptWordsOf(not) : []),
  ]),
];

/** Whether a call carries a part that may have to be joined. */
export const isJoined = (call: CallSession, part: JoinedPart): boolean =>
  part === 'agentNames'
    ? call.agents !== undefined && (call.agents ?? []).every(({ displayName }) => displayName !== undefined)
    : call[part] !== undefined;

const JOINS: Partial<Record<CallFilterField, readonly JoinedPart[]>> = {
  agentIds: ['agents'],
  alongside: ['agents'],
  text: ['agentNames'],
  queueIds: ['queues'],
  hasRecording: ['recordings'],
  isReturned: ['isReturned'],
};

const READS: Record<Exclude<CallFilterField, 'not'>, readonly CallField[]> = {
  direction: ['direction'],
  kind: ['kind'],
  outcome: ['outcome'],
  agentIds: ['agents'],
  alongside: ['agents'],
  queueIds: ['queues', 'legs'],
  number: ['customer', 'line'],
  customerNumber: ['customer'],
  lineNumber: ['line'],
  numberContains: ['customer', 'line'],
  text: ['customer', 'note', 'agents'],
  durationSeconds: ['durationSeconds'],
  talkSeconds: ['talkSeconds'],
  waitSeconds: ['waitSeconds'],
  rating: ['rating'],
  hasRecording: ['recordings'],
  isReturned: ['direction', 'outcome', 'customer'],
  startedAt: ['startedAt'],
  vendor: [],
};
