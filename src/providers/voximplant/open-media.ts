import { LRUCache } from 'lru-cache';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../domain/media.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { HttpStream } from '../../transport/http.ts';
import { booleanOrNull, listOf, textOrNull } from '../../transport/read-wire.ts';
import type { VoximplantClient } from './client.ts';
import type { FindCalls } from './get-calls.ts';
import type { MediaHosts } from './media-hosts.ts';
import { rowOf } from './kept-row.ts';
import { recordIdIn } from './record-id-in.ts';
import { toSwitches } from './plan-parts.ts';
import { recordIdOf } from './to-recording.ts';
import { toError } from './to-error.ts';
import type { CallRow, RecordRow, SessionRow } from './wire.ts';

export type OpenMedia = (key: MediaKey, request: MediaRequest, signal: AbortSignal) => Promise<OpenedMedia | null>;

/** A player asks for a recording many times over, piece by piece: its place is looked up once. */
const PLACES_KEPT = 1000;
const KEPT_MS = 300_000;
const MOST_REDIRECTS = 3;
const NOTHING_MADE = { agents: false, legs: false, recordings: false, cost: false };

/** Opens recordings, transcripts and logs: looks up where they are, then fetches them as the vendor wants them fetched. */
export function createOpenMedia(
  client: VoximplantClient,
  findCalls: FindCalls,
  hosts: MediaHosts,
  provider: string,
): OpenMedia {
  const places = new LRUCache<string, string>({ max: PLACES_KEPT, ttl: KEPT_MS });

  const findPlace = async (key: MediaKey, signal: AbortSignal): Promise<string | null> => {
    const name = `${key.kind} ${key.nativeId}`;
    const kept = places.get(name);
    if (kept !== undefined) return kept;
    const switches = toSwitches({
      calls: key.kind === 'recording',
      records: key.kind !== 'log',
      otherResources: false,
    });
    const [call] = await findCalls([key.session], { switches, parts: NOTHING_MADE }, signal);
    if (call instanceof ProviderError) throw call;
    const place = call ? placeIn(rowOf(call), key) : null;
    if (place !== null) places.set(name, place);
    return place;
  };

  const follow = async (place: string, { method, range, ifRange }: MediaRequest, signal: AbortSignal) => {
    const headers = { ...(range && { range }), ...(ifRange && { 'if-range': ifRange }) };
    let url = hosts.check(place);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const stream = await client.openFile({ method, url, headers, isSecure: hosts.wantsToken(url) }, signal);
      const { location } = stream.headers;
      if (stream.status < 300 || stream.status >= 400 || location === undefined) return stream;
      stream.body.destroy();
      url = hosts.check(URL.parse(location, url)?.href ?? location);
    }
    throw new ProviderError(provider, 'unreadable', `Voximplant redirects a file more than ${MOST_REDIRECTS} times.`);
  };

  return async (key, request, signal) => {
    const place = await findPlace(key, signal);
    if (place === null) return null;
    return toOpenedMedia(await follow(place, request, signal), key, provider);
  };
}

function placeIn(row: SessionRow, key: MediaKey): string | null {
  if (key.kind === 'log') return textOrNull(row.log_file_url);
  const records = listOf(row.records) as readonly RecordRow[];
  const record = records.find((each, position) => recordIdOf(each, key.session, position) === key.nativeId);
  if (!record) return key.kind === 'recording' ? placeOfCall(row, key.nativeId) : null;
  if (key.kind === 'recording') return booleanOrNull(record.is_removed) === true ? null : textOrNull(record.record_url);
  const transcript = URL.parse(textOrNull(record.transcription_url) ?? '');
  const id = textOrNull(record.record_id);
  if (transcript && id !== null) transcript.searchParams.set('record_id', id);
  return transcript?.href ?? null;
}

/** A call's link may name another record than the session's recordings do, as in the vendor's own example. */
function placeOfCall(row: SessionRow, recordId: string): string | null {
  const links = (listOf(row.calls) as readonly CallRow[]).map((call) => textOrNull(call.record_url));
  return links.find((link) => recordIdIn(link) === recordId) ?? null;
}

/** A file that is gone is null; any other refusal says what was asked, and never where. */
function toOpenedMedia(stream: HttpStream, key: MediaKey, provider: string): OpenedMedia | null {
  const { status, headers, body } = stream;
  if (status === 200 || status === 206 || status === 416) {
    const length = Number(headers['content-length'] ?? NaN);
    return {
      status,
      contentType: headers['content-type'] ?? null,
      contentLength: Number.isFinite(length) ? length : null,
      contentRange: headers['content-range'] ?? null,
      etag: headers['etag'] ?? null,
      acceptsRanges: status === 206 || headers['accept-ranges'] === 'bytes',
      body,
    };
  }
  body.destroy();
  if (status === 404 || status === 410) return null;
  throw toError({ provider, operation: `the ${key.kind} ${key.nativeId}`, status, code: null, message: null });
}
