import type { Instant } from '../../../time/instant.ts';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../../domain/media.ts';
import { rangeHeaders, toOpenedMedia } from '../../to-opened-media.ts';
import type { Client } from '../api/client.ts';
import { type RecordingFinder, recordingsAround } from './get-recordings.ts';
import { instantOrNull } from '../../columns/read-cell.ts';
import { toError } from '../api/to-error.ts';

const OPERATION = 'the bytes of a recording';

/** What opening needs. */
export type MediaParts = {
  readonly provider: string;
  readonly client: Client;
  readonly recordings: RecordingFinder;
};

/** Opens a recording or a transcript; Zoom's cloud wants the token, so they are carried through. Null when it is gone. */
export async function openMedia(
  { kind, nativeId, session }: MediaKey,
  request: MediaRequest,
  { provider, client, recordings }: MediaParts,
  signal: AbortSignal,
): Promise<OpenedMedia | null> {
  if (kind === 'log') return null;
  const startedAt: Instant | null =
    session.startedAt ?? instantOrNull((await client.getEngagement(session.nativeId, signal))?.start_time);
  if (startedAt === null) return null;
  const around = recordingsAround(startedAt);

  for (const isFresh of [false, true]) {
    const links = await recordings.findLinks(nativeId, session.nativeId, around, isFresh, signal);
    const url = links?.[kind] ?? null;
    if (url === null) return null;
    const { method } = request;
    const file = { method, url, operation: OPERATION, headersFor: () => rangeHeaders(request) };
    const opened = toOpenedMedia(await client.openFile(file, signal), (status) =>
      toError({ provider, operation: OPERATION, status }),
    );
    if (opened) return opened;
    // A link may have been replaced since it was remembered: it is asked for again, once.
  }
  return null;
}
