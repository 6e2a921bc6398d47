import { pipeline } from 'node:stream';
import type { FetchAPI, Plugin } from 'graphql-yoga';
import { type Encoding, pickEncoding } from '../http/accept.ts';
import { COMPRESSION_FLOOR_BYTES, compress, createCompressor } from '../http/compress.ts';

/** Compresses answers for clients that ask for it: whole ones at once, what comes in parts part by part. */
export function useCompression(): Plugin {
  return {
    onResponse(payload) {
      const { request, response, fetchAPI } = payload;
      const { headers } = response;
      // Yoga says so of events; it is the name of no encoding.
      if (headers.get('content-encoding') === 'none') headers.delete('content-encoding');
      const encoding = pickEncoding(request.headers.get('accept-encoding'));
      if (encoding === null || response.body === null || headers.has('content-encoding')) return;
      const length = headers.get('content-length');
      if (length === null) payload.setResponse(compressParts(response, response.body, encoding, fetchAPI));
      else if (Number(length) >= COMPRESSION_FLOOR_BYTES)
        return compressWhole(response, encoding, fetchAPI).then((compressed) => payload.setResponse(compressed));
    },
  };
}

async function compressWhole(response: Response, encoding: Encoding, { Response }: FetchAPI): Promise<Response> {
  const { status, headers } = response;
  const bytes = await compress(await response.text(), encoding);
  headers.set('content-encoding', encoding);
  headers.set('content-length', String(bytes.byteLength));
  return new Response(bytes as Buffer<ArrayBuffer>, { status, headers });
}

function compressParts(
  { status, headers }: Response,
  body: NonNullable<Response['body']>,
  encoding: Encoding,
  { Response }: FetchAPI,
): Response {
  const compressor = createCompressor(encoding);
  let flushing: NodeJS.Immediate | undefined;
  // A part is written in several pieces, one right after the other. What waits for the next part is sent.
  const flush = () => {
    flushing = undefined;
    if (compressor.writable) compressor.flush();
  };
  async function* pieces() {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      yield piece;
      flushing ??= setImmediate(flush);
    }
  }
  // A failure ends the answer without its last part, which tells the client; its cause is in the log already.
  pipeline(pieces, compressor, () => clearImmediate(flushing));
  headers.set('content-encoding', encoding);
  return new Response(compressor as unknown as ReadableStream, { status, headers });
}
