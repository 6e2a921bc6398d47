import type { Readable } from 'node:stream';
import type { MediaKey, MediaRequest, OpenedMedia } from '../../../domain/media.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import { endOf, isPage, toOpenedMedia } from '../../to-opened-media.ts';
import type { Client } from '../api/client.ts';
import { refusalIn } from '../api/read-envelope.ts';
import { type VendorFailure, isGone, toError } from '../api/to-error.ts';
import type { Places } from './places.ts';

/** Opens recordings, transcripts and logs: looks up where they are, then fetches them as the vendor wants them fetched. */
export function createOpenMedia(client: Client, places: Places, provider: string) {
  return async (key: MediaKey, request: MediaRequest, signal: AbortSignal): Promise<OpenedMedia | null> => {
    const url = await places.find(key, signal);
    if (url === null) return null;
    const stream = await client.openFile(url, request, signal);
    const asked = { provider, operation: `the ${key.kind} ${key.nativeId}` };
    const opened = toOpenedMedia(stream, (status) => toError({ ...asked, status }));
    if (opened === null || opened.status !== 200) return opened;
    if (isPage(opened.contentType)) return endOf(stream);
    if (!JSON_TYPE.test(opened.contentType ?? '')) return opened;
    return refuseRefusal(opened, stream.body, request.method, key.kind, asked);
  };
}

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
