import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse } from './http.ts';
import { toHttpError, tooLarge } from './http-error.ts';

/** Sends a request and reads its whole reply, decompressed, up to the cap. */
export async function readReply(
  dispatcher: Dispatcher,
  request: HttpRequest,
  options: Dispatcher.DispatchOptions,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Omit<HttpResponse, 'exchange'>> {
  const reply = await collect(dispatcher, request, options, maxBytes, signal);
  const bytes = await decompress(reply.bytes, reply.headers['content-encoding'], request, maxBytes);
  return { status: reply.status, headers: reply.headers, text: toText(bytes) };
}

/** Header names come in lower case from undici; a header sent twice becomes one, as RFC 9110 5.3 has it. */
export function toHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

type RawReply = { readonly status: number; readonly headers: Record<string, string>; readonly bytes: Buffer };

/** Speaks undici's dispatch directly: it alone tells whether a request was put on a connection. */
function collect(
  dispatcher: Dispatcher,
  request: HttpRequest,
  options: Dispatcher.DispatchOptions,
  maxBytes: number,
  signal: AbortSignal,
): Promise<RawReply> {
  const { promise, resolve, reject } = Promise.withResolvers<RawReply>();
  const chunks: Buffer[] = [];
  let size = 0;
  let status = 0;
  let headers: Record<string, string> = {};
  let controller: Dispatcher.DispatchController | null = null;

  const fail = (error: unknown): void => {
    signal.removeEventListener('abort', leave);
    reject(signal.aborted ? (signal.reason as Error) : toHttpError(error, request, controller !== null));
  };
  const leave = (): void => {
    // A request that still waits for its connection settles now, and ends the connection when it comes.
    fail(signal.reason);
    controller?.abort(toError(signal.reason));
  };
  signal.addEventListener('abort', leave, { once: true });

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      if (signal.aborted) started.abort(toError(signal.reason));
      else controller = started;
    },
    onResponseStart(started, statusCode, incoming) {
      if (statusCode < 200) return;
      status = statusCode;
      headers = toHeaders(incoming);
      if (options.method !== 'HEAD' && Number(headers['content-length']) > maxBytes) {
        started.abort(tooLarge(request, maxBytes));
      }
    },
    onResponseData(started, chunk) {
      size += chunk.length;
      if (size > maxBytes) started.abort(tooLarge(request, maxBytes));
      else chunks.push(chunk);
    },
    onResponseEnd() {
      signal.removeEventListener('abort', leave);
      resolve({ status, headers, bytes: Buffer.concat(chunks, size) });
    },
    onResponseError: (_started, error) => fail(error),
  };

  try {
    dispatcher.dispatch(options, handler);
  } catch (error) {
    fail(error);
  }
  return promise;
}

const unpack = {
  zlib: promisify(unzip) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
  brotli: promisify(brotliDecompress) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>,
};
const DECODERS: Readonly<Record<string, (typeof unpack)['zlib']>> = {
  gzip: unpack.zlib,
  'x-gzip': unpack.zlib,
  deflate: unpack.zlib,
  br: unpack.brotli,
};

async function decompress(
  bytes: Buffer,
  encoding: string | undefined,
  request: HttpRequest,
  maxBytes: number,
): Promise<Buffer> {
  if (encoding === undefined || bytes.length === 0) return bytes;
  let plain = bytes;
  for (const name of encoding.toLowerCase().split(',').reverse()) {
    const decode = DECODERS[name.trim()];
    if (!decode) continue;
    plain = await decode(plain, { maxOutputLength: maxBytes }).catch((error: unknown) => {
      const isTooLarge = error instanceof RangeError;
      throw isTooLarge ? tooLarge(request, maxBytes) : toHttpError(error, request, true);
    });
  }
  return plain;
}

/** A byte order mark is no part of the text. */
function toText(bytes: Buffer): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', hasMark ? 3 : 0);
}

const toError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error('the caller went away', { cause: reason });
