import type { CallSession } from '../../../domain/call-session.ts';
import type { Recording } from '../../../domain/recording.ts';
import { idOrNull, recordOf, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { instantOrNull } from '../../columns/read-cell.ts';
import type { RecordingRow } from '../api/wire.ts';

/** Reads a recording of a call; null for a row without an id. */
export function toRecording(value: unknown, call: CallSession): Recording | null {
  const row: RecordingRow = recordOf(value);
  const nativeId = idOrNull(row.recording_id);
  if (nativeId === null) return null;
  const hasTranscript = textOrNull(row.transcript_url) !== null;
  return {
    provider: call.provider,
    nativeId,
    sessionId: call.nativeId,
    sessionStartedAt: call.startedAt,
    legId: legIdOf(row, call),
    kind: 'CALL',
    startedAt: instantOrNull(row.recording_start_time),
    durationSeconds: secondsOrNull(row.recording_duration),
    sizeBytes: null,
    mediaType: null,
    expiresAt: null,
    isAvailable: textOrNull(row.download_url) !== null,
    transcript: { status: hasTranscript ? 'READY' : 'NONE', canOpen: hasTranscript },
    cost: null,
    row,
  };
}

// No field names the leg. It is known only where exactly one leg of this user runs at the recording's start.
function legIdOf(row: RecordingRow, call: CallSession): string | null | undefined {
  if (call.legs === undefined) return undefined;
  if (call.legs === null) return null;
  const [only, ...others] = call.legs;
  if (only && others.length === 0) return only.nativeId;
  const startedAt = instantOrNull(row.recording_start_time);
  const userId = idOrNull(row.user_id);
  const candidates = call.legs.filter(
    (leg) =>
      leg.agent?.nativeId === userId &&
      startedAt !== null &&
      leg.startedAt !== null &&
      leg.startedAt <= startedAt &&
      leg.startedAt + (leg.durationSeconds ?? 0) * 1000 >= startedAt,
  );
  return candidates.length === 1 ? (candidates[0]?.nativeId ?? null) : null;
}
