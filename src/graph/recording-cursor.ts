import { SECOND_MS } from '../time/instant.ts';
import type { Recording } from '../domain/recording.ts';
import type { CallAddress } from './load-calls.ts';
import { badCursor, readListCursor, writeListCursor } from './list-cursor.ts';

/**
 * A place among recordings: that of their call on the timeline, and, where the call has several, which of them. `edge`
 * tells a first or last one, beyond which the call has nothing left to show.
 */
export type RecordingPlace = {
  readonly callCursor: string;
  readonly within: {
    readonly call: CallAddress;
    readonly recordingId: string;
    readonly edge: 'first' | 'last' | 'middle';
  } | null;
};

const LIST = 'recordings';
const EDGES = ['first', 'last', 'middle'] as const;

/** The cursor of a recording, `index` being its position among those of its call. */
export function writeRecordingCursor(callCursor: string, recordings: readonly Recording[], index: number): string {
  const recording = recordings[index];
  if (recordings.length === 1 || !recording) return writeListCursor(LIST, [callCursor]);
  const edge = index === 0 ? 'first' : index === recordings.length - 1 ? 'last' : 'middle';
  const { provider, sessionId, sessionStartedAt, nativeId } = recording;
  const second = String(sessionStartedAt / SECOND_MS);
  return writeListCursor(LIST, [callCursor, provider, sessionId, second, nativeId, edge]);
}

/** Reads a cursor of recordings; the timeline reads the cursor of the call in it. Throws BAD_CURSOR. */
export function readRecordingCursor(cursor: string): RecordingPlace {
  const [callCursor, provider, sessionId, second, recordingId, edgeText] = readListCursor(LIST, cursor);
  if (callCursor === undefined) throw badCursor(cursor, 'belongs to another list');
  const edge = EDGES.find((each) => each === edgeText);
  if (provider === undefined || sessionId === undefined || recordingId === undefined || !edge)
    return { callCursor, within: null };
  const key = { nativeId: sessionId, startedAt: Number(second) * SECOND_MS };
  return { callCursor, within: { call: { provider, key }, recordingId, edge } };
}
