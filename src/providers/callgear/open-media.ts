import type { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../domain/media.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { HttpStream } from '../../transport/http.ts';
import { recordOf } from '../../transport/read-wire.ts';
import type { Account } from './account.ts';
import { findCalls } from './find-calls.ts';
import { RECORDING_SELECTION } from './join-recordings.ts';
import { readByteSpan, takeBytes } from './take-bytes.ts';
import { toError, toProviderError } from './to-error.ts';
import { type CallRecord, recordingIdOf, recordsOf } from './to-recording.ts';

/** Opens recordings by the ids that are shown. */
export type OpenMedia = (key: MediaKey, request: MediaRequest, signal: AbortSignal) => Promise<OpenedMedia | null>;

/** A player asks for many ranges of one recording: its place is remembered for so long. */
const REMEMBERED_MS = 60_000;
const MOST_REDIRECTS = 2;

/** A shown id names no place: the call is read again, and its file that begins so is opened. */
export function createOpenMedia(account: Account): OpenMedia {
  const places = new LRUCache<string, string>({ max: 1000, ttl: REMEMBERED_MS });
  const asked = { provider: account.provider, operation: 'recording' };

  const findPlace = async ({ nativeId, session }: MediaKey, signal: AbortSignal): Promise<string | null> => {
    const known = places.get(nativeId);
    if (known !== undefined) return known;
    const [call] = await findCalls([session], RECORDING_SELECTION, account, signal);
    if (call instanceof ProviderError) throw call;
    const record =
      call == null ? undefined : recordsOf(recordOf(call.row)).find((one) => recordingIdOf(one) === nativeId);
    const place = record === undefined ? null : placeOf(record, account.mediaBaseUrl);
    if (place !== null) places.set(nativeId, place);
    return place;
  };

  const open = async (place: string, request: MediaRequest, signal: AbortSignal): Promise<HttpStream | null> => {
    let url = place;
    for (let redirects = 0; ; redirects += 1) {
      const stream = await account.client.openRecord(url, request, signal);
      if (stream.status < 300 || stream.status >= 400) return stream;
      stream.body.destroy();
      const target = URL.parse(stream.headers.location ?? '', url)?.href ?? '';
      if (redirects === MOST_REDIRECTS || !isTrusted(target, account.mediaBaseUrl)) return null;
      url = target;
    }
  };

  return async (key, request, signal) => {
    signal.throwIfAborted();
    const place = key.kind === 'recording' ? await findPlace(key, signal) : null;
    if (place === null) return null;
    try {
      const stream = await open(place, request, signal);
      if (stream === null) return null;
      if (stream.status >= 400 && stream.status !== 416) {
        stream.body.destroy();
        places.delete(key.nativeId);
        if (stream.status === 404 || stream.status === 410) return null;
        throw toError(asked, { ...NOTHING_SAID, status: stream.status });
      }
      return toOpenedMedia(stream, request);
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      throw toProviderError(asked, error);
    }
  };
}

const NOTHING_SAID = { mnemonic: null, code: null, message: null, names: [], retryAfterSeconds: null };

function placeOf({ kind, communicationId, recordId, link }: CallRecord, mediaBaseUrl: string): string | null {
  if (link !== null) return isTrusted(link, mediaBaseUrl) ? link : null;
  return `${mediaBaseUrl}/system/media/${kind}/${communicationId}/${encodeURIComponent(recordId)}/`;
}

/** Links arrive as data: only those to the vendor's own media hosts are followed. */
function isTrusted(url: string, mediaBaseUrl: string): boolean {
  const [target, base] = [URL.parse(url), new URL(mediaBaseUrl)];
  if (target === null || target.protocol !== base.protocol) return false;
  return target.host === base.host || target.host === base.host.replace(/^app\./, 'media.');
}

/** What came as an answer of media; null where it is a page that asks for a login, or says sorry. */
function toOpenedMedia({ status, headers, body }: HttpStream, request: MediaRequest): OpenedMedia | null {
  const contentType = headers['content-type'] ?? null;
  if (status === 200 && /^(text\/html|application\/json)/i.test(contentType ?? '')) {
    body.destroy();
    return null;
  }
  const length = headers['content-length'] === undefined ? null : Number(headers['content-length']);
  const opened = {
    contentType,
    contentLength: length,
    contentRange: headers['content-range'] ?? null,
    etag: headers.etag ?? null,
    body: body as AsyncIterable<Uint8Array>,
  };
  if (status === 206 || status === 416) return { ...opened, status, acceptsRanges: true };
  return { ...opened, ...cutOut(body, length, request), acceptsRanges: length !== null };
}

/** A vendor that does not know ranges sends the whole: the asked part is cut out of it here. */
function cutOut(
  body: Readable,
  length: number | null,
  { method, range, ifRange }: MediaRequest,
): Pick<OpenedMedia, 'status'> & Partial<OpenedMedia> {
  const span = range === undefined || ifRange !== undefined || length === null ? null : readByteSpan(range, length);
  if (span === null) return { status: 200 };
  if (span === 'unsatisfiable') {
    body.destroy();
    return { status: 416, contentLength: 0, contentRange: `bytes */${length}`, body: takeBytes(body, 0, 0) };
  }
  return {
    status: 206,
    contentLength: span.to - span.from,
    contentRange: `bytes ${span.from}-${span.to - 1}/${length}`,
    body: method === 'HEAD' ? body : takeBytes(body, span.from, span.to),
  };
}
