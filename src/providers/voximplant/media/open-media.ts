import type { Readable } from 'node:stream';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../../domain/media.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { booleanOrNull, idOrNull, objectsOf, textOrNull } from '../../../transport/read-wire.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import type { Instant } from '../../../time/instant.ts';
import { createMemory } from '../../create-memory.ts';
import { endOf, toOpenedMedia } from '../../to-opened-media.ts';
import type { Client } from '../api/client.ts';
import { refusalIn } from '../api/read-envelope.ts';
import { type VendorFailure, isGone, toError } from '../api/to-error.ts';
import type { CallRow, RecordRow, SessionRow } from '../api/wire.ts';
import type { GetCalls } from '../calls/get-calls.ts';
import { toSwitches } from '../calls/plan-parts.ts';
import { rowOf } from '../calls/row.ts';
import { recordIdIn, recordIdOf } from './to-recording.ts';

/** Opens what has bytes; null when it is gone. */
type OpenMedia = (key: MediaKey, request: MediaRequest, signal: AbortSignal) => Promise<OpenedMedia | null>;

/** A player asks for a recording many times over, piece by piece: its place is looked up once. */
const PLACES_KEPT = 1000;
const KEPT_MS = 300_000;
const NOTHING_MADE = { agents: false, legs: false, recordings: false, cost: false };

/** Opens recordings, transcripts and logs: looks up where they are, then fetches them as the vendor wants them fetched. */
export function createOpenMedia(client: Client, getCalls: GetCalls, provider: string, now: () => Instant): OpenMedia {
  const places = createMemory<string>({ max: PLACES_KEPT, keptMs: KEPT_MS, now });

  const findPlace = async (key: MediaKey, signal: AbortSignal): Promise<string | null> => {
    const name = `${key.kind} ${key.nativeId}`;
    const kept = places.get(name);
    if (kept !== undefined) return kept;
    const switches = toSwitches({
      calls: key.kind === 'recording',
      records: key.kind !== 'log',
      otherResources: false,
    });
    const [call] = await getCalls([key.session], { switches, parts: NOTHING_MADE }, signal);
    if (call instanceof ProviderError) throw call;
    const place = call ? placeIn(rowOf(call), key) : null;
    if (place !== null) places.set(name, place);
    return place;
  };

  return async (key, request, signal) => {
    const url = await findPlace(key, signal);
    if (url === null) return null;
    const stream = await client.openFile(url, request, signal);
    const opened = toOpenedMedia(stream);
    const asked = { provider, operation: `the ${key.kind} ${key.nativeId}` };
    if (opened === undefined) throw toError({ ...asked, status: stream.status, code: null, message: null });
    if (opened === null || opened.status !== 200) return opened;
    const type = opened.contentType ?? '';
    if (PAGE.test(type)) return endOf(stream);
    if (!JSON_TYPE.test(type)) return opened;
    return refuseRefusal(opened, stream.body, request.method, key.kind, asked);
  };
}

/** A page that asks for a login, or says sorry, comes as a success. */
const PAGE = /^text\/html\b/i;
const JSON_TYPE = /^application\/json\b/i;

/** Refusals come as a success too, in JSON: no recording is JSON, a transcript may be. */
async function refuseRefusal(
  opened: OpenedMedia,
  stream: Readable,
  method: MediaRequest['method'],
  kind: MediaKey['kind'],
  asked: Pick<VendorFailure, 'provider' | 'operation'>,
): Promise<OpenedMedia | null> {
  const { text, body } = method === 'HEAD' ? { text: null, body: stream } : await readFileHead(stream);
  const { code, message } = refusalIn(text === null ? null : readFieldsOrNone(text));
  if (code === null && kind !== 'recording') return { ...opened, body };
  stream.destroy();
  if (code !== null && isGone(code)) return null;
  if (code !== null) throw toError({ ...asked, status: 200, code, message });
  const { provider, operation } = asked;
  throw new ProviderError(provider, 'unreadable', `Voximplant, asked for ${operation}, sent JSON instead of sound.`);
}

function placeIn(row: SessionRow, key: MediaKey): string | null {
  if (key.kind === 'log') return textOrNull(row.log_file_url);
  const records = objectsOf(row.records) as readonly RecordRow[];
  const record = records.find((each, position) => recordIdOf(each, key.session, position) === key.nativeId);
  if (!record) return key.kind === 'recording' ? placeOfCall(row, key.nativeId) : null;
  if (key.kind === 'recording') return booleanOrNull(record.is_removed) === true ? null : textOrNull(record.record_url);
  const transcript = URL.parse(textOrNull(record.transcription_url) ?? '');
  const id = idOrNull(record.record_id);
  if (transcript && id !== null) transcript.searchParams.set('record_id', id);
  return transcript?.href ?? null;
}

/** A call's link may name another record than the session's recordings do, as in the vendor's own example. */
function placeOfCall(row: SessionRow, recordId: string): string | null {
  const links = objectsOf(row.calls).map((call: CallRow) => textOrNull(call.record_url));
  return links.find((link) => recordIdIn(link) === recordId) ?? null;
}

/** The beginning of a file, and the file with it. */
type FileHead = {
  /** The text of a short file; null for a longer one, which is no refusal. */
  readonly text: string | null;
  readonly body: AsyncIterable<Uint8Array>;
};

/** A refusal is a few hundred bytes. */
const MOST_BYTES = 64 * 1024;

/** Reads the beginning of a file, to look at it before the file is handed on whole. */
async function readFileHead(body: Readable): Promise<FileHead> {
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size <= MOST_BYTES) {
    const next = await chunks.next();
    if (next.done === true) return { text: Buffer.concat(head).toString(), body: join(head, chunks, body) };
    head.push(next.value);
    size += next.value.length;
  }
  return { text: null, body: join(head, chunks, body) };
}

async function* join(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
  body: Readable,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    yield* head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    body.destroy();
  }
}
