import type { MediaKey, MediaRequest, OpenedMedia } from '../../domain/media.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { HttpClient, HttpStream } from '../../transport/http.ts';
import { numberOrNull, textOrNull } from '../../transport/read-wire.ts';
import type { Bitrix24Client } from './client.ts';
import { getCalls } from './get-calls.ts';
import type { Portal } from './portal.ts';
import { toError, toProviderError } from './to-error.ts';
import { callIdOfLink, isLinkId, linkOf } from './to-recording.ts';

type MediaParts = {
  readonly client: Pick<Bitrix24Client, 'getFiles' | 'listStatisticsTogether' | 'origin'>;
  readonly portal: Portal;
  readonly http: Pick<HttpClient, 'open'>;
};

const MAX_REDIRECTS = 3;

/** Opens a recording: its address holds keys, so it is asked for now and used at once. Null when it is gone. */
export async function openMedia(
  key: MediaKey,
  request: MediaRequest,
  parts: MediaParts,
  signal: AbortSignal,
): Promise<OpenedMedia | null> {
  const url = await findUrl(key, parts, signal);
  return url === null ? null : openUrl(url, request, parts, signal);
}

async function findUrl(key: MediaKey, { client, portal }: MediaParts, signal: AbortSignal): Promise<string | null> {
  const { provider } = portal;
  if (key.kind !== 'recording')
    throw new ProviderError(provider, 'unsupported', `Bitrix24 has no method that reads a ${key.kind} of a call.`);
  if (!isLinkId(key.nativeId)) {
    if (!/^\d{1,20}$/.test(key.nativeId)) return null;
    const [file = null] = await client.getFiles([key.nativeId], signal);
    if (file instanceof ProviderError) throw file;
    return textOrNull(file?.DOWNLOAD_URL);
  }
  const [call = null] = await getCalls([{ nativeId: callIdOfLink(key.nativeId) }], { client, portal }, signal);
  if (call instanceof ProviderError) throw call;
  return call === null ? null : linkOf(call);
}

async function openUrl(
  first: string,
  { method, range, ifRange }: MediaRequest,
  { client, portal, http }: MediaParts,
  signal: AbortSignal,
): Promise<OpenedMedia | null> {
  const { provider } = portal;
  // The web server in front of the disk answers 404 to what does not look like a browser.
  const headers = {
    'user-agent': 'Mozilla/5.0 (compatible; Trunkline)',
    accept: '*/*',
    'accept-language': 'en',
    referer: `${client.origin()}/`,
    ...(range === undefined ? {} : { range }),
    ...(ifRange === undefined ? {} : { 'if-range': ifRange }),
  };
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!portal.mayFetch(url)) throw foreignHost(provider, url);
    const stream = await open(http, { method, url, headers, operation: OPERATION, purpose: 'read' }, provider, signal);
    const { location } = stream.headers;
    if (stream.status < 300 || stream.status >= 400 || location === undefined) return toMedia(stream, provider);
    stream.body.destroy();
    url = URL.parse(location, url)?.href ?? location;
  }
  throw new ProviderError(provider, 'unavailable', 'Bitrix24 redirected the download of a recording again and again.');
}

const OPERATION = 'download of a recording';

async function open(
  http: Pick<HttpClient, 'open'>,
  request: Parameters<HttpClient['open']>[0],
  provider: string,
  signal: AbortSignal,
): Promise<HttpStream> {
  try {
    return await http.open(request, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw error;
    throw toProviderError(error, OPERATION, provider);
  }
}

function toMedia({ status, headers, body }: HttpStream, provider: string): OpenedMedia | null {
  if (status !== 200 && status !== 206 && status !== 416) {
    body.destroy();
    if (status === 404 || status === 410) return null;
    throw toError({ provider, operation: OPERATION, status, code: null, description: null, isWebhook: false });
  }
  return {
    status,
    contentType: headers['content-type'] ?? null,
    contentLength: numberOrNull(headers['content-length']),
    contentRange: headers['content-range'] ?? null,
    etag: headers.etag ?? null,
    acceptsRanges: headers['accept-ranges'] === 'bytes' || status === 206,
    body,
  };
}

function foreignHost(provider: string, url: string): ProviderError {
  const host = URL.parse(url)?.host ?? 'an address that is not a URL';
  const message = `A recording of Bitrix24 lies at ${host}, which is not fetched from. If it should be, add it to mediaHosts.`;
  return new ProviderError(provider, 'misconfigured', message);
}
