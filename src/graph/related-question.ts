import type { CallField } from '../domain/call-selection.ts';
import { RELATION_EVIDENCE, type RelationEvidence } from '../domain/call-references.ts';
import { type RelatedQuestion, relatedKey } from '../loaders/joined-call.ts';
import { createGraphError } from './graph-error.ts';
import { readForPlan } from './collect-fields.ts';
import type { Selected } from './selected.ts';

/** What counts as the same call when a query does not say: ids. A number and a time are a guess, and cost a list. */
export const DEFAULT_VIA: readonly RelationEvidence[] = ['SHARED_SESSION_ID', 'SHARED_EXTERNAL_ID'];
/** How far apart two starts may lie where the query does not say. */
export const DEFAULT_TOLERANCE_SECONDS = 15;
/** Two calls with an hour between them are two calls. */
export const MOST_TOLERANCE_SECONDS = 3600;

/** Reads the arguments of `CallSession.related`; throws BAD_FILTER for a tolerance that is none. */
export function readRelatedQuestion(args: {
  readonly via?: readonly RelationEvidence[] | null | undefined;
  readonly toleranceSeconds?: number | null | undefined;
}): RelatedQuestion {
  const toleranceSeconds = args.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  if (toleranceSeconds < 0 || toleranceSeconds > MOST_TOLERANCE_SECONDS)
    throw createGraphError(
      'BAD_FILTER',
      `related.toleranceSeconds is ${toleranceSeconds}; it must be from 0 to ${MOST_TOLERANCE_SECONDS}.`,
    );
  return { via: args.via ?? DEFAULT_VIA, toleranceSeconds };
}

/** Every question that selections of calls ask about related calls, each once; those that cannot be asked are left out. */
export function relatedQuestionsOf(sessions: readonly Selected[]): RelatedQuestion[] {
  const questions = sessions.flatMap((session) =>
    session
      .argumentsOf('related')
      .flatMap(
        (args) => readForPlan(() => readRelatedQuestion(args as Parameters<typeof readRelatedQuestion>[0])) ?? [],
      ),
  );
  return [...new Map(questions.map((question) => [relatedKey(question), question])).values()];
}

/** What the questions read of the calls they are asked about. */
export const fieldsForQuestions = (questions: readonly RelatedQuestion[]): CallField[] =>
  RELATION_EVIDENCE.filter((evidence) => questions.some(({ via }) => via.includes(evidence))).flatMap(
    (evidence) => FIELDS_OF[evidence],
  );

const FIELDS_OF: Readonly<Record<RelationEvidence, readonly CallField[]>> = {
  SHARED_SESSION_ID: ['references'],
  SHARED_EXTERNAL_ID: ['references'],
  SAME_NUMBER_AND_TIME: ['customer', 'direction'],
};
