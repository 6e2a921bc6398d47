import type { Readable } from 'node:stream';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../../domain/media.ts';
import { orThrow } from '../../../domain/provider-error.ts';
import { freeBytes } from '../../../transport/http.ts';
import type { Account } from '../api/account.ts';
import { toError } from '../api/to-error.ts';
import { getCalls } from '../calls/get-calls.ts';
import { storedRowOf } from '../calls/row.ts';
import { createMemory } from '../../create-memory.ts';
import { endOf, toOpenedMedia } from '../../to-opened-media.ts';
import { RECORDING_SELECTION } from './get-recordings.ts';
import { type CallRecord, filesOf, recordingIdOf } from './to-recording.ts';

/** A player asks for many ranges of one recording: its place is remembered for so long. */
const REMEMBERED_MS = 60_000;

/** A shown id names no place: the call is read again, and its file that begins so is opened. */
export function createOpenMedia(account: Account) {
  const places = createMemory<string>({ max: 1000, keptMs: REMEMBERED_MS, now: account.now });

  const findPlace = async ({ nativeId, session }: MediaKey, signal: AbortSignal): Promise<string | null> => {
    const known = places.get(nativeId);
    if (known !== undefined) return known;
    const [slot = null] = await getCalls([session], RECORDING_SELECTION, account, signal);
    const call = orThrow(slot);
    const files = call === null ? [] : filesOf(storedRowOf(call).columns);
    const file = files.find((one) => recordingIdOf(one) === nativeId);
    if (file === undefined) return null;
    const place = placeOf(file, account.mediaBaseUrl);
    places.set(nativeId, place);
    return place;
  };

  return async (key: MediaKey, request: MediaRequest, signal: AbortSignal): Promise<OpenedMedia | null> => {
    signal.throwIfAborted();
    const place = key.kind === 'recording' ? await findPlace(key, signal) : null;
    if (place === null) return null;
    const asked = { provider: account.provider, operation: 'recording' };
    const stream = await account.client.openFile(place, request, signal);
    const opened = toOpenedMedia(stream, (status) => toError(asked, { status }));
    if (opened === null) places.delete(key.nativeId);
    return opened === null || isPage(opened) ? endOf(stream) : withRange(opened, stream.body, request);
  };
}

const placeOf = ({ kind, communicationId, recordId, link }: CallRecord, mediaBaseUrl: string): string =>
  link ?? `${mediaBaseUrl}/system/media/${kind}/${communicationId}/${encodeURIComponent(recordId)}/`;

/** A page that asks for a login, or says sorry, comes as a success. */
const isPage = ({ status, contentType }: OpenedMedia): boolean =>
  status === 200 && /^(text\/html|application\/json)/i.test(contentType ?? '');

/** Whether the vendor knows ranges is not documented: from one that sends the whole, the asked part is cut out here. */
function withRange(opened: OpenedMedia, body: Readable, { method, range, ifRange }: MediaRequest): OpenedMedia {
  const { status, contentLength } = opened;
  if (status !== 200 || contentLength === null) return opened;
  const whole = { ...opened, acceptsRanges: true };
  const span = range === undefined || ifRange !== undefined ? null : readByteSpan(range, contentLength);
  if (span === null) return whole;
  if (span === 'unsatisfiable') {
    const contentRange = `bytes */${contentLength}`;
    return { ...whole, status: 416, contentLength: 0, contentRange, body: takeBytes(body, 0, 0) };
  }
  return {
    ...whole,
    status: 206,
    contentLength: span.to - span.from,
    contentRange: `bytes ${span.from}-${span.to - 1}/${contentLength}`,
    body: method === 'HEAD' ? body : takeBytes(body, span.from, span.to),
  };
}

/** Bytes from a place to another, the last one excluded. */
type ByteSpan = { readonly from: number; readonly to: number };

/** Reads a Range header of one span; null for a form that is better answered with the whole. */
export function readByteSpan(range: string, length: number): ByteSpan | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
  return from >= length || from >= to ? 'unsatisfiable' : { from, to };
}

/** The bytes of a span of a stream; the stream is ended when they have been read, or are no longer wanted. */
export async function* takeBytes(body: Readable, from: number, to: number): AsyncGenerator<Uint8Array, undefined> {
  let at = 0;
  try {
    if (from >= to) return;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at));
      at += chunk.length;
      if (part.length > 0) yield part;
      else freeBytes(chunk);
      if (at >= to) return;
    }
  } finally {
    body.destroy();
  }
}
