import type { MediaRequest, OpenedMedia } from '../../src/domain/media.ts';

const CHUNK_BYTES = 1024;

const HEAD = Buffer.from('RIFF');

/** The bytes of a recording in memory: the same for the same id, on every machine. */
export const memoryMediaBytes = (nativeId: string): Uint8Array =>
  Uint8Array.from(
    { length: 4096 },
    (_, index) => HEAD[index] ?? (index * 31 + nativeId.length * 7 + nativeId.charCodeAt(0)) % 256,
  );

/** Answers as a vendor with ranges does: whole, a part, or 416. */
export function openMemoryMedia(nativeId: string, request: MediaRequest, signal: AbortSignal): OpenedMedia {
  const bytes = memoryMediaBytes(nativeId);
  const etag = `"${nativeId}"`;
  const isStale = request.ifRange !== undefined && request.ifRange !== etag;
  const range = isStale ? null : readRange(request.range, bytes.length);
  const [from, to] = range === 'outside' ? [0, 0] : (range ?? [0, bytes.length]);
  return {
    status: range === 'outside' ? 416 : range ? 206 : 200,
    contentType: 'audio/mpeg',
    contentLength: to - from,
    contentRange:
      range === 'outside' ? `bytes */${bytes.length}` : range ? `bytes ${from}-${to - 1}/${bytes.length}` : null,
    etag,
    acceptsRanges: true,
    body: readInChunks(request.method === 'HEAD' ? new Uint8Array() : bytes.subarray(from, to), signal),
  };
}

/** The half-open span of bytes a Range header asks for; null for the whole. */
function readRange(header: string | undefined, length: number): [from: number, to: number] | 'outside' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return null;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
  return from >= length || from >= to ? 'outside' : [from, to];
}

async function* readInChunks(bytes: Uint8Array, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    signal.throwIfAborted();
    yield bytes.subarray(offset, offset + CHUNK_BYTES);
  }
}
