import type { CallSession } from '../../../domain/call-session.ts';
import type { Recording, Transcript } from '../../../domain/recording.ts';
import { bytesOrNull, lookUp, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { type Portal, textIn } from '../calls/row.ts';
import type { FileRow } from '../api/wire.ts';

/** Marks the id of a recording that is only a link in its call's row; the call's id follows. */
const LINK_PREFIX = 'link:';

/** The recordings that a row alone tells of: none, or a bare link. Undefined where the disk has to be asked. */
export function toCarriedRecordings(call: CallSession, portal: Portal): readonly Recording[] | undefined {
  if (fileIdOf(call) !== null) return undefined;
  const url = linkOf(call);
  if (url === null) return [];
  return [toRecording(call, { nativeId: LINK_PREFIX + call.nativeId, isAvailable: portal.mayFetch(url) })];
}

/** A recording on the portal's disk; `file` is null where the disk no longer has it. */
export function toDiskRecording(call: CallSession, fileId: string, file: FileRow | null): Recording {
  return {
    ...toRecording(call, { nativeId: fileId, isAvailable: file !== null }),
    sizeBytes: bytesOrNull(file?.SIZE),
    mediaType: toMediaType(textOrNull(file?.NAME)),
  };
}

/** The disk file of a call's recording. */
export const fileIdOf = (call: CallSession): string | null => {
  const id = textIn(call, 'RECORD_FILE_ID');
  return id === '0' ? null : id;
};

/** The id of a call's recording; null where it has none. */
export const recordingIdOf = (call: CallSession): string | null =>
  fileIdOf(call) ?? (linkOf(call) === null ? null : LINK_PREFIX + call.nativeId);

/** Whether a call has a recording, read from its row alone. */
export const hasRecording = (call: CallSession): boolean => recordingIdOf(call) !== null;

/** The link of a call's recording. */
export const linkOf = (call: CallSession): string | null => textIn(call, 'CALL_RECORD_URL');

/** Whether a recording's id stands for the link in its call's row. */
export const isLinkId = (nativeId: string): boolean => nativeId.startsWith(LINK_PREFIX);

/** The call that the id of a link names. */
export const callIdOfLink = (nativeId: string): string => nativeId.slice(LINK_PREFIX.length);

function toRecording(
  call: CallSession,
  { nativeId, isAvailable }: Pick<Recording, 'nativeId' | 'isAvailable'>,
): Recording {
  return {
    provider: call.provider,
    nativeId,
    sessionId: call.nativeId,
    sessionStartedAt: call.startedAt,
    legId: null,
    kind: 'CALL',
    startedAt: null,
    durationSeconds: secondsOrNull(textIn(call, 'RECORD_DURATION')),
    sizeBytes: null,
    mediaType: null,
    expiresAt: null,
    isAvailable,
    transcript: toTranscript(call),
    cost: null,
  };
}

// There is no method that reads a telephony transcript, so one that is ready still cannot be opened.
function toTranscript(call: CallSession): Transcript {
  if (textIn(call, 'TRANSCRIPT_PENDING') === 'Y') return { status: 'PENDING', canOpen: false };
  return { status: textIn(call, 'TRANSCRIPT_ID') === null ? 'NONE' : 'READY', canOpen: false };
}

const MEDIA_TYPES: Readonly<Partial<Record<string, string>>> = { wav: 'audio/wav', mp3: 'audio/mpeg' };

const toMediaType = (name: string | null): string | null =>
  lookUp(MEDIA_TYPES, name?.split('.').at(-1)?.toLowerCase()) ?? null;
