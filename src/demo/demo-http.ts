import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A request as a demo vendor read it. */
export type DemoRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a demo vendor answers. An object body travels as JSON, a stream as it is read. */
export type DemoReply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string | Uint8Array | Readable;
  /** Whether it refuses a request for being one too many. */
  readonly isOverLimit?: boolean;
};

/** What can come in the place of a reply. */
export type Garbage = 'html' | 'truncated' | 'empty' | 'not-json' | 'wrong-shape' | 'endless';

/** Reads a whole request. */
export async function readRequest(incoming: IncomingMessage): Promise<DemoRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://demo');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Sends a reply as it is. */
export async function sendReply(outgoing: ServerResponse, reply: DemoReply): Promise<void> {
  if (reply.body instanceof Readable) {
    outgoing.writeHead(reply.status ?? 200, reply.headers);
    // A reader that goes away in the middle of a recording is ordinary.
    return pipeline(reply.body, outgoing).catch(() => {});
  }
  const { bytes, headers } = await encode(reply);
  outgoing.writeHead(reply.status ?? 200, { 'content-length': bytes.length, ...headers }).end(bytes);
}

/** Sends a reply with its JSON changed. */
export async function sendChanged(
  outgoing: ServerResponse,
  reply: DemoReply,
  change: (json: string) => string,
): Promise<void> {
  const { bytes, headers } = await encode(reply);
  const json = { ...headers, 'content-type': 'application/json' };
  return sendReply(outgoing, { ...reply, headers: json, body: change(Buffer.from(bytes).toString()) });
}

async function encode({
  body = '',
  headers,
}: DemoReply): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  if (body instanceof Readable) return { bytes: await buffer(body), headers: { ...headers } };
  if (body instanceof Uint8Array)
    return { bytes: body, headers: { 'content-type': 'application/octet-stream', ...headers } };
  if (typeof body === 'string')
    return { bytes: Buffer.from(body), headers: { 'content-type': 'text/html', ...headers } };
  return { bytes: Buffer.from(JSON.stringify(body)), headers: { 'content-type': 'application/json', ...headers } };
}

/** Sends what no client can read in the place of a reply. */
export async function sendGarbage(
  outgoing: ServerResponse,
  form: Garbage,
  reply: DemoReply,
  closing: AbortSignal,
): Promise<void> {
  const json = { 'content-type': 'application/json' };
  if (form === 'html') return sendReply(outgoing, { body: '<html><body>Bad gateway</body></html>' });
  if (form === 'empty') return sendReply(outgoing, { body: '', headers: json });
  if (form === 'not-json') return sendReply(outgoing, { body: '{"result": nonsense', headers: json });
  if (form === 'wrong-shape') return sendReply(outgoing, { body: ['unexpected'] });
  if (form === 'truncated') {
    const { bytes, headers } = await encode(reply);
    outgoing.writeHead(200, { 'content-length': bytes.length, ...headers });
    outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.socket?.resetAndDestroy());
    return;
  }
  // Endless: a body that never stops must meet the reader's size cap.
  outgoing.writeHead(200, json);
  const chunk = Buffer.alloc(65_536, 0x20);
  const closed = new Promise((resolve) => outgoing.once('close', resolve));
  while (!outgoing.destroyed && !closing.aborted) {
    if (!outgoing.write(chunk)) await Promise.race([closed, new Promise((resolve) => outgoing.once('drain', resolve))]);
  }
}

/** Sends the head of a reply at once, and its body byte by byte. */
export async function sendSlowly(
  outgoing: ServerResponse,
  reply: DemoReply,
  ms: number,
  closing: AbortSignal,
): Promise<void> {
  const { bytes, headers } = await encode(reply);
  outgoing.writeHead(reply.status ?? 200, { 'content-length': bytes.length, ...headers });
  const step = Math.max(1, Math.ceil(bytes.length / 20));
  for (let sent = 0; sent < bytes.length && !outgoing.destroyed; sent += step) {
    outgoing.write(bytes.subarray(sent, sent + step));
    await delay(ms / 20, undefined, { signal: closing });
  }
  outgoing.end();
}
