import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaServerInstance } from 'graphql-yoga';
import { callerOf, clientOf } from '../auth/callers.ts';
import { type ListenerBounds, LISTENER_BOUNDS } from '../guards/use-listeners.ts';
import { pickMediaType } from '../http/accept.ts';
import { sendError, sendOverloaded } from '../http/send-json.ts';
import { type EventStream, createEventStream } from './event-stream.ts';
import { runOperation } from './run-operation.ts';

type EventStreamsOptions = {
  readonly graphql: YogaServerInstance<object, object>;
  readonly maxBodyBytes: number;
  readonly bounds?: ListenerBounds | undefined;
};

/** A reservation that nobody connects to by then is let go. */
const CONNECT_WITHIN_MS = 30_000;
const RETRY_AFTER_SECONDS = 10;

/**
 * The single connection mode of graphql-sse: the answers of many operations, sent by one connection
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
 */
export function createEventStreams({ graphql, maxBodyBytes, bounds = LISTENER_BOUNDS }: EventStreamsOptions) {
  const streams = new Map<string, EventStream>();

  const reserve = (request: IncomingMessage, response: ServerResponse): void => {
    const client = clientOf(request);
    const own = [...streams.values()].filter((stream) => stream.client === client).length;
    if (own >= bounds.ofClient || streams.size >= bounds.inAll)
      return sendOverloaded(response, RETRY_AFTER_SECONDS, 'No more event streams are given out now. Try again later.');
    const token = randomBytes(24).toString('base64url');
    const stream = createEventStream({ client, caller: callerOf(request).id }, CONNECT_WITHIN_MS, () =>
      streams.delete(token),
    );
    streams.set(token, stream);
    response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(token);
  };
  const connect = (stream: EventStream, request: IncomingMessage, response: ServerResponse): void => {
    if (pickMediaType(request.headers.accept, [['text/event-stream']]) === null)
      return sendError(response, 406, 'NOT_ACCEPTABLE', 'An event stream is text/event-stream: accept that.');
    if (!stream.connect(response))
      sendError(response, 409, 'BAD_REQUEST', 'This event stream is connected already: reserve another one with PUT.');
  };
  const stop = (stream: EventStream, request: IncomingMessage, response: ServerResponse): void => {
    const operationId = parameterOf(request, 'operationId');
    if (operationId === null)
      return sendError(response, 400, 'BAD_REQUEST', 'DELETE needs ?operationId= of the operation that is to stop.');
    stream.operations.get(operationId)?.abort(new DOMException('The client stopped it.', 'AbortError'));
    response.writeHead(200).end();
  };

  return {
    /** Answers what belongs to it, and leaves every other request to the graph. */
    answer(request: IncomingMessage, response: ServerResponse): unknown {
      if (request.method === 'PUT') return reserve(request, response);
      const token = tokenOf(request);
      if (token === null && request.method !== 'DELETE') return graphql(request, response);
      const stream = token === null ? undefined : streams.get(token);
      // A stream is of whoever reserved it: another caller's answers do not belong there.
      if (stream === undefined || !isOwner(stream, request)) return sendError(response, 404, 'NOT_FOUND', NO_STREAM);
      if (request.method === 'POST') return runOperation({ stream, graphql, maxBodyBytes }, request, response);
      return request.method === 'DELETE' ? stop(stream, request, response) : connect(stream, request, response);
    },
    /** Cuts every stream off. */
    close(): void {
      for (const stream of [...streams.values()]) stream.end();
    },
  };
}

// An address may change on the way; a caller does not.
const isOwner = ({ caller }: EventStream, request: IncomingMessage): boolean => caller === callerOf(request).id;

const NO_STREAM =
  'There is no event stream of this token, or not any more: reserve one with PUT, and connect with GET.';

const tokenOf = (request: IncomingMessage): string | null => {
  const { 'x-graphql-event-stream-token': token } = request.headers;
  return typeof token === 'string' ? token : parameterOf(request, 'token');
};

const parameterOf = ({ url = '/' }: IncomingMessage, name: string): string | null =>
  new URLSearchParams(url.split('?', 2)[1] ?? '').get(name);
