import { freeBytes, type HttpStream } from '../../transport/http.ts';

/** A small file, or the beginning of a larger one. */
export type ReadFile = Pick<HttpStream, 'status' | 'headers'> & { readonly bytes: Buffer; readonly isCut: boolean };

/** Reads a stream up to so many bytes, and ends it. */
export async function readFile(
  { status, headers, body }: HttpStream,
  mostBytes: number,
  signal: AbortSignal,
): Promise<ReadFile> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isCut = false;
  try {
    // Leaving the loop destroys the body, which ends the exchange.
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      const part = chunk.subarray(0, mostBytes - size);
      isCut = part.length < chunk.length;
      chunks.push(Buffer.from(part));
      size += part.length;
      freeBytes(chunk);
      if (isCut) break;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return { status, headers, bytes: Buffer.concat(chunks), isCut };
}
