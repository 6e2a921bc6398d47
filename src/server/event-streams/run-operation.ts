import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaServerInstance } from 'graphql-yoga';
import { readBody } from '../http/read-body.ts';
import { sendError, sendJson, sendTooLarge } from '../http/send-json.ts';
import type { EventStream } from './event-stream.ts';

type OperationScope = {
  readonly stream: EventStream;
  readonly graphql: YogaServerInstance<object, object>;
  readonly maxBodyBytes: number;
};

/** So many operations run over one stream at a time. */
const MOST_OPERATIONS = 100;

/**
 * Runs an operation and sends its answers over a stream. The graph is asked as any client asks it that wants events: every
 * guard applies.
 */
export async function runOperation(
  { stream, graphql, maxBodyBytes }: OperationScope,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, maxBodyBytes);
  if (body === null) return sendTooLarge(response, `A request body may have ${maxBodyBytes} bytes; this one has more.`);
  const id = readOperationId(body);
  if (id === null) return sendError(response, 400, 'BAD_REQUEST', NO_ID);
  const { operations } = stream;
  if (operations.has(id)) return sendError(response, 409, 'BAD_REQUEST', 'An operation of this id runs already.');
  if (operations.size >= MOST_OPERATIONS)
    return sendError(response, 409, 'BAD_REQUEST', `${MOST_OPERATIONS} operations run over this event stream already.`);

  const ending = new AbortController();
  operations.set(id, ending);
  try {
    const asked = toEventRequest(request, body, ending.signal, graphql);
    const answer = await graphql.fetch(asked, { req: request });
    const events = readEvents(answer.body as unknown as AsyncIterable<Uint8Array>);
    if (answer.status !== 200) return await refuse(answer, events, response);
    response.writeHead(202).end();
    await send(stream, id, events, ending.signal);
  } finally {
    operations.delete(id);
  }
}

const NO_ID = 'extensions.operationId must be a text: it names the operation in the event stream.';

async function send(
  stream: EventStream,
  id: string,
  events: AsyncIterable<string>,
  stopped: AbortSignal,
): Promise<void> {
  const name = JSON.stringify(id);
  try {
    for await (const payload of events) if (!(await stream.send('next', `{"id":${name},"payload":${payload}}`))) return;
  } catch (error) {
    // What breaks off is not complete: its client connects again, and goes on.
    if (!stopped.aborted) stream.end();
    if (!stopped.aborted && !isAbort(error)) throw error;
  }
  await stream.send('complete', `{"id":${name}}`);
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** What the guards refuse is answered where it was asked. */
async function refuse(answer: Response, events: AsyncIterable<string>, response: ServerResponse): Promise<void> {
  const retryAfter = answer.headers.get('retry-after');
  if (retryAfter !== null) response.setHeader('retry-after', retryAfter);
  for await (const payload of events) return sendJson(response, answer.status, JSON.parse(payload) as object);
  response.writeHead(answer.status).end();
}

function readOperationId(body: string): string | null {
  try {
    const { extensions } = JSON.parse(body) as { extensions?: { operationId?: unknown } | null };
    const id = extensions?.operationId;
    return typeof id === 'string' && id.length <= 200 ? id : null;
  } catch {
    return null;
  }
}

/** Headers of the connection, and those that say in which form the answer is wanted. */
const LEFT_OUT = /^(?:accept|accept-encoding|connection|content-length|host|keep-alive|te|transfer-encoding|upgrade)$/;

function toEventRequest(
  request: IncomingMessage,
  body: string,
  signal: AbortSignal,
  { fetchAPI }: YogaServerInstance<object, object>,
): Request {
  const given = Object.entries(request.headers).filter(
    (header): header is [string, string] => typeof header[1] === 'string' && !LEFT_OUT.test(header[0]),
  );
  const asked = new fetchAPI.Request(`http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`, {
    method: 'POST',
    headers: {
      ...Object.fromEntries(given),
      accept: 'text/event-stream',
      'content-length': String(Buffer.byteLength(body)),
    },
    body,
  });
  // See useNativeSignal.
  Object.defineProperty(asked, 'signal', { value: signal });
  return asked;
}

const NEXT = 'event: next\ndata: ';

/** The payloads of the `next` events of an answer; heartbeats and the end are left out. */
async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    const events = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = events.pop()!;
    for (const event of events) if (event.startsWith(NEXT)) yield event.slice(NEXT.length);
  }
}
