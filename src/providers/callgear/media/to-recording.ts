import type { Recording } from '../../../domain/recording.ts';
import type { Instant } from '../../../time/instant.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import { shortened, textsOf } from '../../columns/read-cell.ts';
import type { CallRow, LegRow } from '../api/wire.ts';

/** The kinds of files a call can have, as they stand in a recording's id. */
export type RecordKind = 'talk' | 'wav' | 'voice_mail' | 'full';

/** A file of a call. The id opens it, together with the communication's: neither ever leaves this folder whole. */
export type CallRecord = {
  readonly kind: RecordKind;
  readonly communicationId: string;
  readonly recordId: string;
  /** Where the vendor gave a link and no id. */
  readonly link: string | null;
};

/** The files of a call, each talk once: WAV tracks and the glued link are renditions of the same talk. */
export function recordsOf(row: CallRow): CallRecord[] {
  const files = filesOf(row);
  const talk = (['talk', 'wav', 'full'] as const).find((kind) => files.some((file) => file.kind === kind));
  return files.filter(({ kind }) => kind === talk || kind === 'voice_mail');
}

/** Every file of a call, in every rendition. */
export function filesOf(row: CallRow): CallRecord[] {
  const communicationId = textOrNull(row.communication_id) ?? textOrNull(row.id) ?? '';
  const listed = (kind: RecordKind, ids: unknown): CallRecord[] =>
    textsOf(ids).map((recordId) => ({ kind, communicationId, recordId, link: null }));
  const link = textOrNull(row.full_record_file_link);
  const recordId = link === null ? null : recordIdOf(link);
  return [
    ...listed('talk', row.call_records),
    ...listed('wav', row.wav_call_records),
    ...(recordId === null ? [] : [{ kind: 'full' as const, communicationId, recordId, link }]),
    ...listed('voice_mail', row.voice_mail_records),
  ];
}

/** The id of a file as it may be shown: with the first digits of the record's, which open nothing. */
export const recordingIdOf = ({ communicationId, kind, recordId }: CallRecord): string =>
  `${communicationId}.${kind}.${shortened(recordId)}`;

/** What a recording's columns do not say themselves. */
export type RecordingContext = {
  readonly provider: string;
  readonly sessionId: string;
  readonly sessionStartedAt: Instant;
  /** The rows of the call's legs; null while they have not been asked. */
  readonly legs: readonly LegRow[] | null;
};

/** A file of a call as a recording. Its length, size and end of life are not on the wire. */
export function toRecording(
  record: CallRecord,
  { provider, sessionId, sessionStartedAt, legs }: RecordingContext,
): Recording {
  const leg = legs?.find((row) => textsOf(row.call_records).includes(record.recordId));
  return {
    provider,
    nativeId: recordingIdOf(record),
    sessionId,
    sessionStartedAt,
    legId: legs === null ? undefined : textOrNull(leg?.id),
    kind: record.kind === 'voice_mail' ? 'VOICEMAIL' : 'CALL',
    startedAt: null,
    durationSeconds: null,
    sizeBytes: null,
    mediaType: record.kind === 'wav' ? 'audio/wav' : 'audio/mpeg',
    expiresAt: null,
    isAvailable: true,
    transcript: null,
    cost: null,
  };
}

/** The id of the record that a link leads to. */
export function recordIdOf(link: string): string | null {
  return (
    URL.parse(link)
      ?.pathname.split('/')
      .findLast((part) => part !== '') ?? null
  );
}
