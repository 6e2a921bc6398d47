import type { CallLeg } from '../../../domain/call-leg.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { readDecimal } from '../../../domain/money.ts';
import type { Recording, Transcript } from '../../../domain/recording.ts';
import {
  booleanOrNull,
  bytesOrNull,
  idOrNull,
  lookUp,
  secondsOrNull,
  textOrNull,
} from '../../../transport/read-wire.ts';
import type { RowContext } from '../calls/row.ts';
import type { CallRow, RecordRow } from '../api/wire.ts';

/** What a recording takes from its session. */
export type RecordingSession = { readonly nativeId: string; readonly startedAt: Instant };

/** A recording of a session. `legs` is undefined where the session came without its calls. */
export function toRecording(
  record: RecordRow,
  position: number,
  session: RecordingSession,
  legs: readonly CallLeg[] | undefined,
  context: RowContext,
): Recording {
  const url = textOrNull(record.record_url);
  const startedAt = context.clock.toInstant(record.start_time);
  const durationSeconds = secondsOrNull(record.duration);
  const sizeBytes = bytesOrNull(record.file_size);
  const cost = readDecimal(record.cost);
  return {
    provider: context.provider,
    nativeId: recordIdOf(record, session, position),
    sessionId: session.nativeId,
    sessionStartedAt: session.startedAt,
    legId: legs && (legBySameRecord(record, legs) ?? legByTime(startedAt, durationSeconds, legs)),
    kind: 'CALL',
    startedAt,
    durationSeconds,
    // Zero is what the vendor sends for files that surely have bytes.
    sizeBytes: sizeBytes === 0 ? null : sizeBytes,
    mediaType: mediaTypeOf(record, url),
    expiresAt: toExpiry(record.expiration_date),
    isAvailable: url !== null && booleanOrNull(record.is_removed) !== true,
    transcript: toTranscript(record),
    cost: cost === null ? null : { amount: cost, currency: context.currency },
    row: record,
  };
}

/** The vendor's id, or the session's with the record's position. */
export const recordIdOf = (record: RecordRow, session: { readonly nativeId: string }, position: number): string =>
  idOrNull(record.record_id) ?? `${session.nativeId}:${position}`;

const RECORD_ID = 'record_id=';

/** The record_id that a link to a recording carries: what joins a call to its recording. */
export function recordIdIn(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  const at = url.lastIndexOf(RECORD_ID);
  if (at < 0) return null;
  const end = url.indexOf('&', at);
  return url.slice(at + RECORD_ID.length, end < 0 ? undefined : end);
}

/** The link of a leg and the link of its recording carry the same record_id. */
function legBySameRecord(record: RecordRow, legs: readonly CallLeg[]): string | null {
  const id = recordIdIn(record.record_url) ?? idOrNull(record.record_id);
  if (id === null) return null;
  return legs.find((leg) => recordIdIn((leg.row as CallRow).record_url) === id)?.nativeId ?? null;
}

/** Otherwise the leg that was up for most of the recording; none is an answer too. */
function legByTime(startedAt: Instant | null, seconds: number | null, legs: readonly CallLeg[]): string | null {
  if (startedAt === null || seconds === null) return null;
  const endedAt = startedAt + seconds * SECOND_MS;
  let best: { nativeId: string; sharedMs: number } | null = null;
  for (const leg of legs) {
    if (leg.startedAt === null || leg.durationSeconds === null) continue;
    const end = leg.startedAt + leg.durationSeconds * SECOND_MS;
    const sharedMs = Math.min(end, endedAt) - Math.max(leg.startedAt, startedAt);
    if (sharedMs > 0 && sharedMs > (best?.sharedMs ?? 0)) best = { nativeId: leg.nativeId, sharedMs };
  }
  return best?.nativeId ?? null;
}

/** The vendor names the day only: its first moment is surely not too late. */
function toExpiry(date: unknown): Instant | null {
  if (typeof date !== 'string' || date.length !== 10) return null;
  const instant = Date.parse(date);
  return Number.isNaN(instant) ? null : instant;
}

const TRANSCRIPTS: Readonly<Record<string, Transcript['status']>> = {
  'Not required': 'NONE',
  'In progress': 'PENDING',
  Complete: 'READY',
};

function toTranscript(record: RecordRow): Transcript | null {
  const status = lookUp(TRANSCRIPTS, textOrNull(record.transcription_status));
  if (status === undefined) return null;
  return { status, canOpen: status === 'READY' && textOrNull(record.transcription_url) !== null };
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  webm: 'video/webm',
};
const CONTAINER = /"container"\s*:\s*"([a-z0-9]+)"/i;
const EXTENSION = /\.([a-z0-9]{2,4})(?:\?|$)/i;

/** `media_parameters` is JSON inside a string, now and then junk; the file's name says the same. */
function mediaTypeOf(record: RecordRow, url: string | null): string | null {
  const parameters = textOrNull(record.media_parameters) ?? '';
  const word = CONTAINER.exec(parameters)?.[1] ?? EXTENSION.exec(url ?? '')?.[1];
  return word === undefined ? null : (lookUp(MEDIA_TYPES, word.toLowerCase()) ?? null);
}
