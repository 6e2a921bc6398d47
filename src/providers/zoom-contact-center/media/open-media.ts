import type { Instant } from '../../../time/instant.ts';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../../domain/media.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { type FileHosts, ForeignHost } from '../../../transport/file-hosts.ts';
import type { HttpStream, Send } from '../../../transport/http.ts';
import { openFile } from '../../../transport/open-file.ts';
import { toOpenedMedia } from '../../to-opened-media.ts';
import type { Client } from '../api/client.ts';
import { type RecordingFinder, recordingsAround } from './get-recordings.ts';
import { readInstant } from '../api/read-fields.ts';
import { toError } from '../api/to-error.ts';

const OPERATION = 'the bytes of a recording';

/** What opening needs. */
export type MediaParts = {
  readonly provider: string;
  readonly client: Client;
  readonly recordings: RecordingFinder;
  /** Where bytes may be fetched from. */
  readonly files: FileHosts;
  readonly open: Send<HttpStream>;
};

/** Opens a recording or a transcript; Zoom's cloud wants the token, so they are carried through. Null when it is gone. */
export async function openMedia(
  { kind, nativeId, session }: MediaKey,
  request: MediaRequest,
  { provider, client, recordings, files, open }: MediaParts,
  signal: AbortSignal,
): Promise<OpenedMedia | null> {
  if (kind === 'log') return null;
  const startedAt: Instant | null =
    session.startedAt ?? readInstant((await client.getEngagement(session.nativeId, signal))?.start_time);
  if (startedAt === null) return null;
  const around = recordingsAround(startedAt);

  for (const isFresh of [false, true]) {
    const links = await recordings.findLinks(nativeId, session.nativeId, around, isFresh, signal);
    const url = links?.[kind] ?? null;
    if (url === null) return null;
    const stream = await openLink(url, request, provider, files, open, signal);
    const opened = toOpenedMedia(stream);
    if (opened) return opened;
    if (opened === undefined)
      throw toError({ provider, operation: OPERATION, status: stream.status, code: null, message: null });
    // A link may have been replaced since it was remembered: it is asked for again, once.
  }
  return null;
}

async function openLink(
  url: string,
  { method, range, ifRange }: MediaRequest,
  provider: string,
  files: FileHosts,
  open: Send<HttpStream>,
  signal: AbortSignal,
): Promise<HttpStream> {
  const headers = {
    ...(range === undefined ? {} : { range }),
    ...(ifRange === undefined ? {} : { 'if-range': ifRange }),
  };
  try {
    return await openFile(open, { method, url, operation: OPERATION, headersFor: () => headers }, files, signal);
  } catch (error) {
    if (!(error instanceof ForeignHost)) throw error;
    const message = `Zoom keeps ${OPERATION} elsewhere: ${error.message}. If it is right, name the host in mediaHosts: the log says which.`;
    throw new ProviderError(provider, 'misconfigured', message, { detail: error.host, cause: error });
  }
}
