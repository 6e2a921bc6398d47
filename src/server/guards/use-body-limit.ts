import type { FetchAPI, Plugin } from 'graphql-yoga';
import { refusal } from './refusal.ts';

/**
 * Refuses a body that is too large. A length that was announced is believed, since Node reads not one byte more; only what
 * comes without one is counted. (Yoga counts every body through a stream of its own, at half the cost of a small query.)
 */
export function useBodyLimit(maxBytes: number): Plugin {
  const tooLarge = () =>
    refusal('REQUEST_ENTITY_TOO_LARGE', `A request body may have ${maxBytes} bytes; this one has more.`, {
      status: 413,
      isWellFormed: false,
    });
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const announced = request.headers.get('content-length');
      if (announced !== null && Number(announced) > maxBytes) throw tooLarge();
      const isCounted = announced !== null && /^\d+$/.test(announced) && !request.headers.has('transfer-encoding');
      if (isCounted || !requestParser || request.body === null) return;
      setRequestParser(async (asked) => {
        const body = await readWithin(asked, maxBytes);
        if (body === null) throw tooLarge();
        return requestParser(withBody(asked, body, fetchAPI));
      });
    },
  };
}

/** The whole body; null as soon as it is too large. What is left of it then stays unread: ending it would end the answer. */
async function readWithin({ body }: Request, maxBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > maxBytes) return null;
    chunks.push(value);
  }
}

const withBody = (request: Request, body: Buffer<ArrayBuffer>, { Request }: FetchAPI): Request =>
  new Request(request.url, { method: request.method, headers: request.headers, signal: request.signal, body });
