import type { Instant } from '../time/instant.ts';
import type { Money } from './money.ts';

/** What was recorded: people talking, or a message that a caller left. */
export type RecordingKind = 'CALL' | 'VOICEMAIL';

/** What was said in a recording, as text, and how far that is. */
export type Transcript = {
  readonly status: 'PENDING' | 'READY' | 'NONE';
  /** True when openMedia can deliver the text. */
  readonly canOpen: boolean;
};

/** The most characters of a transcript as text: what is said in three hours and more. */
export const MAX_TRANSCRIPT_CHARACTERS = 200_000;

/** A recording of a call. Its place at the vendor is no part of it: the bytes are opened through the port. */
export type Recording = {
  readonly provider: string;
  readonly nativeId: string;
  readonly sessionId: string;
  /** Start of the session, so that a vendor that wants a date with an id can find the recording again. */
  readonly sessionStartedAt: Instant;
  /** Native id of the leg it belongs to; undefined until the legs are asked. */
  readonly legId: string | null | undefined;
  readonly kind: RecordingKind;
  readonly startedAt: Instant | null;
  readonly durationSeconds: number | null;
  readonly sizeBytes: number | null;
  readonly mediaType: string | null;
  readonly expiresAt: Instant | null;
  readonly isAvailable: boolean;
  readonly transcript: Transcript | null;
  readonly cost: Money | null;
  /** The vendor's own row, for `details`; read only inside the provider's folder. */
  readonly row?: unknown;
};
