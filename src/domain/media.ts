import type { CallKey } from './call-session.ts';
import type { Recording } from './recording.ts';

/** What has bytes at the vendor. */
export type MediaKind = 'recording' | 'transcript' | 'log';

/** Names bytes without naming their place: the id, and the call they hang on. */
export type MediaKey = {
  readonly kind: MediaKind;
  /** Native id of the recording; for a log, of the call. */
  readonly nativeId: string;
  readonly session: CallKey;
};

/** Names the sound or the transcript of a recording. */
export const mediaKeyOf = (
  { nativeId, sessionId, sessionStartedAt }: Recording,
  kind: 'recording' | 'transcript',
): MediaKey => ({ kind, nativeId, session: { nativeId: sessionId, startedAt: sessionStartedAt } });

/** How bytes are asked for, as HTTP has it. */
export type MediaRequest = {
  readonly method: 'GET' | 'HEAD';
  /** The Range header as the client sent it: "bytes=0-1023". */
  readonly range?: string | undefined;
  /** The If-Range header as the client sent it. */
  readonly ifRange?: string | undefined;
};

/** Bytes on their way. Reading to the end or destroying the body ends the exchange with the vendor. */
export type OpenedMedia = {
  readonly status: 200 | 206 | 416;
  readonly contentType: string | null;
  readonly contentLength: number | null;
  readonly contentRange: string | null;
  readonly etag: string | null;
  /** Whether the vendor serves ranges of it. */
  readonly acceptsRanges: boolean;
  /** Each chunk is its reader's, who may free it. */
  readonly body: AsyncIterable<Uint8Array>;
};
