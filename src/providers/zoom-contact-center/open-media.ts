import type { Instant } from '../../domain/instant.ts';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../domain/media.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { HttpStream, Send } from '../../transport/http.ts';
import { type Client } from './client.ts';
import { type RecordingFinder, recordingsAround } from './find-recordings.ts';
import { readInstant } from './read-fields.ts';
import type { ZoomContactCenterSettings } from './settings.ts';
import { toError } from './to-error.ts';

const OPERATION = 'the bytes of a recording';
const MAX_REDIRECTS = 5;

/** Opens a recording or a transcript; both need the token, so they are carried through. Null when it is gone. */
export async function openMedia(
  key: MediaKey,
  request: MediaRequest,
  parts: {
    readonly settings: ZoomContactCenterSettings;
    readonly client: Client;
    readonly recordings: RecordingFinder;
    readonly open: Send<HttpStream>;
  },
  signal: AbortSignal,
): Promise<OpenedMedia | null> {
  const { settings, client, recordings, open } = parts;
  if (key.kind === 'log') return null;
  const { kind, nativeId, session } = key;
  const startedAt: Instant | null =
    session.startedAt ?? readInstant((await client.getEngagement(session.nativeId, signal))?.start_time);
  if (startedAt === null) return null;
  const around = recordingsAround(startedAt);

  for (const isFresh of [false, true]) {
    const links = await recordings.findLinks(nativeId, session.nativeId, around, isFresh, signal);
    const url = links?.[kind] ?? null;
    if (url === null) return null;
    const stream = await follow(url, request, settings, open, signal);
    if (stream.status !== 404 && stream.status !== 410) return toOpenedMedia(stream, settings.id);
    // A link may have been replaced since it was remembered.
    stream.body.destroy();
  }
  return null;
}

/** Whether bytes may be fetched from an address, token and all: from Zoom's hosts, and from the one it is reached at. */
export function mayFetch(url: URL, baseUrl: string): boolean {
  if (url.origin === new URL(baseUrl).origin) return true;
  return url.protocol === 'https:' && (url.hostname === 'zoom.us' || url.hostname.endsWith('.zoom.us'));
}

async function follow(
  link: string,
  { method, range, ifRange }: MediaRequest,
  { id, baseUrl }: ZoomContactCenterSettings,
  open: Send<HttpStream>,
  signal: AbortSignal,
): Promise<HttpStream> {
  const headers = {
    ...(range === undefined ? {} : { range }),
    ...(ifRange === undefined ? {} : { 'if-range': ifRange }),
  };
  let url = URL.parse(link);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!url || !mayFetch(url, baseUrl))
      throw new ProviderError(
        id,
        'unsupported',
        `Zoom leads to ${url?.host ?? 'no address'} for ${OPERATION}: not a host of Zoom's.`,
      );
    const stream = await open({ method, url: url.href, headers, operation: OPERATION, purpose: 'read' }, signal);
    const location = stream.headers.location;
    if (stream.status < 300 || stream.status >= 400 || location === undefined) return stream;
    stream.body.destroy();
    url = URL.parse(location, url.href);
  }
  throw new ProviderError(id, 'unreadable', `Zoom sends from one address to the next for ${OPERATION}, without end.`);
}

function toOpenedMedia({ status, headers, body }: HttpStream, provider: string): OpenedMedia {
  if (status !== 200 && status !== 206 && status !== 416) {
    body.destroy();
    throw toError({ provider, operation: OPERATION, status, code: null, message: null });
  }
  const length = headers['content-length'];
  return {
    status,
    contentType: headers['content-type'] ?? null,
    contentLength: length === undefined ? null : Number(length),
    contentRange: headers['content-range'] ?? null,
    etag: headers.etag ?? null,
    acceptsRanges: status === 206 || headers['accept-ranges'] === 'bytes',
    body,
  };
}
