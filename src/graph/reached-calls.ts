import type { Selected } from './selected.ts';

/**
 * Every selection that is answered from the calls of one page: a leg leads back to its session, a recording to its leg
 * and its session, and all of them are the same few objects.
 */
export type ReachedCalls = {
  readonly sessions: readonly Selected[];
  readonly legs: readonly Selected[];
  readonly recordings: readonly Selected[];
};

/** Follows selections of calls, legs and recordings to one another and back. */
export function reachCalls(starts: Partial<ReachedCalls>): ReachedCalls {
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
