import { type IncomingHttpHeaders, type IncomingMessage, request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import type { Input } from './make-input.ts';

/** What came back: status 0 for an answer that is no HTTP, or a connection that was closed without a word. */
export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

/** An answer that goes on for as long as somebody listens is left after so long. */
const LISTEN_MS = 40;

/** Sends an input, and reads its answer; rejects when there is none in time. */
export function sendInput(url: URL, input: Input, withinMs: number): Promise<Answer> {
  try {
    return sendByHttp(url, input, withinMs);
  } catch {
    // What no client of HTTP would send.
    return sendByHand(url, input, withinMs);
  }
}

function sendByHttp(url: URL, { method, path, headers, body }: Input, withinMs: number): Promise<Answer> {
  const request = sendRequest({
    ...{ host: url.hostname, port: url.port, method, path, agent: false, timeout: withinMs },
    headers: toHeaders(url, headers, body),
  });
  return new Promise((resolve, reject) => {
    request.once('timeout', () => request.destroy(new Error(`no answer within ${withinMs} ms`)));
    request.once('error', (error: NodeJS.ErrnoException) => {
      // A connection may be closed under a request that is refused before it is read, and what cannot be read may be a HEAD.
      const isCut = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      if (isCut || (method === 'HEAD' && error.code?.startsWith('HPE_'))) resolve({ status: 0, headers: {}, text: '' });
      else reject(error);
    });
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: toText(response, chunks) });
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.once('end', done).once('error', done).once('close', done);
      if (String(response.headers['content-type']).startsWith('text/event-stream'))
        setTimeout(() => request.destroy(), LISTEN_MS);
    });
    request.end(body ?? undefined);
  });
}

/** An answer that was cut off is told by what can be read of it. */
function toText({ headers }: IncomingMessage, chunks: readonly Buffer[]): string {
  const bytes = Buffer.concat(chunks);
  const encoding = headers['content-encoding'];
  if (encoding === 'gzip') return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
  if (encoding === 'br')
    return brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }).toString();
  return bytes.toString();
}

function toHeaders({ host }: URL, headers: Input['headers'], body: Input['body']): string[] {
  const own = headers.some(([name]) => name === 'host') ? [] : ['host', host];
  const length = body === null ? [] : ['content-length', String(Buffer.byteLength(body))];
  return [...own, ...headers.flat(), ...length];
}

function sendByHand(url: URL, { method, path, headers, body }: Input, withinMs: number): Promise<Answer> {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const length = body === null ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  const head = [`${method} ${path} HTTP/1.1`, `host: ${url.host}`, 'connection: close', ...lines, ...length].join(
    '\r\n',
  );
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${withinMs} ms`));
    }, withinMs);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (chunk.includes('text/event-stream')) socket.destroy();
    });
    socket.once('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), headers: {}, text });
    });
    socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body ?? '')]));
  });
}
